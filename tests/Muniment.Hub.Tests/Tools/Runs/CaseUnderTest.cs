using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Persons;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Runs;

namespace Muniment.Hub.Tests.Tools.Runs;

/// <summary>A hub with Ada, whose records agree on a birth date, and a case of Ann's in which she has found Ada.</summary>
sealed class CaseUnderTest : IAsyncDisposable
{
    CaseUnderTest(PopulatedHub hub, string caseId, string alias) => (Hub, CaseId, Alias) = (hub, caseId, alias);

    public PopulatedHub Hub { get; }

    public string CaseId { get; }

    public string Alias { get; }

    public ToolRuns Runs => Hub.Get<ToolRuns>();

    public MessagesToPeople Messages => Hub.Get<MessagesToPeople>();

    public Actor Ann => Hub.Ann;

    public Actor Ben => Hub.Ben;

    public static async Task<CaseUnderTest> StartAsync(bool postgres = false)
    {
        var hub = await PopulatedHub.StartAsync(postgres);
        var opened = await hub.Get<Casework>().OpenAsync("a letter", Made.Purpose, hub.Ann);
        await hub.Get<Casework>().AssignAsync(opened.Id, hub.Ann.AccountId, hub.Ben);
        var found = await hub.Get<Footprints>().SearchAsync(opened.Id, new Dictionary<string, string> { ["forename"] = "Ada", ["surname"] = "Marsh", ["birth_date"] = "1980-02-03" }, hub.Ann);
        return new(hub, opened.Id, found.Candidates[0].Alias);
    }

    /// <summary>Answers that let the reporting tool ask Ada to come.</summary>
    public static Dictionary<string, string> Near => new() { ["restriction"] = "no", ["can_report_remotely"] = "yes", ["circumstances"] = "none", ["travel_minutes"] = "20", ["travel_km"] = "5" };

    public Task<ToolRun> RunAsync(string tool, Dictionary<string, string> inputs) => Runs.RunAsync(tool, CaseId, Alias, inputs, Ann);

    public async Task OpenAllAsync(ToolRun run)
    {
        await Hub.Get<Footprints>().OpenAsync(CaseId, Alias, Ann);
        await Runs.OpenEvidenceAsync(run.Id, Ann);
    }

    public Task<Message> SendAsync(string? replaces = null) =>
        Messages.SendAsync(CaseId, Alias, new NewMessage(MessageChannel.Sms, "reporting-arrangement", "07700900111", new Dictionary<string, string> { ["name"] = "Ada" }), replaces, Ann);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
