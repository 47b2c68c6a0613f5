using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Persons;

public sealed class MergedQueueTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Finding_AcceptedBySteward_IsSplitAndLeavesTheQueue(bool postgres)
    {
        await using var hub = await MergedAsync(postgres);
        var queue = hub.Get<MergedQueue>();
        var finding = Assert.Single(await queue.ListAsync());
        Assert.True(await IsMarkedAsync(hub, finding.PersonId));

        var act = await queue.AcceptAsync(finding.Id, null, "two birth dates", hub.Ann);
        Assert.Equal("split_proposed", (await queue.FindAsync(finding.Id))!.State);
        await hub.Get<LinkActs>().ConfirmAsync(act.Id, "yes", hub.Ben);
        Assert.Equal("split", (await queue.FindAsync(finding.Id))!.State);
        await hub.LinkAsync();

        Assert.Equal("gone", (await queue.FindAsync(finding.Id))!.State);
        Assert.False(await IsMarkedAsync(hub, finding.PersonId));
        Assert.NotEqual(hub.PersonOf("visas", "m1"), hub.PersonOf("patients", "m3"));
        await hub.Get<LinkActs>().WithdrawAsync(act.Id, "wrong", hub.Ann);
        await hub.Get<LinkActs>().ConfirmAsync(act.Id, "wrong", hub.Ben);
        await hub.LinkAsync();
        Assert.Equal("open", (await queue.FindAsync(finding.Id))!.State);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Finding_Refused_StaysRefusedInLaterRuns(bool postgres)
    {
        await using var hub = await MergedAsync(postgres);
        var queue = hub.Get<MergedQueue>();
        var finding = Assert.Single(await queue.ListAsync());

        await queue.RefuseAsync(finding.Id, "her birth date was corrected", hub.Ann);
        await hub.LinkAsync();

        Assert.Empty(await queue.ListAsync());
        Assert.False(await IsMarkedAsync(hub, finding.PersonId));
        Assert.Equal(1, (await queue.CountAsync())["refused"]);
        await queue.ReopenAsync(finding.Id, hub.Ben);
        Assert.Equal(finding.Id, Assert.Single(await queue.ListAsync()).Id);
    }

    static async Task<bool> IsMarkedAsync(PopulatedHub hub, string person) =>
        (await hub.Hub.Database.ReadAsync(session => PersonMarks.ReadAsync(session, [person]))).ContainsKey(person);

    // One NHS number joins two sets of records with different forenames and birth dates.
    internal static async Task<PopulatedHub> MergedAsync(bool postgres)
    {
        var hub = await PopulatedHub.StartAsync(postgres);
        await hub.LoadAsync("visas", "v1,Ada,Marsh,1980-02-03,,VISA,", "m1,Mia,Holt,1962-07-19,9434765870,,", "m2,Mia,Holt,1962-07-19,9434765870,,");
        await hub.LoadAsync("patients", "h1,Ada,Marsh,1980-02-03,9434765919,,", "m3,Tom,Holt,1995-12-04,9434765870,,", "m4,Tom,Holt,1995-12-04,9434765870,,");
        await hub.LinkAsync();
        return hub;
    }
}
