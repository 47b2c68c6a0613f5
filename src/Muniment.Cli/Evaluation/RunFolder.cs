using System.Globalization;
using System.Text.Json;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Evaluation;

/// <summary>The folder a link run wrote, read back: who is which person, and which pairs were kept.</summary>
/// <remarks>Rows count from 0 in the order of persons.csv, source after source. Immutable.</remarks>
sealed class RunFolder
{
    const double ImportedThreshold = 0.95;
    const double DefaultThreshold = 0.5;

    readonly Dictionary<(string Source, string Id), int> _rows = [];
    readonly Dictionary<string, int> _rowsById = [];

    RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>[records] record ids.</summary>
    public string[] Ids { get; private set; } = [];

    /// <summary>[records] number of each record's person, dense.</summary>
    public int[] PersonOfRecord { get; private set; } = [];

    /// <summary>The id of each number in <see cref="PersonOfRecord"/>.</summary>
    public IReadOnlyList<string> PersonIds { get; private set; } = [];

    public IReadOnlyList<RecordSource> Sources { get; private set; } = [];

    public EdgeList Edges { get; private set; } = new([], [], [], []);

    /// <summary>The merged identities the run found; null: it has no merged.csv.</summary>
    public IReadOnlyList<MergedFinding>? Merged { get; private set; }

    public LinkModel Model { get; private set; } = new() { Comparisons = [] };

    /// <summary>Weight from which records were grouped, bits.</summary>
    public double ThresholdBits => MatchWeights.OfProbability(Model.Threshold ?? (Model.Faithful ? ImportedThreshold : DefaultThreshold));

    /// <summary>The files the run read, as summary.json names them; empty if it does not.</summary>
    public IReadOnlyList<Extract> Inputs { get; private set; } = [];

    /// <summary>The column the run took record ids from, if it was named.</summary>
    public string? IdColumn { get; private set; }

    public int Count => Ids.Length;

    /// <summary>Reads persons.csv, edges.csv, model.json and summary.json.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="withEdges">False: edges.csv, the largest of them, is not read.</param>
    /// <exception cref="BadInputException">The folder is none of a link run.</exception>
    public static RunFolder Open(string path, bool withEdges = true)
    {
        if (!File.Exists(System.IO.Path.Combine(path, "persons.csv")))
            throw new BadInputException($"'{path}' is not a folder that 'muniment link --out' made: it has no persons.csv.");
        var folder = new RunFolder(path);
        folder.ReadPersons(System.IO.Path.Combine(path, "persons.csv"));
        if (withEdges)
            folder.ReadEdges(System.IO.Path.Combine(path, "edges.csv"));
        folder.ReadMerged(System.IO.Path.Combine(path, MergedCsv.FileName));
        folder.ReadModel(System.IO.Path.Combine(path, "model.json"));
        folder.ReadSummary(System.IO.Path.Combine(path, "summary.json"));
        return folder;
    }

    /// <summary>The row of a record, or -1. Without a source, an id that several sources hold is none.</summary>
    public int Find(string? source, string id) =>
        source is null ? _rowsById.GetValueOrDefault(id, -1) : _rows.GetValueOrDefault((source, id), -1);

    /// <summary>Name of the source of a row.</summary>
    public string SourceOf(int row) => Sources.Last(source => source.FirstRow <= row).Name;

    /// <summary>source:id, or the id alone where there is one source.</summary>
    public string NameOf(int row) => Sources.Count == 1 ? Ids[row] : $"{SourceOf(row)}:{Ids[row]}";

    void ReadPersons(string path)
    {
        using var table = CsvTable.Read(path, Environment.ProcessorCount);
        var (sources, ids, persons) = (table.Column("source").Codes, table.Column("record_id").Codes, table.Column("person_id").Codes);
        var (sourceNames, idTexts) = (table.Values("source"), table.Values("record_id"));
        var order = Enumerable.Range(0, table.Count).OrderBy(line => sources[line]).ToArray(); // Codes are in order of first mention.
        PersonIds = table.Values("person_id");
        Ids = new string[table.Count];
        PersonOfRecord = new int[table.Count];
        var list = new List<RecordSource>();
        for (var row = 0; row < order.Length; row++)
        {
            var line = order[row];
            var (source, id) = (sourceNames[sources[line]], idTexts[ids[line]]);
            if (list.Count == 0 || list[^1].Name != source)
                list.Add(new(source, row, 0));
            list[^1] = list[^1] with { RowCount = list[^1].RowCount + 1 };
            (Ids[row], PersonOfRecord[row]) = (id, persons[line]);
            if (!_rows.TryAdd((source, id), row))
                throw new BadInputException($"'{path}' names record '{id}' of source '{source}' twice.");
            _rowsById[id] = _rowsById.ContainsKey(id) ? -1 : row;
        }
        Sources = list;
    }

