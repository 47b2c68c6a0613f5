using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables;

/// <summary>An earlier run's persons, read from its folder; disposing it gives back the memory of their ids.</summary>
public sealed class PreviousRun : IDisposable
{
    readonly SmallTable _file;

    PreviousRun(SmallTable file, PreviousPersons persons) => (_file, Persons) = (file, persons);

    /// <summary>The persons, as today's run sees them; valid until disposed.</summary>
    public PreviousPersons Persons { get; }

    /// <summary>Reads persons.csv and, if there, persons-changes.csv.</summary>
    /// <param name="folder">The earlier run's output folder.</param>
    /// <param name="table">The records of today's run.</param>
    /// <exception cref="BadInputException">There is no such result, or it cannot be read.</exception>
    public static PreviousRun Read(string folder, RecordTable table)
    {
        var path = Path.Combine(folder, PersonsCsv.FileName);
        var file = new SmallTable(path, "persons", ["source", "record_id", "person_id"]);
        if (file.Count == 0)
            throw new BadInputException($"'{path}' holds no person. Give --previous the folder of a finished run.");
        var ids = file.Find("person_id")!;
        var ofRecord = new int[table.Count];
        var finder = new RecordFinder(table);
        var sources = SourcesOf(file, table);
        for (var row = 0; row < file.Count; row++)
        {
            var source = sources[file.Find("source")!.Codes[row]];
            var id = file.Find("record_id")!;
            var today = source < 0 ? -1 : finder.Find(source, SmallTable.Unguarded(id.Values[id.Codes[row]]));
            if (today >= 0)
                ofRecord[today] = ids.Codes[row];
        }
        var changes = PersonChangesCsv.Read(Path.Combine(folder, PersonChangesCsv.FileName), out var run);
        return new(file, new(run, ids.Values, ofRecord, changes));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>[codes of the earlier sources] today's source of the same name, or -1.</summary>
    static int[] SourcesOf(SmallTable file, RecordTable table)
    {
        var values = file.Find("source")!.Values;
        var today = new int[values.Count];
        for (var code = 0; code < today.Length; code++)
        {
            var name = Encoding.UTF8.GetString(SmallTable.Unguarded(values[code]));
            today[code] = -1;
            for (var source = 0; source < table.Sources.Count; source++)
            {
                if (table.Sources[source].Name == name)
                    today[code] = source;
            }
        }
        return today;
    }
}
