using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>The link run behind a hub: what it orders, done as muniment link does it, without the report.</summary>
static class HubLink
{
    /// <summary>Links.</summary>
    /// <param name="order">What the hub asks for.</param>
    /// <param name="cancellation">Stops it; nothing remains.</param>
    public static void Run(LinkOrder order, CancellationToken cancellation)
    {
        var request = new LinkRequest
        {
            Extracts = order.Extracts,
            IdColumn = order.IdColumn,
            TruthColumns = order.Hidden,
            DecisionsPath = order.Decisions,
            PreviousPath = order.Previous,
            Snapshot = true,
        };
        using var directory = OutputDirectory.Create(order.Out);
        var clock = new StageClock();
        using var outcome = LinkRun.Run(request, clock, cancellation);
        LinkOutputs.Write(outcome, request, directory);
        using (var summary = directory.NewFile("summary.json"))
            summary.Write(LinkSummary.Write(outcome, request, clock));
        directory.Commit();
    }
}
