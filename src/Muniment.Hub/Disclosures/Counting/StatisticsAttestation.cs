using System.Text;
using Muniment.Ledger;
using Muniment.Ledger.Notes;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>What the hub says of a month and leaves cannot show, signed with the ledger's key: a note of three lines, format, month and the month's table by agreement as JSON.</summary>
/// <remarks>Its first line is no log's name, so it can never be taken for a checkpoint. Pure; safe on any thread.</remarks>
public static class StatisticsAttestation
{
    /// <summary>The note's first line.</summary>
    public const string Format = "muniment/statistics/v1";

    /// <summary>Signs a month's table.</summary>
    /// <param name="table">One month, by agreement.</param>
    /// <param name="key">The ledger's key.</param>
    public static SignedNote Sign(StatisticsTable table, NoteSigner key) => SignedNote.Sign($"{Format}\n{table.From}\n{Encoding.UTF8.GetString(StatisticsText.Json(table, withOverdue: false))}\n", key);

    /// <summary>Verifies a note.</summary>
    /// <returns>The month, and its table as JSON.</returns>
    /// <exception cref="LedgerException">It is not signed by one of the keys, or is no attestation.</exception>
    public static (string Month, string Json) Verify(SignedNote note, params IEnumerable<VerifierKey> keys)
    {
        note.Verify(keys);
        return note.Text.Split('\n') is [Format, var month, var json, ""] ? (month, json) : throw new LedgerException(LedgerFault.Malformed, $"The note is not '{Format}', a month and its table.");
    }
}
