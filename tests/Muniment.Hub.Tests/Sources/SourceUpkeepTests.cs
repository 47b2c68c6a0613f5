using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;
using Muniment.Hub.Tests.Persons;

namespace Muniment.Hub.Tests.Sources;

public sealed class SourceUpkeepTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Run_LeftoversOfAKilledRun_AreRemovedAndNothingElse(bool postgres)
    {
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var data = hub.Hub.Options.DataFolder;
        string[] files = [Path.Combine(data, ".upload-1"), Path.Combine(data, ".copy-1.csv"), Path.Combine(data, "extracts", "visas", ".unfinished-1"), Path.Combine(data, "extracts", "visas", new string('0', 64) + ".csv")];
        var folder = Path.Combine(data, "snapshots", ".linking-1");
        Directory.CreateDirectory(folder);
        foreach (var file in files)
            await File.WriteAllTextAsync(file, "Ada", TestContext.Current.CancellationToken);
        var kept = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Except(files).Where(file => file.EndsWith(".csv", StringComparison.Ordinal)).ToList();
        await RunAsync(hub);
        Assert.All(files, file => Assert.True(File.Exists(file))); // They may be of a run that goes on.

        foreach (var path in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".csv", StringComparison.Ordinal)).Concat(files))
            File.SetLastWriteTimeUtc(path, Made.Noon.UtcDateTime.AddDays(-2));
        Directory.SetLastWriteTimeUtc(folder, Made.Noon.UtcDateTime.AddDays(-2));
        await RunAsync(hub);

        Assert.All(files, file => Assert.False(File.Exists(file)));
        Assert.False(Directory.Exists(folder));
        Assert.All(kept, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public async Task Run_AnErasureWaitsForADay_LinksAnewSoThatItIsComplete()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        await hub.Get<SourceErasures>().EraseAsync("patients", ["h2"], "article 17", hub.Ann);
        var before = hub.Directory.CurrentId(SnapshotPartition.Main);
        await RunAsync(hub);
        Assert.Equal(before, hub.Directory.CurrentId(SnapshotPartition.Main));

        hub.Clock.Advance(TimeSpan.FromHours(24));
        await RunAsync(hub);

        Assert.NotEqual(before, hub.Directory.CurrentId(SnapshotPartition.Main));
        Assert.NotNull(Assert.Single(await hub.Get<SourceErasures>().ListAsync()).CompletedAt);
    }

    [Fact]
    public async Task Run_PastRetention_DeletesAndHides()
    {
        await using var hub = await PopulatedHub.StartAsync(false);

        hub.Clock.Advance(TimeSpan.FromDays(365 * 6));
        await RunAsync(hub);

        Assert.Null(hub.PersonOf("visas", "v1"));
        Assert.Null(hub.PersonOf("police", "p1", SnapshotPartition.LawEnforcement));
        Assert.Equal(3, (await hub.Get<SourceErasures>().ListAsync()).Count);
    }

    static Task RunAsync(PopulatedHub hub) => hub.Hub.Services.GetServices<IHostedService>().OfType<SourceUpkeep>().Single().RunAsync(TestContext.Current.CancellationToken);
}
