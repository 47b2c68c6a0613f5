using System.Globalization;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Receipts;

/// <summary>Proof, to be kept and checked offline, that an entry is in a log (C2SP tlog-proof). Immutable. Files end in .tlog-proof.</summary>
/// <param name="Index">The entry's index, from 0.</param>
/// <param name="Proof">Hashes from the leaf's sibling upwards.</param>
/// <param name="Checkpoint">The signed checkpoint with its cosignatures, as the log gave it.</param>
public sealed record Receipt(long Index, IReadOnlyList<TreeHash> Proof, string Checkpoint)
{
    /// <summary>Longest receipt that is read, in bytes.</summary>
    public const int MostBytes = 2_000_000;

    const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Bytes of the extra line; null where there is none. Not authenticated by the format.</summary>
    public byte[]? Extra { get; init; }

    /// <summary>Reads a receipt. Its checkpoint is looked at when it is verified.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static Receipt Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            throw LedgerException.Malformed($"The receipt has {bytes.Length} bytes; at most {MostBytes} are read.");
        try
        {
            return Parse(KeyName.Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw LedgerException.Malformed("The receipt is not valid UTF-8.");
        }
    }

    /// <summary>Reads a receipt. Its checkpoint is looked at when it is verified.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static Receipt Parse(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            throw LedgerException.Malformed("The receipt has no empty line before its checkpoint.");
        var lines = text[..end].Split('\n');
        if (lines[0] != Header)
            throw LedgerException.Malformed($"The receipt does not begin with '{Header}'.");
        var next = 1;
        byte[]? extra = null;
        if (lines.Length > next && lines[next].StartsWith("extra ", StringComparison.Ordinal))
            extra = Base64.Decode(lines[next++].AsSpan("extra ".Length)) ?? throw LedgerException.Malformed("The receipt's extra line is not base64.");
        if (lines.Length <= next || !lines[next].StartsWith("index ", StringComparison.Ordinal) || !Decimals.TryParse(lines[next].AsSpan("index ".Length), out var index))
            throw LedgerException.Malformed("The receipt's index line is missing or no number.");
        return new Receipt(index, HashLines.Parse(lines.AsSpan(next + 1), "receipt"), text[(end + 2)..]) { Extra = extra };
    }

    /// <summary>Verifies that an entry is in the log.</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="keys">The log's keys.</param>
    /// <returns>The checkpoint that covers it, signed by one of the keys.</returns>
    /// <exception cref="LedgerException">It is not proven: the message says why.</exception>
    public Checkpoint Verify(ReadOnlySpan<byte> entry, params IEnumerable<VerifierKey> keys)
    {
        var note = SignedNote.Parse(Checkpoint);
        note.Verify(keys);
        return VerifyInclusion(entry, note);
    }

    /// <summary>Verifies that an entry is in the log, and that enough witnesses saw the checkpoint.</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="policy">Logs, witnesses and how many are enough.</param>
    /// <exception cref="LedgerException">It is not proven: the message says why.</exception>
    public Checkpoint Verify(ReadOnlySpan<byte> entry, WitnessPolicy policy)
    {
        var note = SignedNote.Parse(Checkpoint);
        policy.Verify(note);
        return VerifyInclusion(entry, note);
    }

    Checkpoint VerifyInclusion(ReadOnlySpan<byte> entry, SignedNote note)
    {
        var checkpoint = Notes.Checkpoint.Of(note);
        return InclusionProof.Verify(TreeHasher.Leaf(entry), Index, checkpoint.Size, Proof.ToArray(), checkpoint.Root) ? checkpoint
            : throw new LedgerException(LedgerFault.BadProof, $"The receipt does not prove this entry: it does not lead to the root of {checkpoint.Origin} over {checkpoint.Size} entries as number {Index}.");
    }

    /// <summary>The receipt's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Proof)
            text.Append(hash).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>The receipt in UTF-8.</summary>
    public byte[] ToBytes() => KeyName.Utf8.GetBytes(ToString());
}
