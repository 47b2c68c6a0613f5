using System.Security.Cryptography;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Leaves;

/// <summary>Binds to a clear text without telling it: SHA-256("muniment/commitment/v1" ‖ 0A ‖ salt ‖ clear text).</summary>
/// <remarks>
/// With a fresh salt of 32 bytes from the cryptographic generator nobody can guess the text from the commitment, however few texts there are; once
/// salt and text are deleted, nothing can be learnt from it any more. Whoever has both can prove what was committed to. Never use a salt twice.
/// </remarks>
public readonly record struct Commitment
{
    /// <summary>Bytes of a commitment.</summary>
    public const int Length = 32;

    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 32;

    readonly TreeHash _hash;

    /// <summary>Takes over the 32 bytes of a commitment made earlier.</summary>
    public Commitment(ReadOnlySpan<byte> bytes) => _hash = new TreeHash(bytes);

    static ReadOnlySpan<byte> Domain => "muniment/commitment/v1\n"u8;

    /// <summary>Commits to a text.</summary>
    /// <param name="salt">32 bytes, from <see cref="NewSalt"/>.</param>
    /// <param name="clearText">Any bytes.</param>
    public static Commitment Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> clearText)
    {
        if (salt.Length != SaltLength)
            throw new ArgumentException($"A salt has {SaltLength} bytes, not {salt.Length}.", nameof(salt));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        hash.AppendData(salt);
        hash.AppendData(clearText);
        Span<byte> bytes = stackalloc byte[Length];
        hash.GetHashAndReset(bytes);
        return new Commitment(bytes);
    }

    /// <summary>A fresh salt from the cryptographic generator.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltLength);

    /// <summary>Whether salt and text are what was committed to.</summary>
    public bool IsOpenedBy(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> clearText) => salt.Length == SaltLength && Of(salt, clearText) == this;

    /// <summary>A copy of the 32 bytes.</summary>
    public byte[] ToArray() => _hash.ToArray();

    /// <summary>The commitment in base64.</summary>
    public override string ToString() => _hash.ToString();

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Commitment commitment)
    {
        var good = TreeHash.TryParse(text, out var hash);
        commitment = good ? new Commitment(hash.AsSpan()) : default;
        return good;
    }
}
