using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Muniment.Ledger.Signing;

namespace Muniment.Ledger.Notes;

/// <summary>A private key with its name: signs notes, or cosigns checkpoints. Safe on any thread.</summary>
/// <remarks>Written as Go's sumdb/note writes signer keys: PRIVATE+KEY+NAME+ID+BASE64(type ‖ seed). Keep that text as safe as the key.</remarks>
public sealed class NoteSigner
{
    const string Prefix = "PRIVATE+KEY+";
    readonly byte[] _seed;

    /// <summary>A signer from the 32 bytes of its private key.</summary>
    /// <param name="name">As for <see cref="VerifierKey"/>.</param>
    /// <param name="kind">How it signs.</param>
    /// <param name="seed">The private key as RFC 8032 stores it, 32 bytes; copied.</param>
    public NoteSigner(string name, SignatureKind kind, ReadOnlySpan<byte> seed)
    {
        _seed = seed.ToArray();
        Key = new VerifierKey(name, kind, Ed25519.PublicKey(seed));
    }

    /// <summary>The public half, to be given to everybody.</summary>
    public VerifierKey Key { get; }

    /// <summary>A new key from the cryptographic generator.</summary>
    public static NoteSigner Generate(string name, SignatureKind kind) => new(name, kind, RandomNumberGenerator.GetBytes(Ed25519.SeedLength));

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="LedgerException">It is no signer key; the message does not hold it.</exception>
    public static NoteSigner Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            throw LedgerException.Malformed($"This is no signer key: it does not begin with {Prefix}.");
        (string Name, uint Id, SignatureKind Kind, byte[] Seed) parts;
        try
        {
            parts = KeyName.Parse(text[Prefix.Length..], "signer key");
        }
        catch (LedgerException)
        {
            throw LedgerException.Malformed($"This is no signer key: it is not {Prefix}NAME+ID+KEY with an Ed25519 key."); // Never the key itself in a message.
        }
        var signer = new NoteSigner(parts.Name, parts.Kind, parts.Seed);
        return signer.Key.Id == parts.Id ? signer : throw LedgerException.Malformed($"The signer key of '{parts.Name}' is damaged: its id should be {signer.Key.Id:x8}, not {parts.Id:x8}.");
    }

    /// <summary>The private key as text: PRIVATE+KEY+NAME+ID+BASE64.</summary>
    public string Encode() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Key.Name}+{Key.Id:x8}+{Convert.ToBase64String([(byte)Key.Kind, .. _seed])}");

    /// <summary>The same key as one that cosigns; its id differs. A key that signs notes should not cosign as well.</summary>
    public NoteSigner AsCosigner() => Key.Kind == SignatureKind.Cosignature ? this : new NoteSigner(Key.Name, SignatureKind.Cosignature, _seed);

    /// <summary>Signs a note's text.</summary>
    /// <param name="text">Ends in a newline.</param>
    /// <exception cref="InvalidOperationException">It is a cosigner's key.</exception>
    public NoteSignature Sign(string text)
    {
        if (Key.Kind != SignatureKind.Ed25519)
            throw new InvalidOperationException($"The key of '{Key.Name}' cosigns checkpoints and signs nothing else.");
        return new NoteSignature(Key.Name, Key.Id, Ed25519.Sign(_seed, KeyName.Utf8.GetBytes(text)));
    }

    /// <summary>Cosigns a checkpoint: as of this time it is the largest, and consistent with all this witness saw.</summary>
    /// <param name="text">The checkpoint's text.</param>
    /// <param name="time">Seconds since 1970 UTC.</param>
    /// <exception cref="InvalidOperationException">It is no cosigner's key.</exception>
    public NoteSignature Cosign(string text, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        if (Key.Kind != SignatureKind.Cosignature)
            throw new InvalidOperationException($"The key of '{Key.Name}' signs notes; a cosigner needs a key of its own.");
        var bytes = new byte[8 + Ed25519.SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        Ed25519.Sign(_seed, KeyName.Utf8.GetBytes(CosignedText(text, time))).CopyTo(bytes, 8);
        return new NoteSignature(Key.Name, Key.Id, bytes);
    }

    internal static string CosignedText(string text, long time) => string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}");
}
