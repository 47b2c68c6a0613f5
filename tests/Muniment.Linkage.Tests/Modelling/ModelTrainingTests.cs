using Muniment.Linkage.Columns;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Modelling;

/// <summary>m, u and the prior are known because the records are made here: each person has two records, the second of which repeats a field's value
/// with that field's fidelity and draws it anew otherwise. Fields are independent and their values equally likely.</summary>
public sealed class ModelTrainingTests
{
    const int People = 4_000;
    const int Seed = 20_261_121;

    static readonly (string Name, int Values, double Fidelity)[] s_fields = [("a", 400, 0.9), ("b", 300, 0.85), ("c", 700, 0.8), ("d", 60, 0.95), ("e", 900, 0.7)];

    [Fact]
    public void Train_MadeUpRecords_RecoversKnownProbabilities()
    {
        using var made = Make();

        var result = ModelTraining.Train(made.Prepared, new TrainingOptions(), TestContext.Current.CancellationToken);

        AssertRecovered(result.Model, mTolerance: 0.025, priorTolerance: 0.1);
        Assert.Empty(result.Warnings);
        Assert.Equal(4, result.Steps.Select(step => step.Session).Distinct().Count());
    }

    [Fact]
    public void TrainOnTruth_MadeUpRecords_RecoversKnownProbabilities()
    {
        using var made = Make();

        var result = ModelTraining.TrainOnTruth(made.Prepared, made.Truth, new TrainingOptions(), TestContext.Current.CancellationToken);

        AssertRecovered(result.Model, mTolerance: 0.02, priorTolerance: 1e-9);
        Assert.Equal(People, result.PairsLearntFrom);
        Assert.Empty(result.Steps);
    }

    [Fact]
    public void TrainOnTruth_NobodyTwice_Refused()
    {
        using var made = Make();

        var exception = Assert.Throws<ModelException>(() => ModelTraining.TrainOnTruth(made.Prepared, [.. Enumerable.Range(1, made.Truth.Length)], new TrainingOptions(), TestContext.Current.CancellationToken));

        Assert.Contains("nothing can be learnt", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainOnLabels_MatchesThatNeverAgree_MovesMTowardsThem()
    {
        using var made = Make();
        // Judged to be the same, though chance put them together: 500 of them outweigh what was learnt before, which counts as 100.
        var labels = new LabelledPairs([.. Enumerable.Range(0, 500)], [.. Enumerable.Range(1_000, 500)], [.. Enumerable.Repeat(1d, 500)]);

        var result = ModelTraining.TrainOnLabels(made.Prepared, labels, new TrainingOptions(), TestContext.Current.CancellationToken);

        Assert.All(result.Model.Comparisons, comparison => Assert.InRange(Agreeing(comparison).M!.Value, 0.1, 0.2));
        Assert.All(result.Model.Comparisons, comparison => Assert.Equal(1, comparison.Levels.Where(level => !level.IsNull).Sum(level => level.M!.Value), 9));
    }

    [Fact]
    public void TrainOnLabels_FewPairs_Warned()
    {
        using var made = Make();

        var result = ModelTraining.TrainOnLabels(made.Prepared, new LabelledPairs([0, 1], [People, 3], [1, 0]), new TrainingOptions(), TestContext.Current.CancellationToken);

        Assert.Contains("Only 1 pairs are judged", Assert.Single(result.Warnings), StringComparison.Ordinal);
        AssertRecovered(result.Model, mTolerance: 0.035, priorTolerance: 0.1);
    }

    [Fact]
    public void WithTrainingRules_ModelWithBlockingRulesAlone_TakesThem()
    {
        var model = Model() with { TrainingRules = [], BlockingRules = [Rule("a", "b")] };

        Assert.Equal(model.BlockingRules, ModelTraining.WithTrainingRules(model).TrainingRules);
        Assert.Equal(s_fields.Length, ModelTraining.WithTrainingRules(model with { BlockingRules = [] }).TrainingRules.Count);
    }

    static void AssertRecovered(LinkModel model, double mTolerance, double priorTolerance)
    {
        var prior = People / (2d * People * ((2 * People) - 1) / 2);
        Assert.InRange(model.Prior / prior, 1 - priorTolerance, 1 + priorTolerance);
        foreach (var ((name, values, fidelity), comparison) in s_fields.Zip(model.Comparisons))
        {
            var (u, m) = (1d / values, fidelity + ((1 - fidelity) / values));
            Assert.True(Math.Abs(Agreeing(comparison).M!.Value - m) < mTolerance, $"m of {name}: {Agreeing(comparison).M}, known: {m}");
            Assert.True(Math.Abs((Agreeing(comparison).U!.Value / u) - 1) < 0.05, $"u of {name}: {Agreeing(comparison).U}, known: {u}");
        }
    }

    static ComparisonLevel Agreeing(Comparison comparison) => comparison.Levels.First(level => !level.IsNull);

    static MadeUp Make()
    {
        var random = new Random(Seed);
        var first = Enumerable.Range(0, People).Select(_ => s_fields.Select(field => random.Next(field.Values)).ToArray()).ToArray();
        var second = first.Select(values => values.Select((value, k) => random.NextDouble() < s_fields[k].Fidelity ? value : random.Next(s_fields[k].Values)).ToArray());
        // One value in twenty is missing.
        var rows = first.Concat(second).Select(values => values.Select(value => random.Next(20) == 0 ? null : $"v{value}").ToArray());
        var table = RecordTable.FromRows([.. s_fields.Select(field => field.Name)], rows);
        return new MadeUp(table, new PreparedModel(table, Model(), 2), [.. Enumerable.Range(0, 2 * People).Select(row => (row % People) + 1)]);
    }

    static LinkModel Model() => new()
    {
        Comparisons = [.. s_fields.Select(field => ReadyComparisons.Exact(field.Name))],
        TrainingRules = [Rule("a", "b"), Rule("c", "d"), Rule("a", "e"), Rule("b", "c")],
        MaxIterations = 100,
    };

    static BlockingRule Rule(params string[] columns) => new(new All([.. columns.Select(column =>
        (Condition)new Test(new FieldValue(column, Side.Left), Relation.Equal, new FieldValue(column, Side.Right)))]));

    sealed record MadeUp(RecordTable Table, PreparedModel Prepared, int[] Truth) : IDisposable
    {
        public void Dispose()
        {
            Prepared.Dispose();
            Table.Dispose();
        }
    }
}
