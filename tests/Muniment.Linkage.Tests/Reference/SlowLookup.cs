using Muniment.Linkage.Looking;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Reference;

/// <summary>The definition of a look-up, written to be read: every record scored, sorted, the best of each person taken.</summary>
static unsafe class SlowLookup
{
    /// <summary>The best persons for a query that has the values of a record of the table.</summary>
    // byRules: only records that some blocking rule pairs with the query.
    public static FoundPerson[] Find(PairScorer scorer, int[] personOfRecord, int query, int top, bool byRules)
    {
        var found = new List<FoundPerson>();
        for (var row = 0; row < personOfRecord.Length; row++)
        {
            if (!byRules || SharesAKey(scorer.Prepared, query, row))
                found.Add(new(personOfRecord[row], row, scorer.WeightBits(query, row)));
        }
        return [.. found.OrderByDescending(person => person.WeightBits).ThenBy(person => person.Row).DistinctBy(person => person.Person).Take(top)];
    }

    static bool SharesAKey(PreparedModel prepared, int query, int row)
    {
        int* a = prepared.Lanes[query], b = prepared.Lanes[row];
        foreach (var rule in prepared.Rules[..prepared.Model.BlockingRules.Count])
        {
            var same = true;
            foreach (var (left, right) in rule.Keys)
                same &= a[left] != 0 && a[left] == b[right];
            if (same && (rule.Rest is null || rule.Rest.Level(a, b) == 0))
                return true;
        }
        return false;
    }
}
