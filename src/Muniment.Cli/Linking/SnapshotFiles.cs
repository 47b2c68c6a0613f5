using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Tables;
using Muniment.Tables.Snapshots;

namespace Muniment.Cli.Linking;

/// <summary>A run's records, cleaned columns and persons as mapped files in its folder, so that a look-up needs neither the extracts nor a second cleaning.</summary>
/// <remarks>The table of docs/formats/columns.md, in <see cref="SnapshotFolder.TableName"/>, with the person's id as one more column, <see cref="PersonSnapshot.PersonColumn"/>.</remarks>
static class SnapshotFiles
{
    /// <summary>Writes a run's.</summary>
    public static void Write(LinkOutcome outcome, OutputDirectory directory)
    {
        using var persons = PersonsOf(outcome);
        // The columns stay the outcome's: this table is not disposed.
        var table = new RecordTable(outcome.Table.Sources, outcome.Table.Ids, [.. outcome.Table.Columns, persons]);
        TableFiles.Write(table, name => directory.NewFile($"{SnapshotFolder.TableName}/{name}"));
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
        return new Column(PersonSnapshot.PersonColumn, codes, ids.Build());
    }
}
