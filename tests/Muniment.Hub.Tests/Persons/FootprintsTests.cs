using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Sources;

namespace Muniment.Hub.Tests.Persons;

public sealed class FootprintsTests
{
    static readonly Dictionary<string, string> s_ada = new() { ["forename"] = "Ada", ["surname"] = "Marsh", ["birth_date"] = "1980-02-03" };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Footprint_CaseOfTheViewer_ShowsSourcesOfItsPurposeAlone(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var footprints = hub.Get<Footprints>();
        var entry = await CaseAsync(hub, Made.Purpose);

        var search = await footprints.SearchAsync(entry.Id, s_ada, hub.Ben);

        Assert.Equal(["police", "visas"], search.SourcesAsked);
        Assert.Equal(["patients"], search.SourcesNotAsked);
        Assert.Equal(2, search.Candidates.Count); // One of each snapshot.
        var main = search.Candidates.Single(candidate => !candidate.IsLawEnforcement);
        Assert.Equal(1, main.RecordsBySource["visas"]);
        Assert.DoesNotContain("patients", main.RecordsBySource.Keys);
        var footprint = await footprints.OpenAsync(entry.Id, main.Alias, hub.Ben);
        Assert.Equal("v1", Assert.Single(footprint.Records).RecordId);
        Assert.Equal(Footprints.LooksADay - 2, footprint.LooksLeftToday);
        Assert.Equal("WANTED", Assert.Single((await footprints.OpenAsync(entry.Id, search.Candidates.Single(candidate => candidate.IsLawEnforcement).Alias, hub.Ben)).Records).Fields["status"]);
        Assert.Equal(3, await hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM footprint_view")));
        var stored = await hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT asked FROM footprint_view WHERE kind = 'search'"));
        Assert.DoesNotContain("Marsh", stored, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Footprint_WithoutAnOpenCaseOfTheirs_ShowsNobody(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var footprints = hub.Get<Footprints>();
        var casework = hub.Get<Casework>();
        var entry = await casework.OpenAsync("a letter", Made.Purpose, hub.Ben);

        Assert.Equal("no-case", await SourceRegisterTests.CodeAsync(() => footprints.SearchAsync(entry.Id, s_ada, hub.Ben)));
        Assert.Equal("second-person", await SourceRegisterTests.CodeAsync(() => casework.AssignAsync(entry.Id, hub.Ben.AccountId, hub.Ben)));
        await casework.AssignAsync(entry.Id, hub.Ben.AccountId, hub.Ann);
        Assert.Equal("no-case", await SourceRegisterTests.CodeAsync(() => footprints.SearchAsync(entry.Id, s_ada, hub.Ann)));
        Assert.Equal("no-case", await SourceRegisterTests.CodeAsync(() => footprints.SearchAsync("cas_none", s_ada, hub.Ben)));
        Assert.Equal("nothing-asked", await SourceRegisterTests.CodeAsync(() => footprints.SearchAsync(entry.Id, new Dictionary<string, string>(), hub.Ben)));
        var alias = (await footprints.SearchAsync(entry.Id, s_ada, hub.Ben)).Candidates[0].Alias;
        var other = await CaseAsync(hub, Made.Purpose);
        Assert.Equal("not-found", await SourceRegisterTests.CodeAsync(() => footprints.OpenAsync(other.Id, alias, hub.Ben)));
        await casework.CloseAsync(entry.Id, "answered", hub.Ben);
        Assert.Equal("no-case", await SourceRegisterTests.CodeAsync(() => footprints.OpenAsync(entry.Id, alias, hub.Ben)));
        Assert.Equal(1, await hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM footprint_view")));
    }

    [Fact]
    public async Task Footprint_TooManyLooks_EndsForTheDayInLondon()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        var footprints = hub.Get<Footprints>();
        var entry = await CaseAsync(hub, PopulatedHub.OtherPurpose);
        for (var look = 0; look < Footprints.LooksADay; look++)
            Assert.Equal(["patients"], (await footprints.SearchAsync(entry.Id, s_ada, hub.Ben)).SourcesAsked);

        Assert.Equal("daily-cap", await SourceRegisterTests.CodeAsync(() => footprints.SearchAsync(entry.Id, s_ada, hub.Ben)));
        hub.Clock.Advance(TimeSpan.FromHours(12));
        Assert.NotEmpty((await footprints.SearchAsync(entry.Id, s_ada, hub.Ben)).Candidates);
    }

    [Fact]
    public async Task Search_PurposeOfNoSource_AsksNone()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        var entry = await CaseAsync(hub, "dpv:Marketing");

        var search = await hub.Get<Footprints>().SearchAsync(entry.Id, s_ada, hub.Ben);

        Assert.Empty(search.Candidates);
        Assert.Empty(search.SourcesAsked);
        Assert.Equal(3, search.SourcesNotAsked.Count);
    }

    static async Task<CaseEntry> CaseAsync(PopulatedHub hub, string purpose)
    {
        var entry = await hub.Get<Casework>().OpenAsync("a letter", purpose, hub.Ann);
        await hub.Get<Casework>().AssignAsync(entry.Id, hub.Ben.AccountId, hub.Ann);
        return entry;
    }
}
