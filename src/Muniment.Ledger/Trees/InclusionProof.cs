namespace Muniment.Ledger.Trees;

/// <summary>Proofs that an entry is in a tree (RFC 6962, section 2.1.1). Pure; safe on any thread.</summary>
public static class InclusionProof
{
    /// <summary>The subtrees whose hashes are the proof, from the leaf's sibling up to the child of the root.</summary>
    /// <param name="index">The entry's index, from 0.</param>
    /// <param name="size">Entries in the tree; more than <paramref name="index"/>.</param>
    public static IReadOnlyList<TreeRange> Ranges(long index, long size)
    {
        if (index < 0 || index >= size)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"A tree of {size} entries has no such entry.");
        var ranges = new List<TreeRange>();
        var tree = new TreeRange(0, size);
        while (tree.End - tree.Start > 1)
        {
            var split = tree.Split;
            var (left, right) = (new TreeRange(tree.Start, split), new TreeRange(split, tree.End));
            (tree, var other) = index < split ? (left, right) : (right, left);
            ranges.Add(other);
        }
        ranges.Reverse();
        return ranges;
    }

    /// <summary>The root that a proof leads to (RFC 9162, section 2.1.3.2).</summary>
    /// <returns>Null if the proof has the wrong number of hashes, or there is no such entry.</returns>
    public static TreeHash? Root(TreeHash leaf, long index, long size, ReadOnlySpan<TreeHash> proof)
    {
        if (index < 0 || index >= size)
            return null;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
                return null;
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHasher.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = TreeHasher.Node(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? hash : null;
    }

    /// <summary>Whether a proof shows that a leaf is in the tree with this root.</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">The entry's index, from 0.</param>
    /// <param name="size">Entries in the tree.</param>
    /// <param name="proof">Hashes from the leaf's sibling upwards.</param>
    /// <param name="root">The tree's root hash.</param>
    public static bool Verify(TreeHash leaf, long index, long size, ReadOnlySpan<TreeHash> proof, TreeHash root) => Root(leaf, index, size, proof) == root;
}
