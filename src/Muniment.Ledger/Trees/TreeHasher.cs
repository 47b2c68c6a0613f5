using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Muniment.Ledger.Trees;

/// <summary>The hashes of a Merkle tree (RFC 6962, section 2.1, SHA-256). Pure; safe on any thread.</summary>
public static class TreeHasher
{
    const int OnStack = 1024;

    /// <summary>The root of the empty tree: the hash of nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf: SHA-256(00 ‖ entry).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var input = entry.Length < OnStack ? stackalloc byte[OnStack] : new byte[entry.Length + 1];
        input = input[..(entry.Length + 1)];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        return Hash(input);
    }

    /// <summary>The hash above two hashes: SHA-256(01 ‖ left ‖ right).</summary>
    public static TreeHash Node(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHash.Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Length)..]);
        return Hash(input);
    }

    /// <summary>The hash above a row of hashes, as if they were all the leaves' hashes of a tree.</summary>
    /// <param name="hashes">From left to right, each the root of a subtree of the same height; any number but 0.</param>
    public static TreeHash Above(ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.IsEmpty)
            throw new ArgumentException("There is no hash above no hashes.", nameof(hashes));
        var row = hashes.Length <= 256 ? stackalloc TreeHash[256] : new TreeHash[hashes.Length];
        hashes.CopyTo(row);
        // Pairwise, an odd one going up as it is: the same as RFC 6962's split at the largest power of two.
        for (var length = hashes.Length; length > 1; length = (length + 1) / 2)
        {
            for (var i = 0; i + 1 < length; i += 2)
                row[i / 2] = Node(row[i], row[i + 1]);
            if (length % 2 == 1)
                row[length / 2] = row[length - 1];
        }
        return row[0];
    }

    /// <summary>The hashes a tile's bytes are.</summary>
    internal static ReadOnlySpan<TreeHash> Of(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, TreeHash>(bytes);

    static TreeHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new TreeHash(hash);
    }
}
