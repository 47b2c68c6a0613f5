using Muniment.Linkage.Grouping;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>What a run over all pairs is asked for.</summary>
public sealed record PairRunOptions
{
    /// <summary>Least match weight in bits of an edge that is kept; null: every pair made is kept, and nothing exits early.</summary>
    public double? KeepBits { get; init; }

    /// <summary>False: the bound is not used and every pair is scored in full. The edges are the same; a test says so.</summary>
    public bool EarlyExit { get; init; } = true;

    /// <summary>Which vectors to use.</summary>
    public VectorWidth Width { get; init; }

    /// <summary>Receives counts while the run goes on; read by whoever shows progress.</summary>
    public RunProgress? Progress { get; init; }
}

/// <summary>How far a run has come. Written by the run, read by anybody; a reader may see it a moment late.</summary>
public sealed class RunProgress
{
    long _done;
    long _parts = 1;
    int _rule;
    int _rules;

    /// <summary>Share of the work done, 0 to 1; every rule counts alike.</summary>
    public double Share => _rules == 0 ? 0 : Math.Min(1, (_rule + (Interlocked.Read(ref _done) / (double)Interlocked.Read(ref _parts))) / _rules);

    /// <summary>0-based rule under way.</summary>
    public int Rule => _rule;

    /// <summary>Rules in all; 0 before the run begins.</summary>
    public int Rules => _rules;

    internal void Begin(int rule, int rules, long parts)
    {
        Interlocked.Exchange(ref _done, 0);
        Interlocked.Exchange(ref _parts, Math.Max(1, parts));
        (_rule, _rules) = (rule, rules);
    }

    internal void Finish() => Interlocked.Increment(ref _done);
}

/// <summary>What one rule made.</summary>
/// <param name="Pairs">Pairs it was the first to make.</param>
/// <param name="LargeBlocks">Blocks over the cap.</param>
/// <param name="DroppedBlocks">Blocks that no refinement brought under the cap.</param>
/// <param name="DroppedPairs">Pairs inside those.</param>
public sealed record RuleResult(long Pairs, long LargeBlocks, long DroppedBlocks, long DroppedPairs);

/// <summary>The edges of a run, and what each rule made.</summary>
/// <param name="Edges">In order of left row, then right row; each pair once.</param>
/// <param name="Rules">[rules], or one entry where there are no rules and all pairs were made.</param>
public sealed record PairRunResult(EdgeList Edges, IReadOnlyList<RuleResult> Rules);

/// <summary>Makes every pair the blocking rules ask for, once, scores it, and keeps the edges.</summary>
/// <remarks>The result is the same for any number of threads and any vector width.</remarks>
public static class PairRun
{
    /// <summary>Runs.</summary>
    /// <param name="scorer">Scores pairs; its model's blocking rules are run.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static PairRunResult Run(PairScorer scorer, PairRunOptions options, CancellationToken cancellation)
    {
        var model = scorer.Model;
        var prepared = scorer.Prepared;
        var buffers = new List<EdgeBuffer>();
        var results = new List<RuleResult>();
        var sources = new List<PairSource>();
        try
        {
            if (model.BlockingRules.Count == 0)
            {
                using var run = new RuleRun(scorer, options, [], null, _ => false, cancellation);
                results.Add(run.AllPairs());
                buffers.AddRange(run.Edges);
            }
            var order = RuleOrder.Of(prepared);
            for (var rule = 0; rule < model.BlockingRules.Count; rule++)
            {
                var (own, current) = (SourcesOf(prepared, rule), rule);
                if (order.RunBy(rule) == rule)
                {
                    using var run = new RuleRun(scorer, options, sources, own, earlier => order.RunBy(earlier) == current, cancellation);
                    results.Add(run.Run());
                    for (var other = 0; other < rule; other++)
                    {
                        if (order.RunBy(other) == rule)
                            results[other] = results[other] with { Pairs = run.MadeFor(other) };
                    }
                    buffers.AddRange(run.Edges);
                }
                else
                {
                    results.Add(new RuleResult(0, 0, 0, 0)); // Counted by the rule it is left to.
                }
                sources.AddRange(own);
            }
            return new PairRunResult(EdgeBuffer.Sorted(buffers), results);
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
            prepared.Lanes.FreeRooms();
        }
    }

    static PairSource[] SourcesOf(PreparedModel prepared, int rule)
    {
        var preparedRule = prepared.Rules[rule];
        var keys = preparedRule.Keys.Select(key => key.Left).ToArray();
        var chains = prepared.Model.BlockCap is null || !preparedRule.IsSymmetric ? []
            : prepared.RefinementLanes.Select(chain => chain.Except(keys).ToArray()).Where(chain => chain.Length > 0).ToArray();
        return chains.Length == 0
            ? [new PairSource(rule, preparedRule, 0, [])]
            : [.. chains.Select((chain, index) => new PairSource(rule, preparedRule, index, chain))];
    }
}
