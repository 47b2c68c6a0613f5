using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Tables;

namespace Muniment.Cli.Evaluation;

/// <summary>A small table of this program's own, such as persons.csv: columns by name, none of them taken as a record id.</summary>
sealed class CsvTable : IDisposable
{
    static readonly string[] s_idNames = ["unique_id", "record_id", "rec_id", "id"];

    readonly LoadResult _loaded;
    readonly string _path;

    CsvTable(LoadResult loaded, string path, IReadOnlyList<string> names) => (_loaded, _path, Names) = (loaded, path, names);

    /// <summary>Number of rows.</summary>
    public int Count => _loaded.Table.Count;

    /// <summary>The columns' names, as in the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="BadInputException">It is missing or has faulty rows.</exception>
    public static CsvTable Read(string path, int threads = 1)
    {
        var names = Header(path);
        // A column that the loader would take as the record id is called otherwise, for here ids need not be unique.
        var rename = names.Where(name => s_idNames.Contains(name, StringComparer.OrdinalIgnoreCase)).ToDictionary(name => name, Hidden);
        var loaded = ExtractLoader.Load([new Extract(path, "table", rename)], new LoadOptions { Threads = threads });
        if (loaded.Rejects.First is not { } reject)
            return new(loaded, path, names);
        loaded.Dispose();
        throw new BadInputException($"'{path}', line {reject.LineNumber}: {reject.Reason} Mend the file, or make it again.");
    }

    /// <summary>True if there is such a column.</summary>
    public bool Has(string name) => Names.Contains(name);

    /// <summary>The first of the names that is a column, or null.</summary>
    public string? FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
                return name;
        }
        return null;
    }

    /// <summary>The codes of a column.</summary>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public Column Column(string name) => _loaded.Table.Find(name) ?? _loaded.Table.Find(Hidden(name)) ??
        throw new BadInputException($"'{_path}' has no column '{name}'. Its columns are {string.Join(", ", Names)}.");

    /// <summary>[values] the text of each code of a column; "" for code 0.</summary>
    public string[] Values(string name)
    {
        var values = Column(name).Values;
        var texts = new string[values.Count];
        for (var code = 0; code < texts.Length; code++)
            texts[code] = Encoding.UTF8.GetString(values[code]);
        return texts;
    }

    public void Dispose() => _loaded.Dispose();

    static string Hidden(string name) => $"({name})";

    static string[] Header(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            return [.. (reader.ReadLine() ?? "").Split(',').Select(name => name.Trim().Trim('"'))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
