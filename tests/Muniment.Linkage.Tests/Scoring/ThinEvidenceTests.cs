using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Scoring;

public sealed class ThinEvidenceTests
{
    static readonly string[] s_columns = ["forename", "surname", "town", "phone"];

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 8)]
    [InlineData(3, 30)]
    public void WeightBits_FewComparisonsAgree_IsCapped(int agreeing, double expected)
    {
        using var table = Records(agreeing);
        using var prepared = new PreparedModel(table, Model(), 1);

        Assert.Equal(expected, new PairScorer(prepared, Model()).WeightBits(0, 1), 6);
    }

    [Fact]
    public void WeightBits_ImportedModel_IsNotCapped()
    {
        using var table = Records(1);
        var model = Model() with { Faithful = true };
        using var prepared = new PreparedModel(table, model, 1);

        Assert.Equal(10, new PairScorer(prepared, model).WeightBits(0, 1), 6);
    }

    [Fact]
    public void WeightBits_OnlyACorrectionBesides_DoesNotCount()
    {
        using var table = Records(2);
        var model = Model();
        model = model with { Comparisons = [.. model.Comparisons, Correction()] };
        using var prepared = new PreparedModel(table, model, 1);

        Assert.Equal(8, new PairScorer(prepared, model).WeightBits(0, 1), 6);
    }

    [Theory]
    [InlineData(0.85)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    public void Run_WithEarlyExit_GivesTheEdgesOfTheRunWithout(double keep)
    {
        using var table = Many();
        using var prepared = new PreparedModel(table, Model(), 1);
        var scorer = new PairScorer(prepared, Model());
        var cancellation = TestContext.Current.CancellationToken;
        var bits = MatchWeights.OfProbability(keep);

        var with = PairRun.Run(scorer, new PairRunOptions { KeepBits = bits }, cancellation);
        var without = PairRun.Run(scorer, new PairRunOptions { KeepBits = bits, EarlyExit = false }, cancellation);

        Assert.NotEqual(0, with.Edges.Count);
        Assert.Equal(without.Edges.Left, with.Edges.Left);
        Assert.Equal(without.Edges.Right, with.Edges.Right);
        Assert.Equal(without.Edges.WeightBits, with.Edges.WeightBits);
    }

    [Fact]
    public void Explain_CappedPair_ShowsTheCapAsACorrection()
    {
        using var table = Records(1);
        using var prepared = new PreparedModel(table, Model(), 1);

        var explanation = new PairExplainer(new PairScorer(prepared, Model())).Explain(0, 1);

        Assert.Equal(3, explanation.TotalBits, 6);
        Assert.Equal(-7, explanation.CorrectionBits, 6);
        Assert.Equal(["surname", "town", "phone"], explanation.AbsentFields);
    }

    // A prior of 0 bits; each agreement is worth 10 bits, disagreement nothing.
    static LinkModel Model() => new() { Prior = 0.5, Comparisons = [.. s_columns.Select(Compare)] };

    static Comparison Compare(string column) => new(column,
    [
        new ComparisonLevel(new Any([new Missing(new FieldValue(column, Side.Left)), new Missing(new FieldValue(column, Side.Right))]), "missing") { IsNull = true },
        new ComparisonLevel(Same(column), "the same") { M = 1, U = 1d / 1024 },
        new ComparisonLevel(new Otherwise(), "different") { M = 0.5, U = 0.5 },
    ]);

    static Comparison Correction() => new("surname_with_forename",
    [
        new ComparisonLevel(new All([Same("surname"), Same("forename")]), "the same, weighed together with forename") { M = 0.75, U = 0.5, FixM = true, FixU = true },
        new ComparisonLevel(new Otherwise(), "not both the same") { M = 0.5, U = 0.5, FixM = true, FixU = true },
    ]);

    static Test Same(string column) => new(new FieldValue(column, Side.Left), Relation.Equal, new FieldValue(column, Side.Right));

    // Two records that agree on the first so many columns and lack the others.
    static RecordTable Records(int agreeing)
    {
        using var builder = new RecordTableBuilder(s_columns);
        string?[] values = [.. s_columns.Select((column, k) => k < agreeing ? column : null)];
        return builder.Add("1", values).Add("2", values).Build();
    }

    // Every combination of three values of each column, twice over.
    static RecordTable Many()
    {
        using var builder = new RecordTableBuilder(s_columns);
        for (var i = 0; i < 162; i++)
            builder.Add($"{i}", Value(i), Value(i / 3), Value(i / 9), Value(i / 27));
        return builder.Build();
    }

    static string? Value(int number) => (number % 3) switch { 0 => null, 1 => "one", _ => "two" };
}
