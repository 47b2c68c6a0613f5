using System.Text;

namespace Muniment.Ledger.Notes;

/// <summary>A text with signatures below it (C2SP signed-note). Immutable. Ignore the text until <see cref="Verify"/> has passed.</summary>
public sealed class SignedNote
{
    /// <summary>Longest note that is read, in bytes.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>Most signatures that are read.</summary>
    public const int MostSignatures = 100;

    readonly NoteSignature[] _signatures;

    SignedNote(string text, NoteSignature[] signatures) => (Text, _signatures) = (text, signatures);

    /// <summary>What was signed, with its last newline and without the empty line after it.</summary>
    public string Text { get; }

    /// <summary>The signature lines in their order; who made them is not known yet.</summary>
    public IReadOnlyList<NoteSignature> Signatures => _signatures;

    /// <summary>Signs a text.</summary>
    /// <param name="text">Not empty, ends in a newline, holds no other control character.</param>
    /// <param name="signers">At least one.</param>
    public static SignedNote Sign(string text, params ReadOnlySpan<NoteSigner> signers)
    {
        if (text.Length == 0 || text[^1] != '\n' || HasControl(text))
            throw LedgerException.Malformed("A note's text must end in a newline and hold no other control character.");
        if (signers.IsEmpty)
            throw new ArgumentException("A note needs at least one signer.", nameof(signers));
        var signatures = new NoteSignature[signers.Length];
        for (var i = 0; i < signers.Length; i++)
            signatures[i] = signers[i].Sign(text);
        return new SignedNote(text, signatures);
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            throw LedgerException.Malformed($"The note has {bytes.Length} bytes; at most {MostBytes} are read.");
        try
        {
            return Split(KeyName.Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw LedgerException.Malformed("The note is not valid UTF-8.");
        }
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static SignedNote Parse(string note)
    {
        try
        {
            return Parse(KeyName.Utf8.GetBytes(note));
        }
        catch (EncoderFallbackException)
        {
            throw LedgerException.Malformed("The note is not valid Unicode.");
        }
    }

    /// <summary>Verifies every signature by a known key; signatures by others say nothing and are passed over.</summary>
    /// <param name="keys">Keys that are trusted.</param>
    /// <returns>The good signatures, in the note's order; at least one.</returns>
    /// <exception cref="LedgerException">A known key's signature is not good, or there is none by a known key.</exception>
    public IReadOnlyList<VerifiedSignature> Verify(params IEnumerable<VerifierKey> keys)
    {
        var known = keys as IReadOnlyCollection<VerifierKey> ?? [.. keys];
        var verified = VerifyAny(known);
        if (verified.Count == 0)
            throw new LedgerException(LedgerFault.Unsigned, $"The note is not signed by a known key (known: {(known.Count == 0 ? "none" : string.Join(", ", known))}).");
        return verified;
    }

    /// <summary>As <see cref="Verify"/>, but none is enough.</summary>
    /// <exception cref="LedgerException">A known key's signature is not good.</exception>
    public IReadOnlyList<VerifiedSignature> VerifyAny(params IEnumerable<VerifierKey> keys)
    {
        var known = keys as IReadOnlyCollection<VerifierKey> ?? [.. keys];
        var verified = new List<VerifiedSignature>();
        foreach (var signature in _signatures)
        {
            var named = known.Where(key => key.IsNamedBy(signature)).ToList();
            if (named.Count == 0)
                continue;
            var key = named.Find(key => key.Verifies(Text, signature))
                ?? throw new LedgerException(LedgerFault.BadSignature, $"The signature by '{signature.Name}' is not good: the note, or the signature, was altered.");
            verified.Add(new VerifiedSignature(key, signature));
        }
        return verified;
    }

    /// <summary>The same note with further signature lines; one of the same key and bytes is not repeated.</summary>
    public SignedNote With(params IEnumerable<NoteSignature> signatures)
    {
        var all = _signatures.ToList();
        foreach (var signature in signatures)
        {
            if (!all.Exists(one => one.KeyId == signature.KeyId && one.Name == signature.Name && one.Bytes.Span.SequenceEqual(signature.Bytes.Span)))
                all.Add(signature);
        }
        return new SignedNote(Text, [.. all]);
    }

    /// <summary>The note, as it was read or is to be written.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(_signatures.Select(signature => $"{signature}\n"))}";

    /// <summary>The note in UTF-8.</summary>
    public byte[] ToBytes() => KeyName.Utf8.GetBytes(ToString());

    static SignedNote Split(string note)
    {
        if (HasControl(note))
            throw LedgerException.Malformed("The note holds a control character.");
        var at = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (at < 0 || at + 2 == note.Length || note[^1] != '\n')
            throw LedgerException.Malformed("The note is not a text, an empty line and signature lines.");
        var lines = note[(at + 2)..^1].Split('\n');
        if (lines.Length > MostSignatures)
            throw LedgerException.Malformed($"The note has {lines.Length} signatures; at most {MostSignatures} are read.");
        return new SignedNote(note[..(at + 1)], Array.ConvertAll(lines, NoteSignature.Parse));
    }

    static bool HasControl(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\t') >= 0 || text.AsSpan().IndexOfAnyInRange('\v', '\u001f') >= 0;
}
