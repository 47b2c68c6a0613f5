using Muniment.Linkage.Columns;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>A run's records, cleaned columns and persons as mapped files in its folder, so that a look-up needs neither the extracts nor a second cleaning.</summary>
/// <remarks>The table of docs/formats/columns.md, in <see cref="Folder"/>, with the person's id as one more column, <see cref="PersonColumn"/>.</remarks>
static class SnapshotFiles
{
    /// <summary>The folder's name, inside the run's.</summary>
    public const string Folder = "snapshot";

    /// <summary>Name of the column that holds the person's id; no extract's column holds this character.</summary>
    public const string PersonColumn = "person_id\u001F";

    /// <summary>Writes a run's.</summary>
    public static void Write(LinkOutcome outcome, OutputDirectory directory)
    {
        using var persons = PersonsOf(outcome);
        // The columns stay the outcome's: this table is not disposed.
        var table = new RecordTable(outcome.Table.Sources, outcome.Table.Ids, [.. outcome.Table.Columns, persons]);
        TableFiles.Write(table, name => directory.NewFile($"{Folder}/{name}"));
    }

    static Column PersonsOf(LinkOutcome outcome)
    {
        using var ids = new ValueDictionaryBuilder();
        Span<byte> room = stackalloc byte[256];
        for (var person = 0; person < outcome.PersonIds.Count; person++)
            ids.Append(outcome.PersonIds.Get(person, room));
        var codes = new NativeArray<int>(outcome.PersonOfRecord.Length);
        for (var row = 0; row < outcome.PersonOfRecord.Length; row++)
            codes[row] = outcome.PersonOfRecord[row] + 1;
        return new Column(PersonColumn, codes, ids.Build());
    }
}
