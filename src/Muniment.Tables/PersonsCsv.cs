using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables;

/// <summary>Writes persons.csv: source, record_id, person_id, one row for each record.</summary>
public static class PersonsCsv
{
    /// <summary>The file's name in an output folder.</summary>
    public const string FileName = "persons.csv";

    static readonly string[] s_columns = ["source", "record_id", "person_id"];

    /// <summary>Writes every record with its person, in row order.</summary>
    /// <param name="stream">Where to; closed.</param>
    /// <param name="table">The records.</param>
    /// <param name="personOfRecord">[records] 0-based persons.</param>
    /// <param name="ids">The persons' ids.</param>
    public static void Write(Stream stream, RecordTable table, int[] personOfRecord, PersonIds ids)
    {
        using var csv = new CsvOutput(stream, s_columns);
        Span<byte> room = stackalloc byte[16];
        foreach (var source in table.Sources)
        {
            var name = System.Text.Encoding.UTF8.GetBytes(source.Name);
            for (var row = source.FirstRow; row < source.FirstRow + source.RowCount; row++)
            {
                csv.Write(name);
                csv.Write(table.Ids[row + 1]);
                csv.Write(ids.Get(personOfRecord[row], room));
                csv.EndRow();
            }
        }
    }
}
