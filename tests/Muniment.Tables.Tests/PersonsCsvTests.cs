using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables.Tests;

public sealed class PersonsCsvTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void ReadPrevious_WhatWasWritten_IdsAreKept()
    {
        using var then = Table("=a", "b", "c");
        var first = PersonIds.Assign(then, [0, 0, 1], null);
        Write(then, [0, 0, 1], first);
        Assert.Equal($"source,record_id,person_id\ncrm,'=a,{first[0]}\ncrm,b,{first[0]}\ncrm,c,{first[1]}\n", File.ReadAllText(Path.Combine(_folder.Path, "persons.csv")));

        using var now = Table("d", "=a", "c");
        using var previous = PreviousRun.Read(_folder.Path, now);
        var second = PersonIds.Assign(now, [0, 1, 0], previous.Persons);

        Assert.Equal([first[1], first[0]], [second[0], second[1]]);
        Assert.Equal(1, second.Run);
    }

    [Fact]
    public void Changes_OverThreeRuns_Accumulate()
    {
        using var table = Table("a", "b");
        var ids = PersonIds.Assign(table, [0, 0], null);
        Write(table, [0, 0], ids);
        foreach (var persons in new int[][] { [0, 1], [0, 1], [0, 0] })
        {
            using var previous = PreviousRun.Read(_folder.Path, table);
            ids = PersonIds.Assign(table, persons, previous.Persons);
            Write(table, persons, ids);
        }

        Assert.Equal(3, ids.Run);
        Assert.Equal(["1 Active", "1 Split", "3 Merged"], ids.Changes.Select(change => $"{change.Run} {change.State}").Order());
        var read = PersonChangesCsv.Read(Path.Combine(_folder.Path, PersonChangesCsv.FileName), out var run);
        Assert.Equal(3, run);
        Assert.Equal(ids.Changes.Select(change => (change.Run, change.PersonId, change.State)), read.Select(change => (change.Run, change.PersonId, change.State)));
    }

    [Fact]
    public void ReadPrevious_NoSuchFolder_Refused()
    {
        using var table = Table("a");

        Assert.Throws<BadInputException>(() => PreviousRun.Read("/none", table));
    }

    [Fact]
    public void Merged_WhatWasWritten_IsRead()
    {
        using var table = Table("a;1", "b|\\", "c");
        var ids = PersonIds.Assign(table, [0, 0, 0], null);
        MergedFinding finding = new(0, 0.9912345678, "record crm/a;1 and record crm/c give two birth dates.", [0, 1, 2], [[0, 1], [2]]);

        MergedCsv.Write(File.Create(Path.Combine(_folder.Path, "merged.csv")), [finding], table, ids);
        var row = Assert.Single(MergedCsv.Read(Path.Combine(_folder.Path, "merged.csv")));

        Assert.Equal((ids[0], 0.991235, finding.Reason), (row.PersonId, row.Score, row.Reason));
        Assert.Equal(["crm/a;1", "crm/b|\\", "crm/c"], row.Records);
        Assert.Equal([["crm/a;1", "crm/b|\\"], ["crm/c"]], row.ProposedSplit);
    }

    public void Dispose() => _folder.Dispose();

    void Write(RecordTable table, int[] persons, PersonIds ids)
    {
        PersonsCsv.Write(File.Create(Path.Combine(_folder.Path, PersonsCsv.FileName)), table, persons, ids);
        PersonChangesCsv.Write(File.Create(Path.Combine(_folder.Path, PersonChangesCsv.FileName)), ids);
    }

    static RecordTable Table(params string[] ids)
    {
        using var builder = new RecordTableBuilder();
        builder.Source("crm");
        foreach (var id in ids)
            builder.Add(id);
        return builder.Build();
    }
}
