using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>One way pairs are made: a rule's key and, where its blocks are over the cap, a chain of further lanes that splits them.</summary>
/// <remarks>
/// A record's block is looked at at depth 0 (the key alone), 1 (the key and the chain's first lane), and so on until it is small enough. The
/// depth where it was is kept per record, so that whether this source has made a pair can be answered later without any list of pairs:
/// records that share a block at some depth share it at every smaller depth, so they stop at the same depth or were never together.
/// </remarks>
sealed unsafe class PairSource : IDisposable
{
    const byte Dropped = 255;

    readonly int[] _chain;
    readonly object _lock = new();
    NativeArray<byte>? _depths;

    public PairSource(int rule, PreparedRule prepared, int chainIndex, int[] chain)
    {
        Rule = rule;
        Prepared = prepared;
        ChainIndex = chainIndex;
        _chain = chain;
        Keys = [.. prepared.Keys.Select(key => key.Left)];
    }

    /// <summary>0-based index of the rule.</summary>
    public int Rule { get; }

    /// <summary>The rule on lanes.</summary>
    public PreparedRule Prepared { get; }

    /// <summary>0 for the rule's first chain, which also makes the pairs of blocks under the cap.</summary>
    public int ChainIndex { get; }

    /// <summary>Key lanes of the left record.</summary>
    public int[] Keys { get; }

    /// <summary>The lanes that split large blocks, one after the other.</summary>
    public ReadOnlySpan<int> Chain => _chain;

    /// <summary>True where agreeing on the keys is enough to say that this source made the pair.</summary>
    public bool IsPlain => _depths is null && Prepared.Rest is null && Prepared.IsSymmetric;

    /// <summary>Notes the depth at which a record's block was small enough; null: never, its pairs are not made here.</summary>
    public void Note(int row, int? depth, int records)
    {
        if (_depths is null)
        {
            lock (_lock)
                _depths ??= new NativeArray<byte>(records);
        }
        _depths[row] = depth is { } known ? (byte)known : Dropped;
    }

    /// <summary>True where this source has made, or will make, the pair.</summary>
    /// <param name="a">Left record.</param>
    /// <param name="b">Right record.</param>
    /// <param name="left">Its row.</param>
    /// <param name="right">Its row.</param>
    public bool Makes(int* a, int* b, int left, int right)
    {
        foreach (var (first, second) in Prepared.Keys)
        {
            if (a[first] == 0 || a[first] != b[second])
                return false;
        }
        if (Prepared.Rest is { } rest && rest.Level(a, b) != 0)
            return false;
        var depth = _depths is null ? 0 : _depths[left];
        if (depth == 0)
            return ChainIndex == 0;
        if (depth == Dropped || _depths![right] != depth)
            return false;
        for (var k = 0; k < depth; k++)
        {
            var lane = _chain[k];
            if (a[lane] == 0 || a[lane] != b[lane])
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _depths?.Dispose();
}
