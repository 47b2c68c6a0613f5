using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;
using Muniment.Hub.Tests.Sources;
using NodaTime;

namespace Muniment.Hub.Tests.Persons;

public sealed class SnapshotsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Link_LawEnforcement_IsApart(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);

        var ada = hub.PersonOf("visas", "v1")!;
        Assert.Equal(ada, hub.PersonOf("patients", "h1"));
        Assert.Null(hub.PersonOf("police", "p1"));
        Assert.NotNull(hub.PersonOf("police", "p1", SnapshotPartition.LawEnforcement));
        Assert.Null(hub.PersonOf("visas", "v1", SnapshotPartition.LawEnforcement));
        var files = Directory.EnumerateFiles(hub.Directory.Folder, "*", SearchOption.AllDirectories).ToList();
        Assert.All(files, file => Assert.True(Made.IsForOwnerAlone(file)));
        var visas = (await hub.Get<SourceRegister>().FindAsync("visas"))!;
        Assert.Equal((3L, 3L), (visas.Records, visas.People));

        // The same main snapshot, whatever the police list says.
        var before = hub.Directory.CurrentId(SnapshotPartition.Main);
        await hub.LoadAsync("police", "p1,Ada,Marsh,1980-02-03,,WANTED,", "p2,Bela,Kovac,1991-11-30,,,");
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.Get<Snapshots>().LinkAsync(SnapshotPartition.LawEnforcement, hub.Ann, "test");
        Assert.Equal(before, hub.Directory.CurrentId(SnapshotPartition.Main));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Link_Again_KeepsIdsAndGoesBack(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var (ada, bela) = (hub.PersonOf("visas", "v1"), hub.PersonOf("visas", "v2"));
        await hub.LoadAsync("visas", "v1,Ada,Marsh,1980-02-03,,VISA,", "v3,Dai,Owen,2001-01-09,,,");
        await hub.LinkAsync();
        Assert.Equal(ada, hub.PersonOf("patients", "h1"));
        Assert.Null(hub.PersonOf("visas", "v2"));

        await hub.Get<Snapshots>().GoBackAsync(SnapshotPartition.Main, hub.Ben, "the new one is wrong");

        Assert.Equal(bela, hub.PersonOf("visas", "v2"));
        Assert.Equal(2, (await hub.Get<Snapshots>().ListAsync()).Count(snapshot => snapshot.IsPublished));
        await hub.LinkAsync();
        await hub.LinkAsync();
        Assert.Equal(4, Directory.EnumerateDirectories(hub.Directory.Folder).Count());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Erase_Record_IsGoneAtOnceAndFromEveryFileAfterTheNextLink(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        await hub.LinkAsync();
        Assert.NotNull(hub.PersonOf("patients", "h2"));
        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        await hub.Get<SourceErasures>().EraseAsync("patients", ["h2"], "article 17", hub.Ann);

        Assert.Null(hub.PersonOf("patients", "h2"));
        Assert.Null(Assert.Single(await hub.Get<SourceErasures>().ListAsync()).CompletedAt);
        await hub.Get<Snapshots>().GoBackAsync(SnapshotPartition.Main, hub.Ben, "does not bring it back");
        Assert.Null(hub.PersonOf("patients", "h2"));
        await hub.LinkAsync();
        Assert.NotNull(Assert.Single(await hub.Get<SourceErasures>().ListAsync()).CompletedAt);
        Assert.Equal("no-earlier-snapshot", await SourceRegisterTests.CodeAsync(() => hub.Get<Snapshots>().GoBackAsync(SnapshotPartition.Main, hub.Ben, "gone")));
        Assert.DoesNotContain(Directory.EnumerateFiles(hub.Hub.Options.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("next.csv", StringComparison.Ordinal)), file => File.ReadAllText(file).Contains("Cora", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Find_SourceWhoseNameWasWithheldTooLong_IsPassedOverByTheClock(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        await hub.Get<SourceRegister>().RegisterAsync(Made.Request(Made.Source("bank"), "a reason", new LocalDate(2026, 4, 30)), hub.Ann);
        await hub.Get<SourceRegister>().ConfirmWithholdingAsync("bank", hub.Ben);
        await hub.LoadAsync("bank", "b1,Eve,Ngo,1966-06-06,,,");
        await hub.LinkAsync();
        Assert.NotNull(hub.PersonOf("bank", "b1"));

        hub.Clock.Advance(TimeSpan.FromDays(60));

        Assert.Null(hub.PersonOf("bank", "b1"));
        Assert.NotNull(hub.PersonOf("visas", "v1"));
        await hub.Get<SourceRegister>().PublishProviderAsync("bank", hub.Ann);
        await hub.Get<DirectoryWatch>().RefreshAsync();
        Assert.NotNull(hub.PersonOf("bank", "b1"));
    }

    [Fact]
    public async Task End_Source_LeavesNothingOfItButTheEntry()
    {
        await using var hub = await PopulatedHub.StartAsync(false);

        await hub.Get<SourceErasures>().EndAsync("police", "no longer lawful", hub.Ann);
        await hub.LinkAsync();

        Assert.Null(hub.Directory.CurrentId(SnapshotPartition.LawEnforcement));
        Assert.Equal((await hub.Get<Snapshots>().ListAsync()).Where(snapshot => !snapshot.IsRemoved).Select(snapshot => snapshot.Id).Order(StringComparer.Ordinal), Directory.EnumerateDirectories(hub.Directory.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.Contains("\"ended\"", await hub.Hub.Client.GetStringAsync("/register/sources.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PublishedBefore_ShowsItAgain()
    {
        var folder = Directory.CreateTempSubdirectory("muniment-again-").FullName;
        await using (var hub = await HubUnderTest.StartAsync(change: options => options with { DataFolder = folder, Link = SmallLink.Run }))
        {
            await hub.Services.GetRequiredService<SourceRegister>().RegisterAsync(Made.Request(Made.Source("visas")), Made.Actor("ann"));
            await hub.Services.GetRequiredService<SourceLoads>().LoadFilesAsync("visas", [Made.Extract(folder, "v.csv", "v1,Ada,Marsh,1980-02-03,,VISA,", "v2,Bela,Kovac,1991-11-30,,,")], null, Made.Actor("ann"));
            await hub.Services.GetRequiredService<Snapshots>().LinkAsync(SnapshotPartition.Main, Made.Actor("ann"), "test");
        }
        await using (var hub = await HubUnderTest.StartAsync(change: options => options with { DataFolder = folder }))
        {
            using var reading = hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main);
            Assert.NotNull(reading?.PersonOf("visas", "v1"));
        }
        Directory.Delete(folder, recursive: true);
    }
}
