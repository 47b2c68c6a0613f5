namespace Muniment.Ledger.Trees;

/// <summary>Proofs that a tree is the beginning of a later one (RFC 6962, section 2.1.2). Pure; safe on any thread.</summary>
public static class ConsistencyProof
{
    /// <summary>The subtrees whose hashes are the proof, in its order. None where the sizes are the same.</summary>
    /// <param name="from">Entries in the earlier tree, at least 1.</param>
    /// <param name="to">Entries in the later tree, at least <paramref name="from"/>.</param>
    public static IReadOnlyList<TreeRange> Ranges(long from, long to)
    {
        if (from < 1 || from > to)
            throw new ArgumentOutOfRangeException(nameof(from), from, $"There is a proof only from 1 to {to} entries: the empty tree is the beginning of every tree.");
        var ranges = new List<TreeRange>();
        var tree = new TreeRange(0, to);
        while (tree.End != from)
        {
            var split = tree.Split;
            var (left, right) = (new TreeRange(tree.Start, split), new TreeRange(split, tree.End));
            (tree, var other) = from <= split ? (left, right) : (right, left);
            ranges.Add(other);
        }
        if (tree.Start != 0) // Else it is the whole earlier tree, whose root the verifier has.
            ranges.Add(tree);
        ranges.Reverse();
        return ranges;
    }

    /// <summary>Whether a proof shows that the earlier tree is the beginning of the later one (RFC 9162, section 2.1.4.2).</summary>
    /// <param name="from">Entries in the earlier tree, at least 1; fewer give false, since the empty tree needs no proof.</param>
    /// <param name="to">Entries in the later tree.</param>
    /// <param name="proof">The hashes; none where the sizes are the same.</param>
    /// <param name="earlier">Root of the earlier tree.</param>
    /// <param name="later">Root of the later tree.</param>
    public static bool Verify(long from, long to, ReadOnlySpan<TreeHash> proof, TreeHash earlier, TreeHash later)
    {
        if (from < 1 || from > to)
            return false;
        if (from == to)
            return proof.IsEmpty && earlier == later;
        var isPower = (from & (from - 1)) == 0;
        if (!isPower && proof.IsEmpty)
            return false;
        var (node, last) = (from - 1, to - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        var first = isPower ? earlier : proof[0];
        var (old, fresh) = (first, first);
        foreach (var hash in isPower ? proof : proof[1..])
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                (old, fresh) = (TreeHasher.Node(hash, old), TreeHasher.Node(hash, fresh));
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                fresh = TreeHasher.Node(fresh, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old == earlier && fresh == later;
    }
}