    void ReadEdges(string path)
    {
        if (!File.Exists(path))
            return;
        using var table = CsvTable.Read(path, Environment.ProcessorCount);
        var (left, right) = (RowsOf(table, path, "source_l", "record_id_l"), RowsOf(table, path, "source_r", "record_id_r"));
        var weightCodes = table.Column("match_weight").Codes;
        var weights = table.Values("match_weight").Select((text, code) => code == 0 ? double.NaN : Number(text, path)).ToArray();
        var bits = new double[table.Count];
        for (var edge = 0; edge < bits.Length; edge++)
            bits[edge] = weights[weightCodes[edge]];
        var order = Enumerable.Range(0, bits.Length).OrderBy(edge => left[edge]).ThenBy(edge => right[edge]).ToArray();
        Edges = new([.. order.Select(edge => left[edge])], [.. order.Select(edge => right[edge])], [.. order.Select(edge => bits[edge])], new short[order.Length]);
    }

    int[] RowsOf(CsvTable table, string path, string sourceColumn, string idColumn)
    {
        var (sources, ids) = (table.Column(sourceColumn).Codes, table.Column(idColumn).Codes);
        var (sourceNames, idTexts) = (table.Values(sourceColumn), table.Values(idColumn));
        var rows = new int[table.Count];
        for (var line = 0; line < rows.Length; line++)
        {
            rows[line] = Find(sourceNames[sources[line]], idTexts[ids[line]]);
            if (rows[line] < 0)
                throw new BadInputException($"'{path}' has an edge of record '{idTexts[ids[line]]}' of source '{sourceNames[sources[line]]}', which persons.csv does not have. Are both files of one run?");
        }
        return rows;
    }

    void ReadMerged(string path)
    {
        if (!File.Exists(path))
            return;
        var persons = new Dictionary<string, int>();
        for (var person = 0; person < PersonIds.Count; person++)
            persons[PersonIds[person]] = person;
        Merged = [.. MergedCsv.Read(path).Select(found => new MergedFinding(
            persons.TryGetValue(found.PersonId, out var person) ? person : throw new BadInputException($"'{path}' names person '{found.PersonId}', whom persons.csv does not have. Are both files of one run?"),
            found.Score,
            found.Reason,
            [.. found.Records.Select(record => RowOf(record, path))],
            [.. found.ProposedSplit.Select(IReadOnlyList<int> (part) => [.. part.Select(record => RowOf(record, path))])]))];
    }

    // A record is written source/id, and either may hold a slash.
    int RowOf(string record, string path)
    {
        for (var slash = record.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = record.IndexOf('/', slash + 1))
        {
            if (Find(record[..slash], record[(slash + 1)..]) is >= 0 and var row)
                return row;
        }
        throw new BadInputException($"'{path}' names record '{record}', which persons.csv does not have. Are both files of one run?");
    }

    void ReadModel(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            Model = SplinkModel.Parse(File.ReadAllBytes(path));
        }
        catch (ModelException exception)
        {
            throw new BadInputException($"'{path}': {exception.Message}", exception);
        }
    }

    void ReadSummary(string path)
    {
        if (!File.Exists(path))
            return;
        using var summary = JsonDocument.Parse(File.ReadAllBytes(path));
        if (summary.RootElement.TryGetProperty("id_column", out var column))
            IdColumn = column.GetString();
        if (summary.RootElement.TryGetProperty("inputs", out var inputs) && inputs.ValueKind == JsonValueKind.Array)
            Inputs = [.. inputs.EnumerateArray().Select(InputOf).OfType<Extract>()];
    }

    static Extract? InputOf(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => new(input.GetString()!),
        JsonValueKind.Object when input.TryGetProperty("path", out var path) => new(path.GetString()!, input.TryGetProperty("source", out var source) ? source.GetString() : null),
        _ => null,
    };

    static double Number(string text, string path) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new BadInputException($"'{path}': '{text}' is not a match weight.");
}
