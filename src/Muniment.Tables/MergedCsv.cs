using System.Globalization;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables;

/// <summary>One row of merged.csv.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Score">How likely it is more than one human being, 0 to 1.</param>
/// <param name="Reason">One sentence that names records.</param>
/// <param name="Records">source/record_id of each record.</param>
/// <param name="ProposedSplit">The records of each human being it should be.</param>
public sealed record MergedRow(string PersonId, double Score, string Reason, IReadOnlyList<string> Records, IReadOnlyList<IReadOnlyList<string>> ProposedSplit);

/// <summary>Writes and reads merged.csv: person_id, score, reason, records, proposed_split.</summary>
/// <remarks>
/// A record is source/record_id, records stand between semicolons, parts of the split between bars: <c>crm/17; crm/18 | health/9</c>.
/// A semicolon, bar or backslash in a name has a backslash before it.
/// </remarks>
public static class MergedCsv
{
    /// <summary>The file's name in an output folder.</summary>
    public const string FileName = "merged.csv";

    static readonly string[] s_columns = ["person_id", "score", "reason", "records", "proposed_split"];

    /// <summary>Writes findings in their order.</summary>
    /// <param name="stream">Where to; closed.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="table">The records.</param>
    /// <param name="ids">The persons' ids.</param>
    public static void Write(Stream stream, IReadOnlyList<MergedFinding> findings, RecordTable table, PersonIds ids)
    {
        using var csv = new CsvOutput(stream, s_columns);
        foreach (var finding in findings)
        {
            csv.Write(ids[finding.Person]);
            csv.Write(Math.Round(finding.Score, 6));
            csv.Write(finding.Reason);
            csv.Write(List(finding.Records, table));
            csv.Write(string.Join(" | ", finding.ProposedSplit.Select(part => List(part, table))));
            csv.EndRow();
        }
    }

    /// <summary>Reads the findings of a finished run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is not such a file.</exception>
    public static IReadOnlyList<MergedRow> Read(string path)
    {
        using var file = new SmallTable(path, "merged identities", s_columns);
        var rows = new List<MergedRow>();
        for (var row = 0; row < file.Count; row++)
        {
            if (!double.TryParse(file[row, "score"], NumberStyles.Float, CultureInfo.InvariantCulture, out var score))
                throw new BadInputException($"'{path}', finding {row + 1}: '{file[row, "score"]}' is not a score. Take the file as a finished run wrote it.");
            var records = Parts(file[row, "records"], '|').SelectMany(part => Parts(part, ';')).Select(Plain).ToList();
            var split = Parts(file[row, "proposed_split"], '|').Select(IReadOnlyList<string> (part) => [.. Parts(part, ';').Select(Plain)]).ToList();
            rows.Add(new(file[row, "person_id"], score, file[row, "reason"], records, split));
        }
        return rows;
    }

    static string List(IReadOnlyList<int> rows, RecordTable table) =>
        string.Join("; ", rows.Select(row => Escaped($"{table.Sources[table.SourceOf(row)].Name}/{table.IdOf(row)}")));

    static string Escaped(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    static string Plain(string escaped)
    {
        var name = new System.Text.StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\' && i + 1 < escaped.Length)
                i++;
            name.Append(escaped[i]);
        }
        return name.ToString();
    }

    /// <summary>What stands between separators that have no backslash before them, without blanks at the ends.</summary>
    static List<string> Parts(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '\\')
            {
                i++;
                continue;
            }
            if (i < text.Length && text[i] != separator)
                continue;
            parts.Add(text[start..Math.Min(i, text.Length)].Trim());
            start = i + 1;
        }
        return parts;
    }
}
