using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;

namespace Muniment.Ledger.Verifying;

/// <summary>Computes a log anew from its files, from the signed root down to every entry, and names the first wrong byte. Safe on any thread.</summary>
public static class LogVerifier
{
    /// <summary>Verifies all of a log.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="options">What to verify it against.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What was found; whatever is wrong with the log itself is in the report.</returns>
    /// <exception cref="LedgerException">A file could not be read for another reason than that it is not there.</exception>
    public static async Task<LogReport> VerifyAsync(LogSource source, VerifyOptions options, CancellationToken cancellation = default)
    {
        var report = new LogReport { Name = source.Name };
        SignedNote note;
        try
        {
            note = await new LogReader(source).ReadCheckpointAsync(cancellation).ConfigureAwait(false);
            report = report with { Checkpoint = Checkpoint.Of(note), Note = note };
            report = Signed(report, note, options);
        }
        catch (LedgerException exception) when (exception.Fault != LedgerFault.Missing || exception.InnerException is null)
        {
            return report with { Finding = new LogFinding(LogSource.CheckpointPath, exception.Fault == LedgerFault.Missing ? null : 0, exception.Message) };
        }
        var walk = new TreeWalk(source, report.Checkpoint!, options);
        LogFinding? finding;
        try
        {
            finding = report.Finding ?? await walk.FindAsync(cancellation).ConfigureAwait(false);
        }
        catch (LedgerException exception) when (exception.Fault == LedgerFault.Malformed) // Longer than anything that could be right.
        {
            finding = new LogFinding(source.Name, null, exception.Message);
        }
        report = report with { Finding = finding, EntriesVerified = walk.Verified, EntriesWithheld = walk.Withheld };
        return options.Since is null || !report.IsGood ? report : await SinceAsync(report, source, options, cancellation).ConfigureAwait(false);
    }

    static LogReport Signed(LogReport report, SignedNote note, VerifyOptions options)
    {
        var origin = report.Checkpoint!.Origin;
        var keys = options.Keys.Concat(options.Policy?.Logs.Select(log => log.Key).Where(key => key.Name == origin) ?? []).ToList();
        if (keys.Count > 0 || options.Policy?.Logs.Count > 0)
            report = report with { Signatures = note.Verify(keys) };
        if (keys.Count > 0 && keys.TrueForAll(key => key.Name != origin))
            throw new LedgerException(LedgerFault.Unsigned, $"The checkpoint is of the log '{origin}', whose name is not that of the key '{keys[0].Name}'.");
        if (options.Policy is not { } policy)
            return report;
        var findings = policy.Examine(note);
        report = report with { Cosignatures = findings.Cosignatures, QuorumReached = policy.AsksForNone ? null : findings.QuorumReached };
        return findings.QuorumReached ? report
            : report with { Finding = new LogFinding(LogSource.CheckpointPath, null, $"The checkpoint bears {findings.Cosignatures.Count} good cosignatures by the policy's {policy.Witnesses.Count} witnesses, which is not the quorum: it is not independently witnessed.") };
    }

    static async Task<LogReport> SinceAsync(LogReport report, LogSource source, VerifyOptions options, CancellationToken cancellation)
    {
        try
        {
            var earlier = Checkpoint.Of(options.Since!);
            var keys = options.Keys.Concat(options.Policy?.Logs.Select(log => log.Key) ?? []).ToList();
            if (keys.Count > 0)
                options.Since!.Verify(keys);
            if (earlier.Origin != report.Checkpoint!.Origin)
                throw new LedgerException(LedgerFault.Inconsistent, $"The earlier checkpoint is of '{earlier.Origin}', not of '{report.Checkpoint.Origin}'.");
            await new LogReader(source).ProveConsistencyAsync(earlier, report.Checkpoint, cancellation).ConfigureAwait(false);
            return report with { ContinuesSize = earlier.Size };
        }
        catch (LedgerException exception) when (exception.InnerException is null)
        {
            return report with { Finding = new LogFinding(LogSource.CheckpointPath, null, exception.Message) };
        }
    }
}
