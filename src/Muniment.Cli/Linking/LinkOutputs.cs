using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>Writes what a run found into its output directory.</summary>
static class LinkOutputs
{
    /// <summary>Writes every file but the summary.</summary>
    public static void Write(LinkOutcome outcome, LinkRequest request, OutputDirectory directory)
    {
        // The edges are most of the bytes: they are written beside everything else.
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = request.Threads },
            () => WriteEdges(outcome, directory.NewFile("edges.csv")),
            () => WritePersons(outcome, directory.NewFile("persons.csv")),
            () => WriteModel(outcome.Model, directory.NewFile("model.json")),
            () => RejectsCsv.Write(directory.NewFile("rejects.csv"), outcome.Loaded.Rejects, request.ShowValues));
    }

    static void WritePersons(LinkOutcome outcome, Stream stream)
    {
        using var csv = new CsvOutput(stream, ["source", "record_id", "person_id"]);
        foreach (var source in outcome.Table.Sources)
        {
            for (var row = source.FirstRow; row < source.FirstRow + source.RowCount; row++)
            {
                csv.Write(source.Name);
                csv.Write(outcome.Table.Ids[row + 1]);
                csv.Write(outcome.PersonIds[outcome.PersonOfRecord[row]]);
                csv.EndRow();
            }
        }
    }

    static void WriteEdges(LinkOutcome outcome, Stream stream)
    {
        string[] columns = ["source_l", "record_id_l", "source_r", "record_id_r", "match_weight", "match_probability", .. outcome.Model.Comparisons.Select(comparison => "gamma_" + comparison.Name), "rule"];
        using var csv = new CsvOutput(stream, columns);
        var (edges, prepared) = (outcome.Pairs.Edges, outcome.Scorer.Prepared);
        Span<byte> levels = stackalloc byte[outcome.Model.Comparisons.Count];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            WriteRecord(csv, outcome.Table, edges.Left[edge]);
            WriteRecord(csv, outcome.Table, edges.Right[edge]);
            csv.Write(edges.WeightBits[edge]);
            csv.Write(Bits.Probability(edges.WeightBits[edge]));
            prepared.LevelsOf(edges.Left[edge], edges.Right[edge], levels);
            for (var comparison = 0; comparison < levels.Length; comparison++)
                csv.Write((long)prepared.Gammas[comparison][levels[comparison]]);
            csv.Write((long)edges.Rule[edge]);
            csv.EndRow();
        }
    }

    static void WriteRecord(CsvOutput csv, RecordTable table, int row)
    {
        csv.Write(table.Sources[table.SourceOf(row)].Name);
        csv.Write(table.Ids[row + 1]);
    }

    static void WriteModel(LinkModel model, Stream stream)
    {
        using (stream)
            stream.Write(SplinkModel.Write(model));
    }
}
