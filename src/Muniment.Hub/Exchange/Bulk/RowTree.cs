using Muniment.Ledger.Trees;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>A Merkle tree (RFC 6962) over the rows of a bulk check, whose root is in the job's ledger entry. Immutable; safe on any thread.</summary>
public sealed class RowTree
{
    readonly List<TreeHash[]> _levels = [];

    /// <summary>The tree over some leaves.</summary>
    /// <param name="leaves">[rows] each <see cref="TreeHasher.Leaf"/> of the row's salt and content.</param>
    public RowTree(TreeHash[] leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        _levels.Add(leaves);
        // Pairwise, an odd one going up as it is: the same as RFC 6962's split at the largest power of two.
        for (var level = leaves; level.Length > 1; _levels.Add(level))
        {
            var above = new TreeHash[(level.Length + 1) / 2];
            for (var i = 0; i < above.Length; i++)
                above[i] = (2 * i) + 1 < level.Length ? TreeHasher.Node(level[2 * i], level[(2 * i) + 1]) : level[2 * i];
            level = above;
        }
    }

    /// <summary>The root; that of the empty tree where there are no rows.</summary>
    public TreeHash Root => _levels[0].Length == 0 ? TreeHasher.Empty : _levels[^1][0];

    /// <summary>The hashes that lead from a row to the root (RFC 6962, section 2.1.1).</summary>
    /// <param name="row">0-based.</param>
    public TreeHash[] Proof(int row)
    {
        var proof = new List<TreeHash>(_levels.Count);
        for (var level = 0; level < _levels.Count - 1; level++, row >>= 1)
        {
            if ((row ^ 1) < _levels[level].Length)
                proof.Add(_levels[level][row ^ 1]);
        }
        return [.. proof];
    }
}
