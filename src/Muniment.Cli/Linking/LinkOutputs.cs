using System.Text;
using Muniment.Cli.Reports;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>Writes what a run found into its output directory.</summary>
static class LinkOutputs
{
    /// <summary>Writes every file: the results, the report, the summary; the caller commits the folder.</summary>
    /// <returns>The summary, UTF-8 JSON.</returns>
    public static byte[] WriteAll(LinkOutcome outcome, LinkRequest request, StageClock clock, OutputDirectory directory)
    {
        clock.Run("write", () =>
        {
            Write(outcome, request, directory);
            return 0;
        });
        clock.Run("report", () =>
        {
            using var report = directory.NewFile(ReportFile.Name);
            ReportFile.Write(report, LinkReport.Of(outcome, request, clock), request.ShowValues);
            return 0;
        });
        var summary = LinkSummary.Write(outcome, request, clock);
        using var file = directory.NewFile("summary.json");
        file.Write(summary);
        return summary;
    }

    /// <summary>Writes every file but the report and the summary.</summary>
    public static void Write(LinkOutcome outcome, LinkRequest request, OutputDirectory directory)
    {
        // A directory hands out its files to one thread. The edges are most of the bytes: they are written beside everything else.
        var (edges, persons, merged) = (directory.NewFile("edges.csv"), directory.NewFile(PersonsCsv.FileName), directory.NewFile(MergedCsv.FileName));
        var (changes, model, rejects) = (directory.NewFile(PersonChangesCsv.FileName), directory.NewFile("model.json"), directory.NewFile("rejects.csv"));
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = request.Threads },
            () => WriteEdges(outcome, edges),
            () => PersonsCsv.Write(persons, outcome.Table, outcome.PersonOfRecord, outcome.PersonIds),
            () => MergedCsv.Write(merged, outcome.Merged, outcome.Table, outcome.PersonIds),
            () => PersonChangesCsv.Write(changes, outcome.PersonIds),
            () => WriteModel(outcome.Model, model),
            () => RejectsCsv.Write(rejects, outcome.Loaded.Rejects, request.ShowValues));
        if (request.Parquet)
            ParquetOutputs.Write(outcome, directory);
        if (request.Snapshot)
            SnapshotFiles.Write(outcome, directory);
    }

    static void WriteEdges(LinkOutcome outcome, Stream stream)
    {
        string[] columns = ["source_l", "record_id_l", "source_r", "record_id_r", "match_weight", "match_probability", .. outcome.Model.Comparisons.Select(comparison => "gamma_" + comparison.Name), "rule"];
        using var csv = new CsvOutput(stream, columns);
        var (edges, prepared) = (outcome.Pairs.Edges, outcome.Scorer.Prepared);
        byte[][] sources = [.. outcome.Table.Sources.Select(source => Encoding.UTF8.GetBytes(source.Name))];
        Span<byte> levels = stackalloc byte[outcome.Model.Comparisons.Count];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            WriteRecord(csv, outcome.Table, sources, edges.Left[edge]);
            WriteRecord(csv, outcome.Table, sources, edges.Right[edge]);
            csv.Write(edges.WeightBits[edge]);
            csv.Write(Bits.Probability(edges.WeightBits[edge]));
            prepared.LevelsOf(edges.Left[edge], edges.Right[edge], levels);
            for (var comparison = 0; comparison < levels.Length; comparison++)
                csv.Write((long)prepared.Gammas[comparison][levels[comparison]]);
            csv.Write((long)edges.Rule[edge]);
            csv.EndRow();
        }
    }

    static void WriteRecord(CsvOutput csv, RecordTable table, byte[][] sources, int row)
    {
        csv.Write(sources[table.SourceOf(row)]);
        csv.Write(table.Ids[row + 1]);
    }

    static void WriteModel(LinkModel model, Stream stream)
    {
        using (stream)
            stream.Write(SplinkModel.Write(model));
    }
}
