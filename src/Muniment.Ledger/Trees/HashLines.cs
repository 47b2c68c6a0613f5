namespace Muniment.Ledger.Trees;

/// <summary>Proofs as text: a hash in base64 on each line.</summary>
static class HashLines
{
    /// <summary>Most hashes of a proof: one for each bit of a size.</summary>
    public const int Most = 63;

    /// <summary>Reads the lines.</summary>
    public static TreeHash[] Parse(ReadOnlySpan<string> lines, string what)
    {
        if (lines.Length > Most)
            throw LedgerException.Malformed($"The {what} has {lines.Length} hashes; no proof has more than {Most}.");
        var hashes = new TreeHash[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (!TreeHash.TryParse(lines[i], out hashes[i]))
                throw LedgerException.Malformed($"Hash {i + 1} of the {what} is not 32 bytes in base64.");
        }
        return hashes;
    }
}
