using System.Globalization;
using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Grouping;
using Muniment.Tables;

namespace Muniment.Cli.Evaluation;

/// <summary>Pairs that somebody judged, in the columns Splink uses: unique_id_l, source_dataset_l, unique_id_r, source_dataset_r, clerical_match_score.</summary>
static class LabelsFile
{
    public const string Header = "unique_id_l,source_dataset_l,unique_id_r,source_dataset_r,clerical_match_score,match_weight";

    /// <summary>Reads the pairs whose two records are of the run; others are left out and counted.</summary>
    /// <exception cref="BadInputException">A column is missing or a score is not 0 to 1.</exception>
    public static LabelledPairs Read(string path, RunFolder run, out int leftOut) =>
        // With one source its name in the file does not matter: a file of labels outlives what a run called its input.
        Read(path, (source, id) => run.Find(run.Sources.Count == 1 ? null : source, id), out leftOut);

    /// <summary>Reads the pairs whose two records are in a table; others are left out and counted.</summary>
    /// <exception cref="BadInputException">A column is missing or a score is not 0 to 1.</exception>
    public static LabelledPairs Read(string path, RecordTable table, out int leftOut)
    {
        var finder = new RecordFinder(table);
        return Read(path, (source, id) => finder.Find(table.Sources.Count == 1 ? "" : source ?? "", id), out leftOut);
    }

    static LabelledPairs Read(string path, Func<string?, string, int> find, out int leftOut)
    {
        using var table = CsvTable.Read(path);
        var left = RowsOf(table, find, "l");
        var right = RowsOf(table, find, "r");
        var scoreName = table.FirstOf("clerical_match_score", "score") ?? "clerical_match_score";
        var (codes, texts) = (table.Column(scoreName).Codes, table.Values(scoreName));
        var (lefts, rights, scores) = (new List<int>(), new List<int>(), new List<double>());
        leftOut = 0;
        for (var line = 0; line < table.Count; line++)
        {
            if (!double.TryParse(texts[codes[line]], NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || score is not (>= 0 and <= 1))
                throw new BadInputException($"'{path}', pair {line + 1}: the {scoreName} '{texts[codes[line]]}' is not a number from 0 (two people) to 1 (one person).");
            if (left[line] < 0 || right[line] < 0 || left[line] == right[line])
            {
                leftOut++;
                continue;
            }
            lefts.Add(left[line]);
            rights.Add(right[line]);
            scores.Add(score);
        }
        return new([.. lefts], [.. rights], [.. scores]);
    }

    /// <summary>One line for a judged pair.</summary>
    public static string Line(RunFolder run, int left, int right, double score, double weightBits) =>
        string.Join(',', Quote(run.Ids[left]), Quote(run.SourceOf(left)), Quote(run.Ids[right]), Quote(run.SourceOf(right)), score.ToString(CultureInfo.InvariantCulture), weightBits.ToString("R", CultureInfo.InvariantCulture));

    static int[] RowsOf(CsvTable table, Func<string?, string, int> find, string side)
    {
        var idName = table.FirstOf($"unique_id_{side}", $"record_id_{side}", $"rec_id_{side}", $"id_{side}") ?? $"unique_id_{side}";
        var (ids, idTexts) = (table.Column(idName).Codes, table.Values(idName));
        var sourceName = table.FirstOf($"source_dataset_{side}", $"source_{side}");
        var (sources, sourceTexts) = sourceName is null ? (null, []) : (table.Column(sourceName).Codes, table.Values(sourceName));
        var rows = new int[table.Count];
        for (var line = 0; line < rows.Length; line++)
            rows[line] = find(sources is null ? null : sourceTexts[sources[line]], idTexts[ids[line]]);
        return rows;
    }

    static string Quote(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            return text;
        return new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }
}
