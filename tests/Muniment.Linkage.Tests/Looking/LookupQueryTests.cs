using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Looking;

public sealed class LookupQueryTests
{
    [Theory]
    [InlineData("fake_1000", 60)]
    [InlineData("febrl3", 60)]
    [InlineData("febrl4", 60)]
    [InlineData("historical_50k", 25)]
    [InlineData("ours", 25)]
    public void Find_ValuesOfARecord_FindsWhatTheSlowTwinFinds(string job, int queries)
    {
        var scorer = LookupRuns.Scorer(job);
        var table = scorer.Prepared.Table;
        var persons = LookupRuns.Persons(table.Count);
        using var index = LookupIndex.Build(scorer, persons, 2);
        using var query = index.NewQuery();
        var random = new Random(20261121);
        for (var k = 0; k < queries; k++)
        {
            var row = random.Next(table.Count);
            var top = random.Next(1, 9);
            LookupRuns.Fill(query, index, table, row);

            Assert.Equal(SlowLookup.Find(scorer, persons, row, top, byRules: false), query.Find(new LookupOptions { Top = top, Scan = LookupScan.Always }).ToArray());
            Assert.Equal(SlowLookup.Find(scorer, persons, row, top, byRules: true), query.Find(new LookupOptions { Top = top, Scan = LookupScan.Never }).ToArray());
        }
    }

    // Values no record holds: the levels must be those the model gives when a record of the table has them.
    [Theory]
    [InlineData("fake_1000")]
    [InlineData("febrl3")]
    [InlineData("ours")]
    public void Explain_ValuesNoRecordHolds_GivesTheLevelsOfARecordThatHasThem(string job)
    {
        const int Queries = 40;
        var scorer = LookupRuns.Scorer(job);
        var table = scorer.Prepared.Table;
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(table.Count), 2);
        using var query = index.NewQuery();
        var random = new Random(7);
        var rows = Enumerable.Range(0, Queries).Select(_ => random.Next(table.Count)).ToArray();
        using var larger = new PreparedModel(WithRecords(table, index.Fields, rows, scorer.Model), scorer.Model, 2);
        var levels = new byte[scorer.Model.Comparisons.Count];
        for (var k = 0; k < Queries; k++)
        {
            LookupRuns.Fill(query, index, table, rows[k], Slip);
            var found = query.Find(new LookupOptions { Top = 20, Scan = LookupScan.Always }).ToArray();
            Assert.Equal(20, found.Length);
            foreach (var person in found)
            {
                var explanation = query.Explain(person.Row);
                larger.LevelsOf(table.Count + k, person.Row, levels);

                Assert.Equal(levels.Select((level, comparison) => (int)larger.Gammas[comparison][level]), explanation.Steps.Select(step => step.Gamma));
                Assert.Equal(person.WeightBits, explanation.TotalBits);
            }
        }
    }

    [Fact]
    public void Find_NoValueOfAnyKey_LooksAtEveryRecordOrNone()
    {
        var scorer = LookupRuns.Scorer("ours");
        var table = scorer.Prepared.Table;
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(table.Count), 2);
        using var query = index.NewQuery();
        Assert.True(query.TrySet("dob", "1850-01-01"));

        Assert.Equal(5, query.Find(new LookupOptions()).Length);
        Assert.Equal(table.Count, query.RecordsLookedAt);
        Assert.Equal(0, query.Find(new LookupOptions { Scan = LookupScan.Never }).Length);
        Assert.Equal(0, query.RecordsLookedAt);
    }

    [Fact]
    public void Find_EnoughFound_LeavesWideBlocksOutAndFindsTheSameBest()
    {
        var scorer = LookupRuns.Scorer("ours");
        var table = scorer.Prepared.Table;
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(table.Count), 2);
        using var query = index.NewQuery();
        var (all, few, leftOut) = (0, 0, 0);
        for (var row = 0; row < table.Count; row += 997)
        {
            LookupRuns.Fill(query, index, table, row);
            var best = query.Find(new LookupOptions { Scan = LookupScan.Never }).ToArray().FirstOrDefault();
            all += query.RecordsLookedAt;
            var sooner = query.Find(new LookupOptions { Scan = LookupScan.Never, EnoughBits = best.WeightBits, WideBlock = 4 }).ToArray().FirstOrDefault();
            few += query.RecordsLookedAt;
            leftOut += query.BlocksLeftOut;
            Assert.Equal(best.WeightBits, sooner.WeightBits);
        }
        Assert.True(few < all && leftOut > 0, $"{few} of {all} records, {leftOut} blocks left out");
    }

    [Fact]
    public void Find_LeastWeight_FindsNobodyBelow()
    {
        var scorer = LookupRuns.Scorer("febrl3");
        var table = scorer.Prepared.Table;
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(table.Count));
        using var query = index.NewQuery();
        LookupRuns.Fill(query, index, table, 4);
        var every = query.Find(new LookupOptions { Top = 50, Scan = LookupScan.Always }).ToArray();

        var found = query.Find(new LookupOptions { Top = 50, Scan = LookupScan.Always, LeastBits = every[3].WeightBits }).ToArray();

        Assert.Equal(every.Where(person => person.WeightBits >= every[3].WeightBits), found);
    }

    // What the model computes from expressions makes strings, once a query; a record that is looked at makes nothing.
    [Fact]
    public void Find_EveryRecordOrFew_AllocatesTheSame()
    {
        var scorer = LookupRuns.Scorer("febrl3");
        var table = scorer.Prepared.Table;
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(table.Count));
        using var query = index.NewQuery();
        LookupRuns.Fill(query, index, table, 123, Slip);

        var few = Allocated(query, LookupScan.Never);
        var every = Allocated(query, LookupScan.Always);

        Assert.Equal(few, every);
    }

    [Fact]
    public void TrySet_FieldTheModelDoesNotRead_IsFalse()
    {
        var scorer = LookupRuns.Scorer("fake_1000");
        using var index = LookupIndex.Build(scorer, LookupRuns.Persons(scorer.Prepared.Table.Count));
        using var query = index.NewQuery();

        Assert.False(query.TrySet("cluster", "1"));
        Assert.Contains("surname", index.Fields);
    }

    static long Allocated(LookupQuery query, LookupScan scan)
    {
        var options = new LookupOptions { Scan = scan };
        for (var k = 0; k < 3; k++)
            query.Find(options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        query.Find(options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // One letter more at the end of names, so that many values are new; the rest as it was.
    static string? Slip(string field, string? text) =>
        text is { Length: > 3 } && field.Contains("name", StringComparison.Ordinal) ? text + "q" : text;

    static RecordTable WithRecords(RecordTable table, IReadOnlyList<string> fields, int[] rows, LinkModel model)
    {
        var derived = model.Columns.Select(column => column.Name).ToHashSet();
        var columns = table.Columns.Select(column => column.Name).Where(name => !derived.Contains(name)).ToArray();
        using var builder = new RecordTableBuilder(columns);
        for (var row = 0; row < table.Count + rows.Length; row++)
        {
            var from = row < table.Count ? row : rows[row - table.Count];
            builder.Add($"{row}", [.. columns.Select(name =>
            {
                var column = table.Find(name)!;
                var text = column.Codes[from] == 0 ? null : System.Text.Encoding.UTF8.GetString(column.Values[column.Codes[from]]);
                return row < table.Count || !fields.Contains(name) ? text : Slip(name, text);
            })]);
        }
        return DerivedColumns.Add(builder.Build(), model.Columns, 2);
    }
}
