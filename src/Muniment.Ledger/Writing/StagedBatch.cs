using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Writing;

/// <summary>Entries on disk that the log does not show yet, and the tree they would make.</summary>
/// <param name="First">Index of the batch's first entry: the size before.</param>
/// <param name="Size">Entries in the tree with the batch.</param>
/// <param name="Root">The tree's root hash with the batch.</param>
public sealed record StagedBatch(long First, long Size, TreeHash Root)
{
    /// <summary>The checkpoint to sign once (size, root) has been swapped in the database.</summary>
    /// <param name="origin">The log's name.</param>
    public Checkpoint Checkpoint(string origin) => new(origin, Size, Root);
}
