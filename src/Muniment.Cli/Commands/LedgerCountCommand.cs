using System.CommandLine;
using System.Text.RegularExpressions;
using Muniment.Cli.Ledgers;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Verifying;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment ledger count: counts acts by month and agreement, from the public entries alone, or from an inspector's openings.</summary>
static partial class LedgerCountCommand
{
    static readonly Argument<string?> s_log = new("DIR-or-URL") { Description = "The ledger's folder, or the address it is published at; may be left out with --openings.", Arity = ArgumentArity.ZeroOrOne };
    static readonly Option<string?> s_from = new("--from") { Description = "First month, YYYY-MM (default: the first there is)." };
    static readonly Option<string?> s_to = new("--to") { Description = "Last month, YYYY-MM, included (default: the last there is)." };
    static readonly Option<string?> s_openings = new("--openings") { Description = "An inspector's file of openings: each is checked against its public entry, and everything is counted." };
    static readonly Option<bool> s_json = new("--json") { Description = "Print JSON on standard output, and nothing else there." };

    /// <summary>The command, for `muniment ledger`.</summary>
    /// <param name="keys">The option --key of its siblings.</param>
    public static Command Create(Option<string[]> keys)
    {
        var command = new Command("count", "Counts disclosures by month and agreement from the ledger, as anybody can.") { s_log, keys, s_from, s_to, s_openings, s_json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, keys, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, Option<string[]> keys, CancellationToken cancellation)
    {
        var months = (From: Month(parsed.GetValue(s_from), "--from"), To: Month(parsed.GetValue(s_to), "--to"));
        var openings = parsed.GetValue(s_openings) is { } path ? OpeningsFile.Read(path) : null;
        if (parsed.GetValue(s_log) is null && openings is null)
            throw new BadInputException("Say what to count: a ledger's folder or address, or --openings FILE.");
        var counts = new LedgerCounts(months.From, months.To);
        LogReport? report = null;
        if (parsed.GetValue(s_log) is { } log)
        {
            report = await VerifyAsync(log, LedgerInputs.Keys(parsed.GetValue(keys) ?? []), openings, counts, cancellation);
            if (!report.IsGood)
            {
                Console.Error.WriteLine($"The ledger is damaged, so nothing is counted: {report.Finding!.Sentence}");
                return CommandRunner.UserMustAct;
            }
        }
        openings?.CountInto(counts, report is not null);
        if (parsed.GetValue(s_json))
            LedgerCountText.WriteJson(Console.OpenStandardOutput(), counts, openings, report);
        else
            LedgerCountText.Write(Console.Out, counts, openings, report);
        return 0;
    }

    static async Task<LogReport> VerifyAsync(string log, IReadOnlyList<VerifierKey> keys, OpeningsFile? openings, LedgerCounts counts, CancellationToken cancellation)
    {
        using var client = LedgerInputs.Client();
        return await LogVerifier.VerifyAsync(LedgerInputs.Source(log, client), new VerifyOptions
        {
            Keys = keys,
            Leaf = leaf =>
            {
                openings?.See(leaf);
                if (openings is null && leaf.Entry is { } entry)
                    counts.Add(entry.Span);
            },
        }, cancellation);
    }

    static string? Month(string? given, string option) =>
        given is null || MonthForm().IsMatch(given) ? given : throw new BadInputException($"{option} {given}: a month is YYYY-MM, such as 2026-03.");

    [GeneratedRegex("^[0-9]{4}-(0[1-9]|1[0-2])$")]
    private static partial Regex MonthForm();
}
