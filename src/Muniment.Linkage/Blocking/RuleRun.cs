using System.Collections.Concurrent;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Makes and scores the pairs of one rule.</summary>
sealed class RuleRun : IDisposable
{
    readonly PairScorer _scorer;
    readonly PreparedModel _prepared;
    readonly PairRunOptions _options;
    readonly List<PairSource> _earlier;
    readonly PairSource[] _own;
    readonly Func<int, bool> _leftHere;
    readonly CancellationToken _cancellation;
    readonly ConcurrentBag<BlockWorker> _workers = [];
    readonly ConcurrentBag<BlockWorker> _idle = [];

    /// <summary>A run of one rule, or of none.</summary>
    /// <param name="scorer">Scores pairs.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="earlier">The sources of the rules before it.</param>
    /// <param name="own">Its own; null: every pair is made.</param>
    /// <param name="leftHere">True for an earlier rule that is not run, because this one makes its pairs.</param>
    /// <param name="cancellation">Stops the run.</param>
    public RuleRun(PairScorer scorer, PairRunOptions options, List<PairSource> earlier, PairSource[]? own, Func<int, bool> leftHere, CancellationToken cancellation)
    {
        _scorer = scorer;
        _prepared = scorer.Prepared;
        _options = options;
        _earlier = earlier;
        _own = own ?? [];
        _leftHere = leftHere;
        _cancellation = cancellation;
    }

    /// <summary>The edges found, one buffer a thread.</summary>
    public IEnumerable<EdgeBuffer> Edges => _workers.Select(worker => worker.Edges);

    /// <summary>Every pair of the table, for inputs so small that no rule is wanted.</summary>
    public RuleResult AllPairs()
    {
        var rows = Enumerable.Range(0, _prepared.Table.Count).ToArray();
        const int Tile = 64;
        var tiles = (rows.Length + Tile - 1) / Tile;
        ForEach(tiles, (worker, tile) => worker.Pairs(rows, tile * Tile, Math.Min(rows.Length, (tile + 1) * Tile)));
        return Result();
    }

    /// <summary>Every pair of the rule that no earlier rule makes.</summary>
    public RuleResult Run()
    {
        var rule = _own[0].Prepared;
        using var entries = new BlockEntries(_prepared.Lanes, [.. rule.Keys.Select(key => key.Left)], _prepared.Threads);
        if (rule.IsSymmetric)
        {
            ForEach(entries.Partitions, (worker, partition) => worker.Blocks(entries.Sort(partition, ref worker.Scratch)));
            return Result();
        }
        using var others = new BlockEntries(_prepared.Lanes, [.. rule.Keys.Select(key => key.Right)], _prepared.Threads);
        ForEach(entries.Partitions, (worker, partition) => worker.Join(entries.Sort(partition, ref worker.Scratch), others.Sort(partition, ref worker.Scratch)));
        return Result();
    }

    /// <summary>Pairs made for a rule that was left to this one.</summary>
    public long MadeFor(int rule) => _workers.Sum(worker => worker.MadeFor(rule));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers)
            worker.Dispose();
    }

    void ForEach(int parts, Action<BlockWorker, int> work)
    {
        _options.Progress?.Begin(_own.Length > 0 ? _own[0].Rule : 0, Math.Max(1, _prepared.Model.BlockingRules.Count), parts);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = _prepared.Threads, CancellationToken = _cancellation }, part =>
        {
            if (!_idle.TryTake(out var worker))
                _workers.Add(worker = new BlockWorker(_scorer, _options, _earlier, _own, _leftHere));
            work(worker, part);
            worker.Finish();
            _idle.Add(worker);
            _options.Progress?.Finish();
        });
    }

    RuleResult Result() => new(
        _workers.Sum(worker => worker.Made),
        _workers.Sum(worker => worker.LargeBlocks),
        _workers.Sum(worker => worker.DroppedBlocks),
        _workers.Sum(worker => worker.DroppedPairs));
}
