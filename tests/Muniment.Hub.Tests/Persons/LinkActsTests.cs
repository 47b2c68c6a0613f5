using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Sources;

namespace Muniment.Hub.Tests.Persons;

public sealed class LinkActsTests
{
    static readonly RecordKey s_visa = new("visas", "v3");
    static readonly RecordKey s_patient = new("patients", "h3");

    [Theory, InlineData(false), InlineData(true)]
    public async Task Split_TwoPeople_HoldsInEveryRunUntilTwoPeopleUndoIt(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var acts = hub.Get<LinkActs>();
        var dai = hub.PersonOf("visas", "v3")!;
        Assert.Equal(dai, hub.PersonOf("patients", "h3"));

        var act = await acts.ProposeSplitAsync(dai, [[s_visa], [s_patient]], "two people of one name", hub.Ann);
        Assert.Equal(LinkActState.Proposed, act.State);
        await hub.LinkAsync();
        Assert.Equal(hub.PersonOf("visas", "v3"), hub.PersonOf("patients", "h3"));
        Assert.Equal("second-person", await SourceRegisterTests.CodeAsync(() => acts.ConfirmAsync(act.Id, "yes", hub.Ann)));
        await acts.ConfirmAsync(act.Id, "I looked at both files", hub.Ben);
        for (var run = 0; run < 2; run++)
        {
            await hub.LinkAsync();
            Assert.NotEqual(hub.PersonOf("visas", "v3"), hub.PersonOf("patients", "h3"));
        }

        await acts.WithdrawAsync(act.Id, "it is one person after all", hub.Ben);
        Assert.Equal("second-person", await SourceRegisterTests.CodeAsync(() => acts.ConfirmAsync(act.Id, "yes", hub.Ben)));
        await hub.LinkAsync();
        Assert.NotEqual(hub.PersonOf("visas", "v3"), hub.PersonOf("patients", "h3"));
        var undone = await acts.ConfirmAsync(act.Id, "yes", hub.Ann);
        await hub.LinkAsync();
        Assert.Equal(hub.PersonOf("visas", "v3"), hub.PersonOf("patients", "h3"));
        Assert.Equal(["proposed", "confirmed", "withdrawal_proposed", "withdrawn"], undone.History.Select(happened => happened.Event));
        Assert.Equal(LinkActState.Withdrawn, undone.State);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Same_RecordsOfTwoPersons_MergesThem(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var acts = hub.Get<LinkActs>();

        var act = await acts.ProposeAsync(true, new("visas", "v2"), new("patients", "h2"), "she changed her name", hub.Ann);
        await acts.ConfirmAsync(act.Id, "seen the deed", hub.Ben);
        await hub.LinkAsync();

        Assert.Equal(hub.PersonOf("visas", "v2"), hub.PersonOf("patients", "h2"));
        Assert.Equal("contradiction", await SourceRegisterTests.CodeAsync(() => acts.ProposeAsync(false, new("visas", "v2"), new("patients", "h2"), "no", hub.Ben)));
    }

    [Fact]
    public async Task Propose_WhatIsSoAlready_IsInForceAtOnce()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        var acts = hub.Get<LinkActs>();

        var same = await acts.ProposeAsync(true, s_visa, s_patient, "certain", hub.Ann);
        var different = await acts.ProposeAsync(false, s_visa, new("visas", "v2"), "certain", hub.Ann);

        Assert.Equal((LinkActState.InForce, LinkActState.InForce), (same.State, different.State));
        Assert.Equal(LinkActState.Withdrawn, (await acts.WithdrawAsync(same.Id, "not so certain", hub.Ann)).State);
        Assert.Equal(different.Id, Assert.Single(await acts.ListAsync(LinkActState.InForce)).Id);
    }

    [Fact]
    public async Task Propose_RecordsThatCannotBeLinked_Refuses()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        var acts = hub.Get<LinkActs>();

        Assert.Equal("other-snapshot", await SourceRegisterTests.CodeAsync(() => acts.ProposeAsync(true, s_visa, new("police", "p1"), "no", hub.Ann)));
        Assert.Equal("record-not-found", await SourceRegisterTests.CodeAsync(() => acts.ProposeAsync(true, s_visa, new("visas", "v9"), "no", hub.Ann)));
        Assert.Equal("reason", await SourceRegisterTests.CodeAsync(() => acts.ProposeAsync(true, s_visa, s_patient, " ", hub.Ann)));
        Assert.Equal("parts", await SourceRegisterTests.CodeAsync(() => acts.ProposeSplitAsync(hub.PersonOf("visas", "v3")!, [[s_visa], [new("visas", "v2")]], "no", hub.Ann)));
    }
}
