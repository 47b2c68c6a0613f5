using System.Globalization;
using System.Text.Json;
using Muniment.Ledger;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Receipts;
using Muniment.Ledger.Verifying;

namespace Muniment.Cli.Ledgers;

/// <summary>Says in text or JSON what was found about a ledger or a receipt.</summary>
static class LedgerText
{
    /// <summary>A report for people.</summary>
    public static void Write(TextWriter output, LogReport report, VerifyOptions options)
    {
        if (report.Checkpoint is { } checkpoint)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Origin}: {checkpoint.Size} entries, root {checkpoint.Root}"));
            output.WriteLine(SignedLine(report, options));
            output.WriteLine(WitnessLine(report));
        }
        if (report.Finding is { } finding)
        {
            output.WriteLine($"WRONG: {finding.Sentence}");
            return;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Every hash leads to the root. Entries verified: {report.EntriesVerified}; not given out: {report.EntriesWithheld}."));
        if (report.ContinuesSize is { } size)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It goes on from the earlier checkpoint over {size} entries: none of them was altered."));
    }

    /// <summary>A report for programs.</summary>
    public static void WriteJson(Stream output, LogReport report, VerifyOptions options)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteBoolean("good", report.IsGood);
            json.WriteString("log", report.Name);
            json.WriteString("origin", report.Checkpoint?.Origin);
            json.WritePropertyName("size");
            Number(json, report.Checkpoint?.Size);
            json.WriteString("root", report.Checkpoint?.Root.ToString());
            json.WriteBoolean("signature_checked", options.Keys.Count > 0 || options.Policy?.Logs.Count > 0);
            Names(json, "signed_by", report.Signatures);
            Names(json, "cosigned_by", report.Cosignatures);
            json.WriteBoolean("independently_witnessed", report.IsWitnessed);
            json.WriteNumber("entries_verified", report.EntriesVerified);
            json.WriteNumber("entries_not_given_out", report.EntriesWithheld);
            json.WritePropertyName("continues_size");
            Number(json, report.ContinuesSize);
            json.WritePropertyName("wrong");
            if (report.Finding is { } finding)
            {
                json.WriteStartObject();
                json.WriteString("file", finding.File);
                json.WritePropertyName("offset");
                Number(json, finding.Offset);
                json.WriteString("sentence", finding.Sentence);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNullValue();
            }
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>What a good receipt proves.</summary>
    public static void WriteProven(TextWriter output, Receipt receipt, Checkpoint checkpoint, byte[] entry, bool witnessed)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Proven: this is entry {receipt.Index} of {checkpoint.Origin}, under its checkpoint over {checkpoint.Size} entries."));
        output.WriteLine(witnessed ? "Independently witnessed, as the policy asks." : "Not independently witnessed.");
        try
        {
            var leaf = LedgerLeaf.Parse(entry);
            var under = leaf.Agreement is null ? "under no agreement" : string.Create(CultureInfo.InvariantCulture, $"under version {leaf.AgreementVersion} of agreement {leaf.Agreement}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It says: {leaf.Kind}, {leaf.Year:0000}-{leaf.Month:00}, {under}; commitment {leaf.Commitment}."));
        }
        catch (LedgerException)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Its {entry.Length} bytes are not in the form of a Muniment ledger's entry."));
        }
    }

    /// <summary>Whether salt and clear text are what the entry is about.</summary>
    /// <exception cref="LedgerException">They are not.</exception>
    public static void WriteOpened(TextWriter output, byte[] entry, string salt, byte[] clearText)
    {
        var bytes = new byte[salt.Length];
        if (!Convert.TryFromBase64String(salt.Trim(), bytes, out var length) || !LedgerLeaf.Parse(entry).Commitment.IsOpenedBy(bytes.AsSpan(0, length), clearText))
            throw new LedgerException(LedgerFault.Inconsistent, "Salt and clear text are not what the entry commits to.");
        output.WriteLine("Salt and clear text are what the entry commits to.");
    }

    static string SignedLine(LogReport report, VerifyOptions options) =>
        report.Signatures.Count > 0 ? $"Signed by {string.Join(", ", report.Signatures.Select(one => one.Key))}."
        : options.Keys.Count > 0 || options.Policy is { Logs.Count: > 0 } ? "Not signed by a key that was given."
        : "Signature not checked: give the ledger's public key as --key.";

    static string WitnessLine(LogReport report) =>
        report.IsWitnessed ? $"Independently witnessed by {string.Join(", ", report.Cosignatures.Select(one => one.Key.Name).Distinct())}."
        : "Not independently witnessed.";

    static void Names(Utf8JsonWriter json, string property, IReadOnlyList<VerifiedSignature> signatures)
    {
        json.WriteStartArray(property);
        foreach (var one in signatures)
            json.WriteStringValue(one.Key.ToString());
        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, long? number)
    {
        if (number is { } known)
            json.WriteNumberValue(known);
        else
            json.WriteNullValue();
    }
}
