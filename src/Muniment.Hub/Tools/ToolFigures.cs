using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools;

/// <summary>Counts the use of tools from the records of work.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class ToolFigures(Database database, HubOptions options, RuleBook book)
{
    /// <summary>Every tool with its use.</summary>
    public Task<IReadOnlyList<(DecisionTool Tool, ToolUse Use)>> ListAsync() => database.ReadAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var rules = await book.ReadAsync(session).ConfigureAwait(false);
        var agreements = rules.Agreements.Keys.Order(StringComparer.Ordinal).Select(id => rules.Find(id, moment)!)
            .Where(agreement => !agreement.IsSandbox && AgreementStates.Read(agreement, rules.Pauses, moment).State is AgreementState.Active or AgreementState.Restricted)
            .Select(agreement => $"{agreement.Name} ({agreement.Partner.Name})").ToList();
        var counts = (await session.ListAsync<Row>("""
            SELECT tool, COUNT(*) AS runs, SUM(CASE WHEN made_at >= @since THEN 1 ELSE 0 END) AS runs_in_year, SUM(CASE WHEN decided_at IS NULL THEN 0 ELSE 1 END) AS decided, SUM(CASE WHEN overridden = 1 THEN 1 ELSE 0 END) AS overridden
            FROM tool_run GROUP BY tool
            """, new { since = options.Clock.GetUtcNow().AddDays(-365).ToMicroseconds() }).ConfigureAwait(false)).ToDictionary(row => row.Tool, StringComparer.Ordinal);
        return (IReadOnlyList<(DecisionTool, ToolUse)>)[.. (await ToolRegister.ListAsync(session).ConfigureAwait(false)).Select(tool => (tool, (counts.GetValueOrDefault(tool.Id) ?? new Row()).AsUse(agreements)))];
    });

    sealed class Row
    {
        public string Tool { get; init; } = "";

        public long Runs { get; init; }

        public long RunsInYear { get; init; }

        public long Decided { get; init; }

        public long Overridden { get; init; }

        public ToolUse AsUse(IReadOnlyList<string> agreements) => new(Runs, RunsInYear, Decided, Overridden, agreements);
    }
}
