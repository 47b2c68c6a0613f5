using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Tests.Grouping;

public class LinkDecisionsTests
{
    [Fact]
    public void TryCreate_SameAndDifferentApart_Accepted()
    {
        LinkDecision[] decisions = [new(0, 1, Verdict.Same), new(2, 3, Verdict.Different, "two births", "steward")];

        Assert.True(LinkDecisions.TryCreate(decisions, Name, out var accepted, out var contradiction));
        Assert.Null(contradiction);
        Assert.Equal([decisions[0]], accepted!.Same);
        Assert.Equal([decisions[1]], accepted.Different);
    }

    [Fact]
    public void TryCreate_BothOfOnePair_NamesBoth()
    {
        Assert.False(LinkDecisions.TryCreate([new(1, 0, Verdict.Same), new(0, 1, Verdict.Different)], Name, out var accepted, out var contradiction));
        Assert.Null(accepted);
        Assert.Equal("Link decisions contradict each other: a/0 and a/1 are called both the same and different; take one of the two out.", contradiction);
    }

    [Fact]
    public void TryCreate_DifferentThroughThird_NamesTheChain()
    {
        Assert.False(LinkDecisions.TryCreate([new(0, 1, Verdict.Same), new(2, 1, Verdict.Same), new(0, 2, Verdict.Different)], Name, out _, out var contradiction));
        Assert.Equal("Link decisions contradict each other: a/0 and a/2 are called different, but others say a/0 = a/1 = a/2; take one of them out.", contradiction);
    }

    [Fact]
    public void TryCreate_DifferentFromItself_Refused()
    {
        Assert.False(LinkDecisions.TryCreate([new(4, 4, Verdict.Different)], Name, out _, out var contradiction));
        Assert.Contains("a/4 is different from itself", contradiction, StringComparison.Ordinal);
    }

    static string Name(int row) => $"a/{row}";
}
