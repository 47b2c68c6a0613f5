using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Grouping;

/// <summary>Which records hang together, joined from several threads at once without a lock.</summary>
/// <remarks>
/// A root is always linked below the smaller root by compare-and-swap, so the representative of a set is its smallest row and
/// the outcome does not depend on the order of the joins. Paths are halved while they are walked.
/// Anderson and Woll, "Wait-free parallel algorithms for the union-find problem", STOC 1991. Safe on any thread.
/// </remarks>
sealed class ConcurrentUnionFind
{
    readonly int[] _parents;

    /// <param name="count">Number of records, 0 or more; each begins alone.</param>
    public ConcurrentUnionFind(int count)
    {
        _parents = GC.AllocateUninitializedArray<int>(count);
        for (var row = 0; row < count; row++)
            _parents[row] = row;
    }

    /// <summary>Number of records.</summary>
    public int Count => _parents.Length;

    /// <summary>The smallest row that hangs together with <paramref name="row"/>; exact once no other thread joins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int row)
    {
        var parents = _parents;
        while (true)
        {
            var parent = parents[row];
            if (parent == row)
                return row;
            var grandparent = parents[parent];
            if (grandparent == parent)
                return parent;
            // A lost race here only loses a shortcut: both values are ancestors. Parents never grow.
            parents[row] = grandparent;
            row = grandparent;
        }
    }

    /// <summary>Joins the sets of two rows.</summary>
    public void Join(int left, int right)
    {
        while (true)
        {
            left = Find(left);
            right = Find(right);
            if (left == right)
                return;
            if (left > right)
                (left, right) = (right, left);
            if (Interlocked.CompareExchange(ref _parents[right], left, right) == right)
                return;
        }
    }
}
