using System.Globalization;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Witnessing;

/// <summary>What a log asks of a witness: to cosign a checkpoint, with the proof that nothing was taken back (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="OldSize">Entries in the checkpoint the witness cosigned last; 0 for none.</param>
/// <param name="Proof">Consistency proof from there; empty where <paramref name="OldSize"/> is 0 or the checkpoint's own size.</param>
/// <param name="Note">The checkpoint, signed by the log.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    /// <summary>Longest request that is read, in bytes.</summary>
    public const int MostBytes = SignedNote.MostBytes + 4096;

    /// <summary>The request's body.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof)
            text.Append(hash).Append('\n');
        return KeyName.Utf8.GetBytes(text.Append('\n').Append(Note).ToString());
    }

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf("\n\n"u8);
        if (body.Length > MostBytes || end < 0)
            throw LedgerException.Malformed("The request is not an old size, a proof, an empty line and a checkpoint.");
        var lines = Encoding.Latin1.GetString(body[..end]).Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || !Decimals.TryParse(lines[0].AsSpan(4), out var old))
            throw LedgerException.Malformed("The request does not begin with 'old' and a size.");
        return new AddCheckpoint(old, HashLines.Parse(lines.AsSpan(1), "consistency proof"), SignedNote.Parse(body[(end + 2)..]));
    }
}
