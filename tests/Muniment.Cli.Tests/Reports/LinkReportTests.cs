using System.Globalization;
using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Linking;
using Muniment.Cli.Reports;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Reports;

/// <summary>A small population linked without configuration, and what is told of it.</summary>
public sealed class LinkReportTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-report-").FullName;
    readonly LinkRequest _request;
    readonly LinkOutcome _outcome;
    readonly StageClock _clock = new();

    public LinkReportTests()
    {
        var path = Path.Combine(_folder, "people.csv");
        File.WriteAllText(path, Population(400, 20261121));
        _request = new() { Extracts = [new Extract(path)], TruthColumn = "truth", Threads = 1 };
        _outcome = LinkRun.Run(_request, _clock, default);
    }

    public void Dispose()
    {
        _outcome.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Of_Run_TellsItsNumbers()
    {
        var facts = LinkReport.Of(_outcome, _request, _clock);

        Assert.Equal(_outcome.Table.Count, facts.Columns[0].Records);
        Assert.Equal(_outcome.Pairs.Edges.Count, facts.Edges);
        Assert.Equal(facts.Persons, facts.PersonSizes.Sum(size => size.Persons));
        Assert.Equal(_outcome.Table.Count, facts.PersonSizes.Sum(size => size.Persons * size.Records));
        Assert.NotEmpty(facts.Examples);
        Assert.Equal(_outcome.Accuracy, facts.Accuracy!.Persons);
        using var stream = new MemoryStream();
        ReportFile.Write(stream, facts, showValues: false);
        var page = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("<h2 id=\"examples\">", page, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"accuracy\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_EveryEdge_AddsUpToItsWeight()
    {
        var explainer = new PairExplainer(_outcome.Scorer);
        var edges = _outcome.Pairs.Edges;
        Assert.NotEqual(0, edges.Count);
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var explanation = explainer.Explain(edges.Right[edge], edges.Left[edge]);

            Assert.Equal((edges.Left[edge], edges.Right[edge]), (explanation.LeftRow, explanation.RightRow));
            Assert.Equal(edges.WeightBits[edge], explanation.TotalBits);
            Assert.Equal(explanation.TotalBits, explanation.PriorBits + explanation.CorrectionBits + explanation.Steps.Sum(step => step.WeightBits + step.TermFrequencyBits), 6);
            Assert.All(explanation.Steps.Where(step => step.Gamma < 0), step => Assert.Equal(0, step.WeightBits));
        }
    }

    [Fact]
    public void Open_FolderOfTheRun_EvaluatesToTheSameAccuracy()
    {
        var place = Path.Combine(_folder, "linked");
        using (var directory = OutputDirectory.Create(place))
        {
            LinkOutputs.Write(_outcome, _request, directory);
            using (var file = directory.NewFile("summary.json"))
                file.Write(LinkSummary.Write(_outcome, _request, _clock));
            directory.Commit();
        }

        var run = RunFolder.Open(place);
        using var records = RunRecords.Load(run, [], null);
        var evaluation = TruthEvaluation.Of(run, "truth", records.Column("truth"), []);

        Assert.Equal(_outcome.Accuracy!.Pairwise, evaluation.Persons.Pairwise);
        Assert.Equal(_outcome.Accuracy.BCubed.F1, evaluation.Persons.BCubed.F1, 12);
        Assert.Equal(_outcome.ThresholdBits, run.ThresholdBits);
        Assert.Equal(ThresholdCurve.Of(_outcome.Pairs.Edges, _outcome.Loaded.Table.Find("truth")!.Codes.Span, evaluation.Pairs.Totals).Points, evaluation.Pairs.Points);
    }

    /// <summary>People with one to three records, some with a slip.</summary>
    internal static string Population(int people, int seed)
    {
        var random = new Random(seed);
        string[] syllables = ["ba", "co", "di", "fu", "ga", "hel", "jo", "ka", "li", "mor", "ni", "pet", "ro", "sa", "tan", "vi", "wen", "zo"];
        string Name(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => syllables[random.Next(syllables.Length)]));
        var csv = new StringBuilder("record_id,first_name,surname,dob,town,truth\n");
        var id = 0;
        for (var person = 0; person < people; person++)
        {
            var (first, last, town) = (Name(2), Name(3), Name(1) + "ton");
            var born = new DateOnly(1930 + random.Next(80), 1 + random.Next(12), 1 + random.Next(28));
            for (var copy = random.Next(1, 4); copy > 0; copy--)
            {
                var spelt = random.Next(4) == 0 ? last[..^1] + "x" : last;
                csv.Append(CultureInfo.InvariantCulture, $"r{++id},{(random.Next(12) == 0 ? "" : first)},{spelt},{born:yyyy-MM-dd},{(random.Next(6) == 0 ? "" : town)},{person}\n");
            }
        }
        return csv.ToString();
    }
}
