using System.Text.Json;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Evaluating;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Evaluation;

public sealed class TruthEvaluationTests : IDisposable
{
    readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_TruthColumn_CountsAllTruePairsAndEachGroup()
    {
        var run = RunFolder.Open(_folder.Run);
        using var records = RunRecords.Load(run, [], null);

        var evaluation = TruthEvaluation.Of(run, "cluster", records.Column("cluster"), [("sex", records.Column("sex"))]);

        // True: a1-b1 found, a2-b2 missed; a4-b3 is false. a3 has no truth.
        Assert.Equal(6, evaluation.Persons.Records);
        Assert.Equal(new PairCounts(1, 1, 1), evaluation.Persons.Pairwise);
        Assert.Equal(new PairCounts(1, 1, 0), evaluation.Groups.Single(group => group.Value == "F").Accuracy.Pairwise);
        Assert.Equal(new PairCounts(0, 0, 1), evaluation.Groups.Single(group => group.Value == "M").Accuracy.Pairwise);
        Assert.Equal(new PairCounts(0, 1, 0), evaluation.Groups.Single(group => group.Value == "").Accuracy.Pairwise);
        Assert.Equal(new MergedAccuracy(Found: 2, Right: 1, True: 1, SplitRight: 1), evaluation.Merged);
        Assert.Equal(new MergedAccuracy(Found: 1, Right: 1, True: 1, SplitRight: 1), evaluation.Groups.Single(group => group.Value == "").Merged);
        Assert.Equal(1, evaluation.Pairs.RecallOfScoredPairs);
        Assert.Equal(new PairCounts(1, 1, 1), evaluation.Pairs.At(0).Counts);
    }

    [Fact]
    public void Read_TruthFile_GivesTheSameTruthAsTheColumn()
    {
        _folder.Write("truth.csv", "source,id,who\nb,3,s\na,1,p\na,2,q\na,4,r\nb,1,p\nb,2,q\n");
        var run = RunFolder.Open(_folder.Run);

        var evaluation = TruthEvaluation.Of(run, "truth.csv", TruthFile.Read(_folder.In("truth.csv"), run), []);

        Assert.Equal(new PairCounts(1, 1, 1), evaluation.Persons.Pairwise);
    }

    [Fact]
    public void Read_TruthFileOfOtherRecords_SaysSo()
    {
        _folder.Write("truth.csv", "source,id,who\nc,3,s\n");
        var run = RunFolder.Open(_folder.Run);

        var refused = Assert.Throws<BadInputException>(() => TruthFile.Read(_folder.In("truth.csv"), run));

        Assert.Contains("None of the records", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LabelsFile_CountsJudgedPairsAlone()
    {
        _folder.Write("labels.csv", "unique_id_l,source_dataset_l,unique_id_r,source_dataset_r,clerical_match_score\n1,b,1,a,1.0\n2,a,2,b,1.0\n4,a,3,b,0.0\n3,a,3,b,0.5\n9,a,9,b,1\n");
        var run = RunFolder.Open(_folder.Run);

        var evaluation = LabelsEvaluation.Of(run, _folder.In("labels.csv"));

        Assert.Equal((4, 1), (evaluation.Count, evaluation.LeftOut));
        Assert.Equal(new PairCounts(1, 1, 1), evaluation.Persons);
        Assert.Equal(new PairTotals(3, 2), evaluation.Pairs.Totals);
    }

    [Fact]
    public void Write_Json_CanBeReadAndHasEveryThreshold()
    {
        var run = RunFolder.Open(_folder.Run);
        using var records = RunRecords.Load(run, [], null);
        using var stream = new MemoryStream();

        EvaluationJson.Write(stream, TruthEvaluation.Of(run, "cluster", records.Column("cluster"), []), null);

        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(3, json.RootElement.GetProperty("pairs").GetProperty("thresholds").GetArrayLength());
        Assert.Equal(0.5, json.RootElement.GetProperty("accuracy").GetProperty("pairwise").GetProperty("f1").GetDouble());
    }

    [Fact]
    public void Open_MergedIdentityOfAnUnknownRecord_SaysSo()
    {
        _folder.Write("run/merged.csv", "person_id,score,reason,records,proposed_split\nx4,0.9,two birth dates,a/4; b/77,a/4 | b/77\n");

        Assert.Contains("'b/77'", Assert.Throws<BadInputException>(() => RunFolder.Open(_folder.Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoRunFolder_SaysSo() =>
        Assert.Contains("persons.csv", Assert.Throws<BadInputException>(() => RunFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_EdgeOfAnUnknownRecord_SaysSo()
    {
        _folder.Write("run/edges.csv", "source_l,record_id_l,source_r,record_id_r,match_weight\na,1,b,77,9.5\n");

        Assert.Contains("'77'", Assert.Throws<BadInputException>(() => RunFolder.Open(_folder.Run)).Message, StringComparison.Ordinal);
    }
}
