using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Tables;

namespace Muniment.Cli.Evaluation;

/// <summary>Codes of one column for each row of a run; code 0 = missing or not found.</summary>
sealed record RunColumn(int[] Codes, string[] Values);

/// <summary>The records a run was made of, read again: what the results do not hold, such as the truth and the values.</summary>
sealed class RunRecords : IDisposable
{
    readonly LoadResult _loaded;
    readonly RunFolder _run;
    readonly int[] _lineOfRow;

    RunRecords(LoadResult loaded, RunFolder run, int[] lineOfRow) => (_loaded, _run, _lineOfRow) = (loaded, run, lineOfRow);

    /// <summary>The records as loaded.</summary>
    public RecordTable Table => _loaded.Table;

    /// <summary>Reads them: the files given, or those summary.json names.</summary>
    /// <exception cref="BadInputException">There are none, or they are other records than the run's.</exception>
    public static RunRecords Load(RunFolder run, IReadOnlyList<Extract> given, string? idColumn)
    {
        var extracts = given.Count > 0 ? given : run.Inputs;
        if (extracts.Count == 0)
            throw new BadInputException($"The records themselves are not in '{run.Path}'. Name the files they came from: --records FILE…");
        var idOfModel = run.Model.Faithful ? run.Model.IdColumn : null;
        var loaded = ExtractLoader.Load(extracts, new LoadOptions { IdColumn = idColumn ?? run.IdColumn ?? idOfModel });
        var lines = new int[run.Count];
        Array.Fill(lines, -1);
        var found = 0;
        foreach (var source in loaded.Table.Sources)
        {
            for (var line = source.FirstRow; line < source.FirstRow + source.RowCount; line++)
            {
                var id = loaded.Table.IdOf(line);
                var row = run.Find(source.Name, id);
                if (row < 0)
                    row = run.Find(source.Name, "'" + id); // As persons.csv has an id that a spreadsheet would run as a formula.
                if (row < 0)
                    continue;
                lines[row] = line;
                found++;
            }
        }
        if (found > 0 || run.Count == 0)
            return new(loaded, run, lines);
        loaded.Dispose();
        throw new BadInputException($"None of the records in {string.Join(", ", extracts.Select(extract => extract.Path))} is in '{run.Path}'. Are the files, their names and the id column those of the run?");
    }

    /// <summary>The line of a row in <see cref="Table"/>, or -1.</summary>
    public int LineOf(int row) => _lineOfRow[row];

    /// <summary>A column's codes in the rows of the run.</summary>
    /// <exception cref="BadInputException">There is no such column.</exception>
    public RunColumn Column(string name)
    {
        var column = Table.Find(name) ?? throw new BadInputException($"There is no column '{name}'. The columns are: {string.Join(", ", Table.Columns.Select(other => other.Name))}.");
        return Align(_run, _lineOfRow, column);
    }

    /// <summary>The value of a column in a row, or null.</summary>
    public string? ValueOf(Column column, int row)
    {
        var code = _lineOfRow[row] < 0 ? 0 : column.Codes[_lineOfRow[row]];
        return code == 0 ? null : Encoding.UTF8.GetString(column.Values[code]);
    }

    public void Dispose() => _loaded.Dispose();

    /// <summary>Codes in the rows of the run, numbered again in order of first appearance, so that none is beyond the number of records.</summary>
    public static RunColumn Align(RunFolder run, int[] lineOfRow, Column column)
    {
        var codes = new int[run.Count];
        var dense = new Dictionary<int, int>();
        var values = new List<string> { "" };
        for (var row = 0; row < codes.Length; row++)
        {
            var code = lineOfRow[row] < 0 ? 0 : column.Codes[lineOfRow[row]];
            if (code == 0)
                continue;
            if (!dense.TryGetValue(code, out var number))
            {
                dense.Add(code, number = values.Count);
                values.Add(Encoding.UTF8.GetString(column.Values[code]));
            }
            codes[row] = number;
        }
        return new(codes, [.. values]);
    }
}
