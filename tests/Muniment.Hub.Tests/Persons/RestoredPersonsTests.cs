using Muniment.Hub.Hosting.Backups;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Tests.Persons;

/// <summary>A backup is put back that knows nothing of an erasure and a split: both hold again.</summary>
public sealed class RestoredPersonsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Restore_AnErasureAndASplitSince_BothHold(bool postgres)
    {
        var backup = Directory.CreateTempSubdirectory("muniment-backup-").FullName;
        await using var hub = await PopulatedHub.StartAsync(postgres);
        var options = hub.Hub.Options;
        await Backup.MakeAsync(options, Path.Combine(backup, "copy"));
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var act = await hub.Get<LinkActs>().ProposeSplitAsync(hub.PersonOf("visas", "v3")!, [[new("visas", "v3")], [new("patients", "h3")]], "two people", hub.Ann);
        await hub.Get<LinkActs>().ConfirmAsync(act.Id, "yes", hub.Ben);
        await hub.Get<SourceErasures>().EraseAsync("patients", ["h2"], "article 17", hub.Ann);
        foreach (var folder in new[] { "journal", "extracts", "snapshots", "ledger" })
            Copy(Path.Combine(options.DataFolder, folder), Path.Combine(backup, "hub", folder));
        var restored = options with { DataFolder = Path.Combine(backup, "hub"), Database = postgres ? PostgresServer.Shared.NewDatabase() : null };

        Assert.True((await Restore.RunAsync(restored, Path.Combine(backup, "copy"))).Acts > 0);

        await using (var again = await PopulatedHub.ContinueAsync(restored, hub.Clock))
        {
            Assert.Null(again.PersonOf("patients", "h2"));
            await again.LinkAsync();
            Assert.Null(again.PersonOf("patients", "h2"));
            Assert.NotNull(again.PersonOf("visas", "v3"));
            Assert.NotEqual(again.PersonOf("visas", "v3"), again.PersonOf("patients", "h3"));
            Assert.Equal(2, (await again.Get<LinkActs>().FindAsync(act.Id))!.History.Count);
            Assert.Equal(1, (await again.LoadAsync("patients", "h1,Ada,Marsh,1980-02-03,9434765919,,", "h2,Cora,Lund,1975-05-05,4010232137,,")).KeptOut);
        }
        Directory.Delete(backup, recursive: true);
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }
}
