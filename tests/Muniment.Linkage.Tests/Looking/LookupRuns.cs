using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Looking;

/// <summary>Models on records to look up in, and queries made of records.</summary>
static class LookupRuns
{
    static readonly string[] s_rulesOfOurs = ["first_name", "surname", "dob", "postcode_fake"];

    /// <summary>A golden job's model, or with "ours" a chosen one with cleaned columns and made-up m and u.</summary>
    public static PairScorer Scorer(string job)
    {
        if (job != "ours")
            return GoldenJobs.Scorer(job);
        var records = GoldenJobs.Records("historical_50k");
        var table = new RecordTable(records.Sources, records.Ids, [.. records.Columns.Where(column => s_rulesOfOurs.Contains(column.Name))]);
        var model = Weighed(AutoModel.Choose(table, LinkType.Both, [], 2));
        return new PairScorer(new PreparedModel(DerivedColumns.Add(table, model.Columns, 2), model, 2), model);
    }

    /// <summary>The model with an m and a u for every level: the first are the likelier among matches.</summary>
    public static LinkModel Weighed(LinkModel model) => model with
    {
        Prior = 1e-4,
        Comparisons = [.. model.Comparisons.Select(comparison => comparison with
        {
            Levels = [.. comparison.Levels.Select((level, index) => level.IsNull ? level : level with { M = 0.6 / (1 << index), U = 0.001 * Math.Pow(3, index) })],
        })],
    };

    /// <summary>Persons that are several records each, so that records of one compete.</summary>
    public static int[] Persons(int records) => [.. Enumerable.Range(0, records).Select(row => row / 3)];

    /// <summary>Gives a query the raw values of a record, some of them changed.</summary>
    public static void Fill(LookupQuery query, LookupIndex index, RecordTable table, int row, Func<string, string?, string?>? change = null)
    {
        query.Clear();
        foreach (var field in index.Fields)
        {
            var column = table.Find(field)!;
            var text = column.Codes[row] == 0 ? null : System.Text.Encoding.UTF8.GetString(column.Values[column.Codes[row]]);
            Assert.True(query.TrySet(field, change is null ? text : change(field, text)));
        }
    }
}
