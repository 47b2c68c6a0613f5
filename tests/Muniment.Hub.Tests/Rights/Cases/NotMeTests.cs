using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Tests.Persons;
using Muniment.Linkage.Looking;

namespace Muniment.Hub.Tests.Rights.Cases;

public sealed class NotMeTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task NotMe_Upheld_ProposesToPartTheRecordAndNothingIsDisclosedMeanwhile(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var cases = hub.Get<RightsCases>();
        var person = hub.PersonOf("visas", "v1")!;
        var self = new Self(person, "acc_ada", null);
        var id = await cases.OpenAsync(self, new NewRightsCase(RightsKinds.NotMe, "I have never been to that hospital.", [], [new RecordKey("patients", "h1")]), Made.Actor("ada", Role.Person));
        await cases.AssignAsync(id, hub.Ann.AccountId, hub.Ben);
        var file = await cases.OpenAsync(id, hub.Ann);

        await cases.UpholdAsync(id, wholly: true, "You are right.", hub.Ann);
        var act = Assert.Single(await hub.Get<LinkActs>().ListAsync(LinkActState.Proposed));
        await hub.Get<LinkActs>().ConfirmAsync(act.Id, "The person says so, and the records differ", hub.Ben);
        await hub.LinkAsync();
        await cases.SetRightAsync(id, "The records have been parted.", hub.Ann);

        Assert.Equal(2, file.Records.Count);
        Assert.Equal(hub.Ann.AccountId, act.ProposedBy);
        Assert.NotEqual(hub.PersonOf("visas", "v1"), hub.PersonOf("patients", "h1"));
        Assert.Empty(await hub.Hub.Database.ReadAsync(session => PersonMarks.ReadAsync(session, [person])));
    }

    [Fact]
    public async Task NotMe_AnothersRecord_IsRefused()
    {
        await using var hub = await PopulatedHub.StartAsync(postgres: false);
        var self = new Self(hub.PersonOf("visas", "v1")!, "acc_ada", null);

        var refused = await Assert.ThrowsAsync<Hub.Hosting.ProblemException>(() => hub.Get<RightsCases>().OpenAsync(self, new NewRightsCase(RightsKinds.NotMe, "Not mine", [], [new RecordKey("visas", "v2")]), Made.Actor("ada", Role.Person)));

        Assert.Equal("request", refused.Code);
    }

    [Fact]
    public async Task Marks_OfTwoRequests_StayUntilBothAreSettled()
    {
        await using var hub = await PopulatedHub.StartAsync(postgres: false);
        var cases = hub.Get<RightsCases>();
        var person = hub.PersonOf("visas", "v1")!;
        var self = new Self(person, "acc_ada", null);
        var ada = Made.Actor("ada", Role.Person);
        var first = await cases.OpenAsync(self, new NewRightsCase(RightsKinds.Wrong, "Wrong", ["status", "surname"], []), ada);
        var second = await cases.OpenAsync(self, new NewRightsCase(RightsKinds.Wrong, "Wrong too", ["status"], []), ada);
        Task<IReadOnlyDictionary<string, PersonMarks>> Marks() => hub.Hub.Database.ReadAsync(session => PersonMarks.ReadAsync(session, [person]));

        await cases.WithdrawAsync(self, first);
        var left = (await Marks())[person].Contested;
        await cases.WithdrawAsync(self, second);

        Assert.Equal(["status"], left);
        Assert.Empty(await Marks());
    }

    [Fact]
    public void Unsure_RecordsOfWeakLinks_AreHeldBackUntilCleared()
    {
        PersonRecord[] records = [.. Enumerable.Range(1, 4).Select(number => new PersonRecord("s", $"r{number}", new Dictionary<string, string>(), null))];
        RecordLink Link(int left, int right, double probability) => new(left, right, probability, new Dictionary<string, FieldAgreement>());

        // 1 and 2 surely, 2 and 3 surely, 4 to nobody: a chain of sure links is enough.
        RecordLink[] links = [Link(0, 1, 0.999), Link(0, 2, 0.4), Link(0, 3, 0.9), Link(1, 2, 0.995), Link(1, 3, 0.98), Link(2, 3, 0.5)];

        Assert.Equal([3], OwnRecords.Unsure(records, links, new HashSet<RecordKey>()));
        Assert.Empty(OwnRecords.Unsure(records, links, new HashSet<RecordKey> { new("s", "r4") }));
        Assert.Equal([0, 1], OwnRecords.Unsure([records[0], records[1]], [Link(0, 1, 0.9)], new HashSet<RecordKey>()).Order()); // nobody knows which is hers
        Assert.Empty(OwnRecords.Unsure([records[0]], [], new HashSet<RecordKey>()));
    }
}
