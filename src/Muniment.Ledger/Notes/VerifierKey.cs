using System.Globalization;
using Muniment.Ledger.Signing;

namespace Muniment.Ledger.Notes;

/// <summary>A public key with its name, as a C2SP "vkey" has them: what a log or a witness is known by. Immutable.</summary>
public sealed class VerifierKey
{
    readonly byte[] _key;

    /// <summary>A key under a name; the id follows from both.</summary>
    /// <param name="name">Not empty, without spaces and plus signs; should be an address without scheme, such as example.org/ledger.</param>
    /// <param name="kind">How it signs.</param>
    /// <param name="publicKey">The Ed25519 public key, 32 bytes.</param>
    /// <exception cref="LedgerException">The name or the key cannot be one.</exception>
    public VerifierKey(string name, SignatureKind kind, ReadOnlySpan<byte> publicKey)
    {
        if (!KeyName.IsValid(name))
            throw LedgerException.Malformed($"'{name}' cannot be the name of a key: it is empty, or holds a space or a plus sign.");
        if (publicKey.Length != Ed25519.KeyLength)
            throw LedgerException.Malformed($"An Ed25519 public key has {Ed25519.KeyLength} bytes, not {publicKey.Length}.");
        (Name, Kind, _key) = (name, kind, publicKey.ToArray());
        Id = KeyName.IdOf(name, kind, publicKey);
    }

    /// <summary>Whose key it is.</summary>
    public string Name { get; }

    /// <summary>Four bytes that tell it from other keys of the same name; no proof of anything.</summary>
    public uint Id { get; }

    /// <summary>How it signs.</summary>
    public SignatureKind Kind { get; }

    /// <summary>The Ed25519 public key, 32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => _key;

    /// <summary>Reads a vkey: NAME+ID+BASE64.</summary>
    /// <exception cref="LedgerException">It is none, its id is not that of its name and key, or its type is not supported.</exception>
    public static VerifierKey Parse(string text)
    {
        var (name, id, kind, bytes) = KeyName.Parse(text, "verifier key");
        var key = new VerifierKey(name, kind, bytes);
        if (key.Id != id)
            throw LedgerException.Malformed($"The verifier key of '{name}' is damaged: its id should be {key.Id:x8}, not {id:x8}.");
        return key;
    }

    /// <summary>The vkey: NAME+ID+BASE64.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. _key])}");

    /// <summary>The same key as one that cosigns: some policies write witnesses' keys as type 1, and mean this.</summary>
    public VerifierKey AsCosigner() => Kind == SignatureKind.Cosignature ? this : new VerifierKey(Name, SignatureKind.Cosignature, _key);

    /// <summary>Whether a signature line says it is by this key. That it is remains to be verified.</summary>
    public bool IsNamedBy(NoteSignature signature) => signature.KeyId == Id && signature.Name == Name;

    /// <summary>Whether this key made a signature on a text.</summary>
    /// <param name="text">The note's text, with its last newline.</param>
    /// <param name="signature">A line of the note.</param>
    public bool Verifies(string text, NoteSignature signature) => IsNamedBy(signature) && Kind switch
    {
        SignatureKind.Ed25519 => Ed25519.Verify(_key, KeyName.Utf8.GetBytes(text), signature.Bytes.Span),
        _ => signature.Time is { } time && Ed25519.Verify(_key, KeyName.Utf8.GetBytes(NoteSigner.CosignedText(text, time)), signature.Bytes.Span[8..]),
    };
}
