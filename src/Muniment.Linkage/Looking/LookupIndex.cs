using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>Finds persons by a few of their values: the records of a run behind hash tables of the model's blocking rules.</summary>
/// <remarks>
/// One table for each rule: key of the rule → records, 8 bytes a record and rule. A query's values are cleaned as the model says, looked up in the
/// dictionaries, and scored by the run's own scorer, so a found weight is the weight the run would have given the pair with the query as its
/// left record. Immutable; safe on any thread: each thread asks through a <see cref="LookupQuery"/> of its own. The scorer and its records stay
/// their owner's and must live as long.
/// </remarks>
public sealed class LookupIndex : IDisposable
{
    LookupIndex(PairScorer scorer, int[] personOfRecord, QueryPlan plan, ValueIndex?[] values, RuleIndex[] rules)
    {
        Scorer = scorer;
        PersonOfRecord = personOfRecord;
        Plan = plan;
        Values = values;
        Rules = rules;
    }

    /// <summary>The columns of the extracts that a query may give values of: those that the model reads.</summary>
    public IReadOnlyList<string> Fields => Plan.Fields;

    /// <summary>Bytes of memory the index takes, besides the records and their dictionaries.</summary>
    public long ByteCount => Rules.Sum(rule => rule.ByteCount) + Values.Sum(values => values?.ByteCount ?? 0);

    internal PairScorer Scorer { get; }

    internal int[] PersonOfRecord { get; }

    internal QueryPlan Plan { get; }

    /// <summary>[lanes] value → code; null: no query reads the lane.</summary>
    internal ValueIndex?[] Values { get; }

    /// <summary>The rules that have a key.</summary>
    internal RuleIndex[] Rules { get; }

    /// <summary>Indexes the records of a run.</summary>
    /// <param name="scorer">The run's model on the run's records.</param>
    /// <param name="personOfRecord">[records] 0-based person of each record; kept, not copied.</param>
    /// <param name="threads">Threads to use, at least 1; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">There are not as many persons of records as records.</exception>
    public static LookupIndex Build(PairScorer scorer, int[] personOfRecord, int threads = 1)
    {
        var prepared = scorer.Prepared;
        if (personOfRecord.Length != prepared.Lanes.Count)
            throw new ArgumentException($"{personOfRecord.Length} persons are given for {prepared.Lanes.Count} records.", nameof(personOfRecord));
        var plan = new QueryPlan(prepared);
        var values = new ValueIndex?[prepared.Lanes.Fields.Count];
        var rules = prepared.Rules[..prepared.Model.BlockingRules.Count];
        // A rule without a key looks at every pair, and so does a query: no table helps then.
        var indexes = new RuleIndex[rules.All(rule => rule.Keys.Length > 0) ? rules.Length : 0];
        Parallel.For(0, indexes.Length + plan.Lanes.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
        {
            if (k < indexes.Length)
            {
                indexes[k] = new RuleIndex(prepared.Lanes, rules[k]);
                return;
            }
            var lane = plan.Lanes[k - indexes.Length].Lane;
            values[lane] = new ValueIndex(prepared.Lanes.Fields[lane].Values);
        });
        return new LookupIndex(scorer, personOfRecord, plan, values, indexes);
    }

    /// <summary>A query without values, for one thread.</summary>
    public LookupQuery NewQuery() => new(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var values in Values)
            values?.Dispose();
        foreach (var rule in Rules)
            rule.Dispose();
    }
}
