using System.CommandLine;
using Muniment.Cli.Ledgers;
using Muniment.Ledger.Receipts;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Verifying;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment ledger: verifies a ledger, makes receipts and checks them. Needs nothing of whoever wrote it but a public key.</summary>
static class LedgerCommand
{
    static readonly Argument<string> s_log = new("DIR-or-URL") { Description = "The ledger's folder, or the address it is published at." };
    static readonly Option<string[]> s_keys = new("--key") { Description = "The ledger's public key (NAME+ID+BASE64), or a file that holds it." };
    static readonly Option<string?> s_policy = new("--policy") { Description = "A file that names logs, witnesses and how many of them are enough (C2SP tlog-policy)." };
    static readonly Option<string?> s_since = new("--since") { Description = "A checkpoint kept from earlier: the ledger must go on from it." };
    static readonly Option<string?> s_save = new("--save") { Description = "Keep the checkpoint in this file, if all is well, for --since next time." };
    static readonly Option<bool> s_json = new("--json") { Description = "Print JSON on standard output, and nothing else there." };
    static readonly Option<long> s_index = new("--index") { Description = "Number of the entry, from 0.", Required = true };
    static readonly Option<string?> s_out = new("--out") { Description = "The receipt's file, such as entry.tlog-proof (default: standard output)." };
    static readonly Argument<string> s_receipt = new("FILE") { Description = "The receipt." };
    static readonly Option<string?> s_entry = new("--entry") { Description = "A file with the entry's bytes (default: the entry that the receipt carries)." };
    static readonly Option<string?> s_salt = new("--salt") { Description = "The salt of the entry's commitment, in base64; goes with --clear-text." };
    static readonly Option<string?> s_clear = new("--clear-text") { Description = "A file with what the entry's commitment is about; goes with --salt." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var verify = new Command("verify", "Computes a whole ledger anew and names the first wrong byte.") { s_log, s_keys, s_policy, s_since, s_save, s_json };
        verify.SetAction(VerifyAsync);
        var prove = new Command("prove", "Makes a receipt for an entry, to be checked without the ledger.") { s_log, s_index, s_keys, s_out };
        prove.SetAction(ProveAsync);
        var check = new Command("check-receipt", "Checks a receipt without the ledger, and what its entry says.") { s_receipt, s_keys, s_policy, s_entry, s_salt, s_clear };
        check.SetAction(Check);
        return new Command("ledger", "Verifies a ledger, counts what is in it, makes receipts for its entries and checks them.") { verify, prove, check, LedgerCountCommand.Create(s_keys) };
    }

    static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var progress = new LedgerProgress(Console.Error, Console.IsErrorRedirected);
        var options = new VerifyOptions
        {
            Keys = LedgerInputs.Keys(parsed.GetValue(s_keys) ?? []),
            Policy = LedgerInputs.Policy(parsed.GetValue(s_policy)),
            Since = LedgerInputs.Note(parsed.GetValue(s_since)),
            Progress = progress.Show,
        };
        using var client = LedgerInputs.Client();
        var report = await LogVerifier.VerifyAsync(LedgerInputs.Source(parsed.GetValue(s_log)!, client), options, cancellation);
        progress.End();
        if (parsed.GetValue(s_json))
            LedgerText.WriteJson(Console.OpenStandardOutput(), report, options);
        else
            LedgerText.Write(Console.Out, report, options);
        if (report.IsGood && parsed.GetValue(s_save) is { } save)
            File.WriteAllBytes(save, report.Note!.ToBytes());
        return report.IsGood ? 0 : CommandRunner.UserMustAct;
    }

    static async Task<int> ProveAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var client = LedgerInputs.Client();
        var reader = new LogReader(LedgerInputs.Source(parsed.GetValue(s_log)!, client));
        var note = await reader.ReadCheckpointAsync(cancellation);
        if (LedgerInputs.Keys(parsed.GetValue(s_keys) ?? []) is { Count: > 0 } keys)
            note.Verify(keys);
        var (index, checkpoint) = (parsed.GetValue(s_index), Ledger.Notes.Checkpoint.Of(note));
        var entry = await reader.ReadEntryAsync(index, checkpoint, cancellation);
        var receipt = await reader.MakeReceiptAsync(index, note, entry?.ToArray(), cancellation);
        if (entry is null)
            Console.Error.WriteLine($"The bytes of entry {index} are not given out, so the receipt does not carry them: whoever checks it needs them.");
        if (parsed.GetValue(s_out) is { } path)
            await File.WriteAllBytesAsync(path, receipt.ToBytes(), cancellation);
        else
            Console.Out.Write(receipt.ToString());
        return 0;
    }

    static int Check(ParseResult parsed)
    {
        var keys = LedgerInputs.Keys(parsed.GetValue(s_keys) ?? []);
        var policy = LedgerInputs.Policy(parsed.GetValue(s_policy));
        if (keys.Count == 0 && policy is null)
            throw new BadInputException("A receipt is worth what the key is worth: give the ledger's public key as --key, or a --policy.");
        if ((parsed.GetValue(s_salt) is null) != (parsed.GetValue(s_clear) is null))
            throw new BadInputException("Give --salt and --clear-text together.");
        var receipt = Receipt.Parse(LedgerInputs.Bytes(parsed.GetValue(s_receipt)!, Receipt.MostBytes));
        var entry = parsed.GetValue(s_entry) is { } path ? LedgerInputs.Bytes(path, EntryBundle.LongestEntry)
            : receipt.Extra ?? throw new BadInputException("The receipt does not carry its entry: give the entry's bytes as --entry FILE.");
        var checkpoint = keys.Count > 0 ? receipt.Verify(entry, keys) : receipt.Verify(entry, policy!);
        if (keys.Count > 0 && policy is not null)
            receipt.Verify(entry, policy);
        LedgerText.WriteProven(Console.Out, receipt, checkpoint, entry, witnessed: policy is { AsksForNone: false });
        if (parsed.GetValue(s_salt) is { } salt)
            LedgerText.WriteOpened(Console.Out, entry, salt, LedgerInputs.Bytes(parsed.GetValue(s_clear)!, int.MaxValue));
        return 0;
    }
}
