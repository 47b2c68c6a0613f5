using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>The link run as the hub asks for it: extracts of its sources in, a snapshot's folder out.</summary>
static class HubLink
{
    /// <summary>Runs it, without configuration.</summary>
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
        LinkOutputs.WriteAll(outcome, request, clock, directory);
        directory.Commit();
    }
}
