using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;
using Muniment.Tables;
using Npgsql;

namespace Muniment.Hub.Tests.Sources;

public sealed class SourceLoadsTests
{
    readonly FakeClock _clock = new(Made.Noon);
    readonly Actor _ann = Made.Actor("ann", Role.DataEngineer);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Load_TheSameTwice_ChangesNothing(bool postgres)
    {
        await using var hub = await StartAsync(postgres);
        var loads = await RegisterAsync(hub, Made.Source("visas"));
        var file = Made.Extract(hub.Options.DataFolder, "v.csv", "v1,Ada,Marsh,1980-02-03,,VISA,", ",Nobody,Here,1980-02-03,,,", "v2,\"O\"\"Hara, Bo\",Kovac,1991-11-30,,,");

        var first = await loads.LoadFilesAsync("visas", [file], null, _ann);
        _clock.Advance(TimeSpan.FromDays(1));
        var second = await loads.LoadFilesAsync("visas", [file], null, _ann);

        Assert.Equal((true, 2L, 1L), (first.IsNew, first.Records, first.Rejects));
        Assert.Equal((false, first.LoadId, first.Content), (second.IsNew, second.LoadId, second.Content));
        var kept = Path.Combine(hub.Options.DataFolder, "extracts", "visas", first.Content + ".csv");
        Assert.Equal(kept, Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(kept)!)));
        Assert.True(Made.IsForOwnerAlone(kept));
        Assert.Equal("record_id,forename,surname,birth_date,nhs_number,status,recorded_on\nv1,Ada,Marsh,1980-02-03,,VISA,\nv2,\"O\"\"Hara, Bo\",Kovac,1991-11-30,,,\n", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
    }

    [Theory, InlineData(LoadMode.Replace), InlineData(LoadMode.Add)]
    public async Task Load_ANewerExtract_ReplacesOrAdds(LoadMode mode)
    {
        await using var hub = await StartAsync(false);
        var loads = await RegisterAsync(hub, Made.Source("visas", mode: mode));
        await loads.LoadFilesAsync("visas", [Made.Extract(hub.Options.DataFolder, "a.csv", "v1,Ada,Marsh,1980-02-03,,OLD,", "v2,Bo,Kovac,1991-11-30,,,")], null, _ann);
        _clock.Advance(TimeSpan.FromDays(1));
        await loads.LoadFilesAsync("visas", [Made.Extract(hub.Options.DataFolder, "b.csv", "v1,Ada,Marsh,1980-02-03,,NEW,", "v3,Cy,Lund,1975-05-05,,,")], null, _ann);

        var held = await hub.Database.ReadAsync(session => SourceLoads.HeldAsync(session, SnapshotPartition.Main, _clock.GetUtcNow()));
        using var table = hub.Services.GetRequiredService<ExtractFiles>().Load(held.Select(extract => (extract.SourceId, extract.Content)), 1);

        Assert.Equal(mode == LoadMode.Replace ? 1 : 2, Directory.EnumerateFiles(Path.Combine(hub.Options.DataFolder, "extracts", "visas")).Count());
        Assert.Equal(mode == LoadMode.Replace ? ["v1", "v3"] : ["v1", "v3", "v2"], Enumerable.Range(0, table.Table.Count).Select(table.Table.IdOf));
        Assert.Equal("NEW", Linkage.Looking.PersonSnapshot.ValueOf(table.Table.Find("status")!, 0));
    }

    [Fact]
    public async Task LoadTable_PostgresTable_IsReadLikeAFile()
    {
        await using var hub = await StartAsync(false);
        var loads = await RegisterAsync(hub, Made.Source("visas"));
        var connection = PostgresServer.Shared.NewDatabase();
        await using (var source = NpgsqlDataSource.Create(connection))
        await using (var command = source.CreateCommand("CREATE SCHEMA s; CREATE TABLE s.people (id bigint, forename text, surname text, dob date, nhs text, status text, seen timestamp, shoe_size int); INSERT INTO s.people VALUES (7, 'Ada', E'Mar\nsh', '1980-02-03', NULL, 'VISA', '2026-01-02 03:04', 38)"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var report = await loads.LoadTableAsync("visas", connection, "s.people", null, _ann, TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Records);
        Assert.EndsWith("\n7,Ada,\"Mar\nsh\",1980-02-03,,VISA,2026-01-02 03:04:00\n", await File.ReadAllTextAsync(Path.Combine(hub.Options.DataFolder, "extracts", "visas", report.Content + ".csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(hub.Options.DataFolder), file => file.Contains("copy", StringComparison.Ordinal));
        await Assert.ThrowsAsync<BadInputException>(() => loads.LoadTableAsync("visas", connection, "s.\"people", null, _ann));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task DeletePastRetention_OldRecords_AreGoneAndProved(bool postgres)
    {
        await using var hub = await StartAsync(postgres);
        var loads = await RegisterAsync(hub, Made.Source("visas") with { Retention = new(12, true, "A year from the last word.") });
        var erasures = hub.Services.GetRequiredService<SourceErasures>();
        var report = await loads.LoadFilesAsync("visas", [Made.Extract(hub.Options.DataFolder, "a.csv", "v1,Ada,Marsh,1980-02-03,,,2025-04-01", "v2,Bo,Kovac,1991-11-30,,,2026-01-31", "v3,Cy,Lund,1975-05-05,,,2020-01-01")], null, _ann);
        Assert.Equal((2L, 1L), (report.Records, report.KeptOut));
        Assert.Empty(await erasures.DeletePastRetentionAsync());

        _clock.Advance(TimeSpan.FromDays(60));
        var act = Assert.Single(await erasures.DeletePastRetentionAsync());

        Assert.Equal((1L, "v1", ErasureKinds.Retention), (act.Records, Assert.Single(act.RecordIds), act.Kind));
        Assert.Empty(await erasures.DeletePastRetentionAsync());
        var left = Assert.Single(Directory.EnumerateFiles(Path.Combine(hub.Options.DataFolder, "extracts", "visas")));
        Assert.DoesNotContain("Marsh", await File.ReadAllTextAsync(left, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(Path.GetFileNameWithoutExtension(left), await hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT proof FROM erasure")), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(400));
        await erasures.DeletePastRetentionAsync();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(hub.Options.DataFolder, "extracts", "visas")));
        Assert.Equal(0, (await hub.Services.GetRequiredService<SourceRegister>().FindAsync("visas"))!.Records);
    }

    [Fact]
    public async Task Erase_ForAPerson_NoLaterLoadBringsItBack()
    {
        await using var hub = await StartAsync(false);
        var loads = await RegisterAsync(hub, Made.Source("visas"));
        var erasures = hub.Services.GetRequiredService<SourceErasures>();
        string[] rows = ["v1,Ada,Marsh,1980-02-03,,,", "v2,Bo,Kovac,1991-11-30,,,"];
        await loads.LoadFilesAsync("visas", [Made.Extract(hub.Options.DataFolder, "a.csv", rows)], null, _ann);

        var act = await erasures.EraseAsync("visas", ["v1"], "article 17", _ann);
        var again = await loads.LoadFilesAsync("visas", [Made.Extract(hub.Options.DataFolder, "b.csv", [.. rows, "v3,Cy,Lund,1975-05-05,,,"])], null, _ann);

        Assert.Equal((2L, 1L), (again.Records, again.KeptOut));
        Assert.Equal(ErasureKinds.Person, act.Kind);
    }

    async Task<SourceLoads> RegisterAsync(HubUnderTest hub, Source source)
    {
        await hub.Services.GetRequiredService<SourceRegister>().RegisterAsync(Made.Request(source), _ann);
        return hub.Services.GetRequiredService<SourceLoads>();
    }

    Task<HubUnderTest> StartAsync(bool postgres) => HubUnderTest.StartAsync(postgres, options => options with { Clock = _clock });
}
