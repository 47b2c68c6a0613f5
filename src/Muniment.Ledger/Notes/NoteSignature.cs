using System.Buffers.Binary;

namespace Muniment.Ledger.Notes;

/// <summary>One signature line of a note. That it is good is known only after <see cref="SignedNote.Verify"/>.</summary>
/// <param name="Name">Name of the key it claims.</param>
/// <param name="KeyId">Id of the key it claims.</param>
/// <param name="Bytes">What follows the id: 64 bytes for Ed25519, 72 for a cosignature (time and 64 bytes), anything for others.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    internal const string Dash = "— ";
    const int CosignatureLength = 72;

    /// <summary>For a cosignature: the time the witness states, in seconds since 1970 UTC, not negative. Null for anything of another length.</summary>
    public long? Time => Bytes.Length == CosignatureLength && BinaryPrimitives.ReadInt64BigEndian(Bytes.Span) is >= 0 and var time ? time : null;

    /// <summary>The line, without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes.AsMemory(4));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Reads a line without its newline.</summary>
    /// <exception cref="LedgerException">It is no signature line.</exception>
    public static NoteSignature Parse(string line)
    {
        if (line.StartsWith(Dash, StringComparison.Ordinal) && line.IndexOf(' ', Dash.Length) is > 0 and var space)
        {
            var name = line[Dash.Length..space];
            var text = line.AsSpan(space + 1);
            if (KeyName.IsValid(name) && Base64.Decode(text) is { Length: > 4 } bytes)
                return new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
            if (KeyName.IsValid(name) && Convert.TryFromBase64Chars(text, new byte[text.Length], out var length) && length > 4)
                throw new LedgerException(LedgerFault.BadSignature, $"The signature by '{name}' is spelled in another way than base64 is written: it was altered.");
        }
        throw LedgerException.Malformed($"'{(line.Length <= 80 ? line : line[..80] + "…")}' is no signature line: it should be a dash, a name and base64, each after one space.");
    }
}

/// <summary>A signature that a trusted key did make.</summary>
/// <param name="Key">The key.</param>
/// <param name="Signature">The line.</param>
public sealed record VerifiedSignature(VerifierKey Key, NoteSignature Signature);
