using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Tables;
using Muniment.Tables.Parquet;

namespace Muniment.Cli.Linking;

/// <summary>Writes persons.parquet and edges.parquet: the rows of the CSV files of those names, numbers as numbers.</summary>
static class ParquetOutputs
{
    const string PersonsName = "persons.parquet", EdgesName = "edges.parquet";

    /// <summary>Writes both files into the folder.</summary>
    public static void Write(LinkOutcome outcome, OutputDirectory directory)
    {
        // The folder learns of the names; the writer puts its own files in their places.
        directory.NewFile(PersonsName).Dispose();
        directory.NewFile(EdgesName).Dispose();
        WritePersons(outcome, directory.UnfinishedPath(PersonsName));
        WriteEdges(outcome, directory.UnfinishedPath(EdgesName));
    }

    static void WritePersons(LinkOutcome outcome, string path)
    {
        var sources = NamesOf(outcome.Table);
        var next = 0;
        ParquetColumn[] columns = [new("source", ParquetType.Text), new("record_id", ParquetType.Text), new("person_id", ParquetType.Text)];
        ParquetWriter.Write(path, columns, rows =>
        {
            Span<byte> room = stackalloc byte[16];
            var count = Math.Min(ParquetRows.Capacity, outcome.Table.Count - next);
            for (var row = 0; row < count; row++, next++)
            {
                SetRecord(rows, 0, row, outcome.Table, sources, next);
                rows.SetText(2, row, outcome.PersonIds.Get(outcome.PersonOfRecord[next], room));
            }
            return count;
        });
    }

    static void WriteEdges(LinkOutcome outcome, string path)
    {
        var sources = NamesOf(outcome.Table);
        var (edges, prepared) = (outcome.Pairs.Edges, outcome.Scorer.Prepared);
        var comparisons = outcome.Model.Comparisons;
        var next = 0;
        ParquetColumn[] columns =
        [
            new("source_l", ParquetType.Text), new("record_id_l", ParquetType.Text), new("source_r", ParquetType.Text), new("record_id_r", ParquetType.Text),
            new("match_weight", ParquetType.Number), new("match_probability", ParquetType.Number),
            .. comparisons.Select(comparison => new ParquetColumn("gamma_" + comparison.Name, ParquetType.WholeNumber)), new("rule", ParquetType.WholeNumber),
        ];
        var levels = new byte[comparisons.Count];
        ParquetWriter.Write(path, columns, rows =>
        {
            var count = Math.Min(ParquetRows.Capacity, edges.Count - next);
            for (var row = 0; row < count; row++, next++)
            {
                SetRecord(rows, 0, row, outcome.Table, sources, edges.Left[next]);
                SetRecord(rows, 2, row, outcome.Table, sources, edges.Right[next]);
                rows.SetNumber(4, row, edges.WeightBits[next]);
                rows.SetNumber(5, row, Bits.Probability(edges.WeightBits[next]));
                prepared.LevelsOf(edges.Left[next], edges.Right[next], levels);
                for (var k = 0; k < levels.Length; k++)
                    rows.SetWholeNumber(6 + k, row, prepared.Gammas[k][levels[k]]);
                rows.SetWholeNumber(6 + levels.Length, row, edges.Rule[next]);
            }
            return count;
        });
    }

    static void SetRecord(ParquetRows rows, int column, int row, RecordTable table, byte[][] sources, int record)
    {
        rows.SetText(column, row, sources[table.SourceOf(record)]);
        rows.SetText(column + 1, row, table.Ids[record + 1]);
    }

    static byte[][] NamesOf(RecordTable table) => [.. table.Sources.Select(source => System.Text.Encoding.UTF8.GetBytes(source.Name))];
}
