using Muniment.Tables;

namespace Muniment.Cli.Generating;

/// <summary>Writes a population as the files of several sources, with the truth and what is planted beside them.</summary>
/// <remarks>One thread calls; it uses several.</remarks>
sealed class SourceFiles
{
    const string TruthColumns = "truth_person,truth_origin,truth_sex,truth_life,truth_planted";
    readonly World _world;
    readonly Source[] _sources;
    readonly Roll[] _rolls;
    readonly long _people;

    /// <summary>Decides who has records where.</summary>
    /// <param name="world">The population.</param>
    /// <param name="sources">The sources, 1 or more; the same that the world was made with.</param>
    /// <param name="mostRecords">Stops when there are so many records in all; the people after that are not counted.</param>
    public SourceFiles(World world, Source[] sources, long mostRecords = long.MaxValue)
    {
        (_world, _sources) = (world, sources);
        _rolls = [.. sources.Select(source => new Roll(world.Population.Seed ^ source.Letter))];
        for (; _people < world.People && Records < mostRecords; _people++)
        {
            var person = world.Describe(_people);
            for (var s = 0; s < sources.Length; s++)
            {
                var (copies, bridge) = world.RecordsIn(sources[s], _people, person);
                for (var copy = 0; copy < copies && Records < mostRecords; copy++)
                    Add(s, copy);
                if (bridge && Records < mostRecords)
                    Add(s, World.BridgeCopy);
            }
        }
        foreach (var roll in _rolls)
            roll.Close();
    }

    /// <summary>Records in all sources.</summary>
    public long Records { get; private set; }

    /// <summary>Writes every file into the folder; the caller commits it.</summary>
    /// <param name="output">The folder.</param>
    /// <param name="threads">Threads to use, 1 or more; the bytes are the same.</param>
    /// <param name="progress">Told the rows written so far, truth included; may be null.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <param name="below">Where in the folder, empty or ending in a slash.</param>
    public GenerateSummary Write(OutputDirectory output, int threads, Action<long>? progress, CancellationToken cancellation, string below = "")
    {
        var files = new List<WrittenFile>();
        void Save(string name, string header, int rows, Func<CsvRows, Action<int>> maker)
        {
            var before = files.Sum(file => file.Rows);
            using var stream = output.NewFile(below + name);
            files.Add(RowWriter.Write(new RowJob(stream, name, header, rows, maker), threads, done => progress?.Invoke(before + done), cancellation));
        }

        for (var s = 0; s < _sources.Length; s++)
        {
            var (source, roll) = (_sources[s], _rolls[s]);
            Save($"{source.Key}.csv", string.Join(',', source.Columns.Select(column => column.Name)) + "," + TruthColumns, roll.Count, rows => RecordMaker(source, roll, rows));
        }
        Save("truth.csv", "source,record_id," + TruthColumns, (int)Records, TruthMaker);
        var planted = PlantedRows();
        Save("planted.csv", "kind,truth_person,other_person,source,record_id", planted.Count, rows => row => AppendPlanted(rows, planted[row]));
        var people = planted.SelectMany(row => new[] { row.Person, row.Other }).Distinct().Count();
        var summary = new GenerateSummary(_world.Population.Seed, _people, Records, people, files);
        using var json = output.NewFile(below + "summary.json");
        json.Write(System.Text.Encoding.UTF8.GetBytes(summary.ToJson() + "\n"));
        return summary;
    }

    void Add(int source, int copy)
    {
        _rolls[source].Add(_people, copy);
        Records++;
    }

    Action<int> RecordMaker(Source source, Roll roll, CsvRows rows)
    {
        var maker = new DraftMaker(_world, source);
        return row =>
        {
            var (number, copy) = roll.At(row);
            maker.Make(number, copy);
            maker.Draft.Append(rows, source, row);
            AppendTruth(rows, source, number, copy);
            rows.End();
        };
    }

    Action<int> TruthMaker(CsvRows rows) => row =>
    {
        var s = 0;
        for (; row >= _rolls[s].Count; s++)
            row -= _rolls[s].Count;
        var (number, copy) = _rolls[s].At(row);
        rows.Field(_sources[s].Key);
        rows.Field(RecordId(_sources[s], row));
        AppendTruth(rows, _sources[s], number, copy);
        rows.End();
    };

    void AppendTruth(CsvRows rows, Source source, long number, int copy)
    {
        var person = _world.Describe(number);
        rows.Number(number + 1);
        rows.Field(Origin.All[person.Origin].Key);
        rows.Field(person.Female ? "F" : "M");
        rows.Field(_world.Planted(number) is { Kind: not PlantedKind.None, IsSecond: true } ? "" : Life.Of(_world.Population, person).Word(_world.Population, person));
        rows.Field(_world.PlantedWord(source, number, copy));
    }

    static string RecordId(Source source, int row) => new FieldText().Append(source.Letter).AppendNumber(row + 1, 7).Value.ToString();

    List<(string Kind, long Person, long Other, string Source, string RecordId)> PlantedRows()
    {
        var planted = new List<(string Kind, long Person, long Other, string Source, string RecordId)>();
        for (var s = 0; s < _sources.Length; s++)
        {
            for (var row = 0; row < _rolls[s].Count; row++)
            {
                var (number, copy) = _rolls[s].At(row);
                if (_world.PlantedWord(_sources[s], number, copy) is { Length: > 0 } kind)
                    planted.Add((kind, number, _world.Planted(number).Other, _sources[s].Key, RecordId(_sources[s], row)));
            }
        }
        return planted;
    }

    static void AppendPlanted(CsvRows rows, (string Kind, long Person, long Other, string Source, string RecordId) planted)
    {
        rows.Field(planted.Kind);
        rows.Number(planted.Person + 1);
        rows.Number(planted.Other + 1);
        rows.Field(planted.Source);
        rows.Field(planted.RecordId);
        rows.End();
    }
}
