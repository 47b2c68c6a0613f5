using System.Globalization;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables;

/// <summary>Writes and reads persons-changes.csv: run, person_id, state (active, merged, split, retired), others; all runs so far.</summary>
/// <remarks>The first run's persons are not listed. A run in which nothing changed leaves one row that has only its number.</remarks>
public static class PersonChangesCsv
{
    /// <summary>The file's name in an output folder.</summary>
    public const string FileName = "persons-changes.csv";

    static readonly string[] s_columns = ["run", "person_id", "state", "others"];

    /// <summary>Writes the history.</summary>
    /// <param name="stream">Where to; closed.</param>
    /// <param name="ids">The persons' ids of this run, with the history.</param>
    public static void Write(Stream stream, PersonIds ids)
    {
        using var csv = new CsvOutput(stream, s_columns);
        foreach (var change in ids.Changes)
        {
            csv.Write(change.Run);
            csv.Write(change.PersonId);
            csv.Write(NameOf(change.State));
            csv.Write(string.Join(' ', change.Others));
            csv.EndRow();
        }
        if (ids.Run == 0 || (ids.Changes.Count > 0 && ids.Changes[^1].Run == ids.Run))
            return;
        csv.Write(ids.Run);
        csv.WriteMissing();
        csv.WriteMissing();
        csv.WriteMissing();
        csv.EndRow();
    }

    /// <summary>Reads a history.</summary>
    /// <param name="path">The file; none: the run was the first.</param>
    /// <param name="run">Receives the number of the run that wrote it.</param>
    /// <exception cref="BadInputException">It is not such a file.</exception>
    public static IReadOnlyList<PersonChange> Read(string path, out int run)
    {
        run = 0;
        if (!File.Exists(path))
            return [];
        using var file = new SmallTable(path, "changes of persons", ["run", "person_id", "state", "others"]);
        var changes = new List<PersonChange>();
        for (var row = 0; row < file.Count; row++)
        {
            if (!int.TryParse(file[row, "run"], NumberStyles.None, CultureInfo.InvariantCulture, out run))
                throw new BadInputException($"'{path}', change {row + 1}: '{file[row, "run"]}' is not the number of a run. Take the file as a finished run wrote it.");
            if (file[row, "person_id"].Length > 0)
                changes.Add(new(run, file[row, "person_id"], StateOf(path, row, file[row, "state"]), file[row, "others"].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
        return changes;
    }

    static string NameOf(PersonState state) => state switch
    {
        PersonState.Active => "active",
        PersonState.Merged => "merged",
        PersonState.Split => "split",
        _ => "retired",
    };

    static PersonState StateOf(string path, int row, string name) => name switch
    {
        "active" => PersonState.Active,
        "merged" => PersonState.Merged,
        "split" => PersonState.Split,
        "retired" => PersonState.Retired,
        _ => throw new BadInputException($"'{path}', change {row + 1}: a person is active, merged, split or retired, not '{name}'. Take the file as a finished run wrote it."),
    };
}
