using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tests.Tools.Rules;

public class ToolCheckTests
{
    [Theory]
    [InlineData("{age: {under: 66}, pupil: no}", "{age: {under: 60}, pupil: no}", "No row holds where age is 60 years, pupil is no, and there is no default.")]
    [InlineData("{pupil: yes}\n", "{age: {under: 66}}\n", "Row 'other' is never reached. Remove it, or move it up.")]
    [InlineData("{age: {under: 66}, pupil: no}\n    then: pays", "{age: {under: 66}, pupil: no}\n    then: free", "No row recommends 'pays'. Remove it.")]
    [InlineData("given: {age: 65, pupil: no}, then: pays", "given: {age: 65, pupil: no}, then: free", "Line 40: case 'other' is answered 'pays', and 'free' was expected.")]
    [InlineData("given: {age: 12, pupil: yes}", "given: {age: 66, pupil: yes}", "No case shows row 'pupil'. Add one.")]
    [InlineData("given: {age: 12, pupil: yes}", "given: {age: twelve, pupil: yes}", "Line 39: case 'pupil' gives an input a value it does not take.")]
    [InlineData("cases:\n", "default: {then: free, because: x, law: act}\ncases:\n", "The default is never reached. Remove it.")]
    [InlineData("cases:\n", "default: {then: pays, because: x, law: act}\ncases:\n", "The default recommends 'pays', which takes certainty. What is left over is no certainty.")]
    [InlineData("cases:\n", "never:\n  - {when: {age: {under: 18}}, outputs: [pays], because: x, law: act}\ncases:\n", "Where age is 0 years, pupil is no, it recommends 'pays', which it says it never does.")]
    [InlineData("  phase: Production", "  phase: Pilot", "record: the phase is 'Pilot', and the standard has Idea, Design, Development, Private beta, Public beta, Production, Retired.")]
    [InlineData("  benefit: words", "  benefits: words", "record: 'benefit' is missing, and the public record (ATRS) asks for it.")]
    [InlineData("- {id: free, words: Free.}\n  - {id: pays, words: Pays., adverse: yes}", "- {id: pays, words: Pays., adverse: yes}\n  - {id: free, words: Free.}", "Where age is 0 years, pupil is not known, it recommends less protection than where age is 0 years, pupil is no. What is unknown must protect.")]
    [InlineData("because: Neither.", "because: You are an ill_al migrant.", "It says 'ill_al migrant'. Nobody is: say undocumented or irregular.")]
    public void Problems_ToolThatCannotBeUsed_SaysWhy(string old, string changed, string sentence)
    {
        const string Word = "illeg" + "al";
        Assert.Contains(sentence.Replace("ill_al", Word, StringComparison.Ordinal), ToolCheck.Problems(SmallTool.Read((old, changed.Replace("ill_al", Word, StringComparison.Ordinal)))));
    }

    [Fact]
    public void Problems_TooManyCases_IsRefusedWithoutTryingThem()
    {
        var inputs = string.Concat(Enumerable.Range(0, 10).Select(place => $"\n  - {{id: n{place}, type: number, unit: x, least: 0, most: 100, words: w}}"));
        var tests = string.Join(", ", Enumerable.Range(0, 10).Select(place => $"n{place}: {{at_least: 10, under: 20}}"));
        var tool = SmallTool.Read(("\noutputs:", inputs + "\noutputs:"), ("{pupil: yes}\n", $"{{pupil: yes, {tests}}}\n"));

        Assert.Contains("There are more than 500000 cases to try. Ask less, or draw fewer lines.", ToolCheck.Problems(tool));
    }

    [Fact]
    public void Recommendation_EveryValueBetweenTheBounds_IsThatOfItsClass()
    {
        foreach (var (tool, _) in Hub.Tools.ShippedTools.All)
        {
            var random = new Random(7);
            var classes = ToolSpace.ClassesOf(tool);
            for (var trial = 0; trial < 20_000; trial++)
            {
                var representatives = new long?[classes.Length];
                var values = new long?[classes.Length];
                for (var input = 0; input < values.Length; input++)
                {
                    var place = random.Next(classes[input].Length);
                    representatives[input] = values[input] = classes[input][place];
                    if (values[input] is { } low && !tool.Inputs[input].IsNamed)
                        values[input] = random.NextInt64(low, place + 1 < classes[input].Length ? classes[input][place + 1]!.Value : tool.Inputs[input].Most + 1);
                }
                Assert.Equal(Recommendation.Of(tool, representatives).Outputs, Recommendation.Of(tool, values).Outputs);
            }
        }
    }

    [Fact]
    public void Diff_TwoVersions_IsInWordsAndCountsCases()
    {
        var older = SmallTool.Read();
        var newer = SmallTool.Read(("version: 1", "version: 2"), ("at_least: 66", "at_least: 60"), ("{age: {under: 66}", "{age: {under: 60}"), ("{age: 65, pupil: no}", "{age: 59, pupil: no}"));

        var diff = ToolDiff.Between(older, newer);

        Assert.Contains("Row 'old' changes from 'If age is 66 years or more (or any of it is not known): Free. Because: You are old. (act)' to 'If age is 60 years or more (or any of it is not known): Free. Because: You are old. (act)'.", diff.Changes);
        Assert.Equal(new ToolMove("pays", "free", 1, "age is 60 years, pupil is no"), Assert.Single(diff.Moves));
        Assert.Equal(4 * 3, diff.Cases);
        Assert.Empty(ToolDiff.Between(older, SmallTool.Read()).Changes);
    }
}
