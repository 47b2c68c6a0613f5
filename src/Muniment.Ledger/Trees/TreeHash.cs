using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Muniment.Ledger.Trees;

/// <summary>A SHA-256 hash in a Merkle tree: 32 bytes, held by value.</summary>
/// <remarks>In memory it is exactly its 32 bytes, so an array of hashes is a tile. Equality takes no care of timing: these hashes are public.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    readonly ulong _first, _second, _third, _fourth;

    /// <summary>Takes over 32 bytes.</summary>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>The bytes, as they lie in memory.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in _first, 4));

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <summary>Writes the 32 bytes to the beginning of a span.</summary>
    public void CopyTo(Span<byte> destination) => AsSpan().CopyTo(destination);

    /// <summary>The hash in base64, as checkpoints and proofs have it.</summary>
    public override string ToString() => Convert.ToBase64String(AsSpan());

    /// <summary>Reads a hash in base64, as <see cref="ToString"/> writes it and in no other way.</summary>
    /// <returns>False where it is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TreeHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != 44 || !Base64.TryDecode(text, bytes, out var written) || written != Length)
            return false;
        hash = new TreeHash(bytes);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(TreeHash other) => _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_first);

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}
