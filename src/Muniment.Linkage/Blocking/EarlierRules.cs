using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>What rules before this one make of a pair: each pair belongs to the first rule that makes it.</summary>
/// <remarks>
/// An earlier rule either has been run, and its pairs are not made again, or it was left to this rule, whose blocks hold all of its pairs
/// (<see cref="RuleOrder"/>): then they are made here, counted and named as that rule's. One instance a thread.
/// </remarks>
sealed unsafe class EarlierRules
{
    readonly Lanes _lanes;
    readonly PreparedModel _prepared;
    readonly PairSource[][] _groups; // the sources of each earlier rule, then the rule's own earlier chains
    readonly ulong[] _masks; // [groups] lanes of the keys; 0: not to be told by a mask
    readonly bool[] _here; // [groups] left to this rule
    readonly PairSource[] _asked; // sources that read different lanes on the two sides: asked pair by pair
    readonly int _chains;
    readonly bool _oriented;

    /// <summary>Looks at the rules before one.</summary>
    /// <param name="prepared">The model on lanes.</param>
    /// <param name="earlier">The sources of the rules before it.</param>
    /// <param name="own">Its own sources, a chain each.</param>
    /// <param name="leftHere">True for a rule that was left to this one.</param>
    public EarlierRules(PreparedModel prepared, IReadOnlyList<PairSource> earlier, PairSource[] own, Func<int, bool> leftHere)
    {
        _prepared = prepared;
        _lanes = prepared.Lanes;
        var groups = earlier.GroupBy(source => source.Rule).Select(group => group.ToArray()).ToArray();
        _asked = [.. groups.Where(group => !group[0].Prepared.IsSymmetric).SelectMany(group => group)];
        groups = [.. groups.Where(group => group[0].Prepared.IsSymmetric)];
        _chains = Math.Max(0, own.Length - 1);
        _oriented = prepared.Model.Faithful || _asked.Length > 0 || earlier.Concat(own).Any(source => source.Prepared.Rest is not null || !source.Prepared.IsSymmetric);
        AnyDoubt = groups.Any(group => group.Length > 1 || !group[0].IsPlain);
        Keys = [.. groups.Select(group => group[0].Keys)];
        Here = [.. groups.Select(group => leftHere(group[0].Rule))];
        _groups = [.. groups, .. own.Take(_chains).Select(source => new[] { source })];
        _masks = [.. _groups.Select(group => EqualLanes.Mask(_lanes, group[0].Keys))];
        _here = [.. _groups.Select((_, index) => index < groups.Length && Here[index])];
        Made = new long[_groups.Length];
    }

    /// <summary>[earlier rules] lanes of each one's keys.</summary>
    public int[][] Keys { get; }

    /// <summary>[earlier rules] true where its pairs are made here.</summary>
    public bool[] Here { get; }

    /// <summary>[earlier rules, then own chains] pairs made here for it.</summary>
    public long[] Made { get; }

    /// <summary>True where agreeing on a rule's keys is not always enough to say that it made the pair.</summary>
    public bool AnyDoubt { get; }

    /// <summary>True where some rule has to be asked pair by pair.</summary>
    public bool AnyAsked => _asked.Length > 0;

    /// <summary>True where it matters which record of a pair is the left one; else it is asked of kept edges alone.</summary>
    public bool IsOriented => _oriented;

    /// <summary>The pair in its order, where that matters.</summary>
    public (int Left, int Right) Ordered(int first, int second) => !_oriented || _prepared.IsLeft(first, second) ? (first, second) : (second, first);

    /// <summary>True where an earlier rule has made the pair; else it is counted if it is another rule's.</summary>
    /// <param name="left">Left row.</param>
    /// <param name="right">Right row.</param>
    /// <param name="chain">Which of the rule's own chains is under way.</param>
    /// <param name="own">True: no earlier rule makes it, so it is this one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Its vectors cannot be compiled ahead of time, and its slow first version would see a million pairs.
    public bool IsMade(int left, int right, int chain, out bool own)
    {
        int* a = _lanes[left], b = _lanes[right];
        var equal = _lanes.Stride > EqualLanes.Most ? 0 : EqualLanes.Of(a, b, _lanes.Stride);
        own = true;
        for (var group = 0; group < _groups.Length - _chains + chain; group++)
        {
            if ((equal & _masks[group]) != _masks[group] || !MadeBy(_groups[group], left, right))
                continue;
            if (!_here[group])
                return true;
            Made[group]++;
            own = false;
            return false;
        }
        return false;
    }

    /// <summary>Of the pairs that agree on an earlier rule's keys, those that it really made.</summary>
    /// <param name="group">The earlier rule or chain.</param>
    /// <param name="rows">The block's rows.</param>
    /// <param name="i">The first pair's one record.</param>
    /// <param name="step">What is added to <paramref name="i"/> for the next pair: 0 or 1.</param>
    /// <param name="j">The first pair's other record; the next pair's is the next one, and 0 comes after the last.</param>
    /// <param name="pairs">Bit k: the k-th pair.</param>
    public ulong Confirm(int group, ReadOnlySpan<int> rows, int i, int step, int j, ulong pairs)
    {
        if (_groups[group] is [{ IsPlain: true }])
            return pairs;
        var confirmed = 0UL;
        for (var rest = pairs; rest != 0; rest &= rest - 1)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            var (first, second) = (i + (step * bit), j + bit);
            if (second >= rows.Length)
                second -= rows.Length;
            var (left, right) = Ordered(rows[Math.Min(first, second)], rows[Math.Max(first, second)]);
            if (MadeBy(_groups[group], left, right))
                confirmed |= 1UL << bit;
        }
        return confirmed;
    }

    /// <summary>True where a rule that reads the two sides differently has made the pair.</summary>
    public bool IsMadeByAsked(int left, int right) => _asked.Length > 0 && MadeBy(_asked, left, right);

    /// <summary>The first of the rules left to this one that makes the pair; -1: none.</summary>
    public int FirstHere(int left, int right)
    {
        for (var group = 0; group < Here.Length; group++)
        {
            if (Here[group] && MadeBy(_groups[group], left, right))
                return _groups[group][0].Rule;
        }
        return -1;
    }

    /// <summary>Pairs made here for an earlier rule.</summary>
    public long MadeFor(int rule)
    {
        var made = 0L;
        for (var group = 0; group < Here.Length; group++)
            made += Here[group] && _groups[group][0].Rule == rule ? Made[group] : 0;
        return made;
    }

    bool MadeBy(PairSource[] sources, int left, int right)
    {
        int* a = _lanes[left], b = _lanes[right];
        foreach (var source in sources)
        {
            if (source.Makes(a, b, left, right))
                return true;
        }
        return false;
    }
}
