using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Tests.Grouping;

public class PersonIdsTests
{
    [Fact]
    public void Assign_NoPrevious_SameIdsInAnyRowOrder()
    {
        using var table = Table("a", "b", "c");
        using var turned = Table("c", "b", "a");

        var ids = PersonIds.Assign(table, [0, 1, 0], null);
        var other = PersonIds.Assign(turned, [0, 1, 0], null);

        Assert.Equal(2, ids.Count);
        Assert.Equal(ids[0], other[0]);
        Assert.Equal(ids[1], other[1]);
        Assert.NotEqual(ids[0], ids[1]);
        Assert.Matches("^P[0-9A-HJKMNP-TV-Z]{13}$", ids[0]);
        Assert.Equal("P9PN1HRD1F23RP", ids[0]); // Ids are written to files: they must never change.
        Assert.Empty(ids.Changes);
    }

    [Fact]
    public void Assign_SameRecordsAgain_SameIds()
    {
        using var table = Table("a", "b", "c");
        var before = PersonIds.Assign(table, [0, 1, 0], null);
        using var previous = Previous.Of(table, [0, 1, 0], before, table, []);

        var after = PersonIds.Assign(table, [0, 1, 0], previous.Persons);

        Assert.Equal([before[0], before[1]], [after[0], after[1]]);
        Assert.Equal(1, after.Run);
        Assert.Empty(after.Changes);
    }

    [Fact]
    public void Assign_Split_MajorityKeepsTheId_OtherGetsAnUnusedOne()
    {
        using var table = Table("a", "b", "c");
        var before = PersonIds.Assign(table, [0, 0, 0], null);
        using var previous = Previous.Of(table, [0, 0, 0], before, table, []);

        var after = PersonIds.Assign(table, [0, 1, 1], previous.Persons); // The record the id was made from is the one that leaves.

        Assert.Equal(before[0], after[1]);
        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(
            [(PersonState.Split, before[0], after[0]), (PersonState.Active, after[0], "")],
            after.Changes.OrderByDescending(change => change.State).Select(change => (change.State, change.PersonId, string.Join(' ', change.Others))));
    }

    [Fact]
    public void Assign_Merged_MajorityWins_TiesByTheOlder()
    {
        using var table = Table("a", "b", "c", "d");
        var first = PersonIds.Assign(table, [0, 1, 2, 2], null);
        var younger = first[0];
        using var previous = Previous.Of(table, [0, 1, 2, 2], first, table, [new(0, first[1], PersonState.Active, []), new(5, younger, PersonState.Active, [])], run: 5);

        var after = PersonIds.Assign(table, [0, 0, 1, 1], previous.Persons);

        Assert.Equal(first[1], after[0]);
        Assert.Equal(first[2], after[1]);
        var change = Assert.Single(after.Changes, change => change.Run == 6);
        Assert.Equal((PersonState.Merged, younger, first[1]), (change.State, change.PersonId, Assert.Single(change.Others)));
    }

    [Fact]
    public void Assign_RecordsGone_Retired()
    {
        using var then = Table("a", "b");
        using var now = Table("b");
        var before = PersonIds.Assign(then, [0, 1], null);
        using var previous = Previous.Of(then, [0, 1], before, now, []);

        var after = PersonIds.Assign(now, [0], previous.Persons);

        Assert.Equal(before[1], after[0]);
        Assert.Equal((PersonState.Retired, before[0]), after.Changes.Select(change => (change.State, change.PersonId)).Single());
    }

    static RecordTable Table(params string[] ids)
    {
        using var builder = new RecordTableBuilder();
        builder.Source("crm");
        foreach (var id in ids)
            builder.Add(id);
        return builder.Build();
    }

    sealed record Previous(PreviousPersons Persons, Column Ids) : IDisposable
    {
        public static Previous Of(RecordTable then, int[] persons, PersonIds ids, RecordTable now, PersonChange[] changes, int run = 0)
        {
            using var builder = new RecordTableBuilder("id");
            for (var row = 0; row < persons.Length; row++)
                builder.Add($"{row}", ids[persons[row]]);
            var column = builder.Build().Columns[0];
            var rowThen = Enumerable.Range(0, then.Count).ToDictionary(then.IdOf);
            int[] ofRecord = [.. Enumerable.Range(0, now.Count).Select(row => rowThen.TryGetValue(now.IdOf(row), out var old) ? column.Codes[old] : 0)];
            Assert.Equal(ids[0], Encoding.UTF8.GetString(column.Values[1]));
            return new(new(run, column.Values, ofRecord, changes), column);
        }

        public void Dispose() => Ids.Dispose();
    }
}
