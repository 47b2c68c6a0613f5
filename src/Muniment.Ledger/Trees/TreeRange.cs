using System.Numerics;

namespace Muniment.Ledger.Trees;

/// <summary>A subtree: the entries from <paramref name="Start"/> up to but not including <paramref name="End"/>.</summary>
/// <remarks>Its start is a multiple of the smallest power of two that is at least its length, as for every subtree of RFC 6962.</remarks>
/// <param name="Start">Index of its first entry, from 0.</param>
/// <param name="End">Index after its last entry.</param>
public readonly record struct TreeRange(long Start, long End)
{
    /// <summary>The complete subtrees it consists of, from left to right: each the node of a height, by its index in that height's row.</summary>
    public IEnumerable<(int Height, long Index)> Nodes()
    {
        var start = Start;
        while (start < End)
        {
            var height = BitOperations.Log2((ulong)(End - start));
            yield return (height, start >> height);
            start += 1L << height;
        }
    }

    /// <summary>The hash above complete subtrees that lie side by side, from the largest (left) to the smallest.</summary>
    /// <param name="hashes">Hashes of <see cref="Nodes"/>, in that order; at least one.</param>
    public static TreeHash Join(ReadOnlySpan<TreeHash> hashes)
    {
        var hash = hashes[^1];
        for (var i = hashes.Length - 2; i >= 0; i--)
            hash = TreeHasher.Node(hashes[i], hash);
        return hash;
    }

    /// <summary>Where a subtree of more than one entry parts: after the largest power of two that is less than its length.</summary>
    internal long Split => Start + (1L << BitOperations.Log2((ulong)(End - Start - 1)));
}
