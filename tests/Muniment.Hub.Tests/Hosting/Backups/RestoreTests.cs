using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Backups;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Exchange;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Hosting.Backups;

public sealed class RestoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-restore-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task BackUpAndRestore_TheServerAsksForAPassword_TakeItFromTheConnectionString()
    {
        using var server = new PostgresServer(isDurable: false, password: "a b;c'd=e");
        string check;
        HubOptions options;
        await using (var exchange = await ExchangeUnderTest.StartAsync(options: given => given with { Database = server.NewDatabase() }))
        {
            check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
            await Backup.MakeAsync(exchange.Hub.Options, Path.Combine(_folder, "backup"));
            options = exchange.Hub.Options with { Database = server.NewDatabase(), DataFolder = Path.Combine(_folder, "restored") };
        }

        await Restore.RunAsync(options, Path.Combine(_folder, "backup"));

        await using var restored = Database.Open(options.Database, options.DataFolder);
        Assert.Equal(1, await restored.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM partner_check WHERE id = @check", new { check })));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Restore_ThingsWereStoppedSinceTheBackup_RevivesNone(bool postgres)
    {
        HubOptions options;
        string firstToken;
        using var partner = new PartnerUnderTest("government-organisation:EX02", "key-1");
        await using (var exchange = await ExchangeUnderTest.StartAsync(postgres, options: given => given with { DataFolder = Path.Combine(_folder, "hub") }))
        {
            options = exchange.Hub.Options;
            await exchange.AskAsync(ExchangeUnderTest.Ada);
            await exchange.PauseAsync("before", new AgeTest(60, null));
            await Backup.MakeAsync(options, Path.Combine(_folder, "backup"));

            using var request = exchange.Partner.Ask(ExchangeUnderTest.AgreementId, ExchangeUnderTest.Bela, exchange.Clock.GetUtcNow());
            firstToken = request.Headers.Authorization!.ToString();
            await exchange.SendAsync(request);
            await exchange.PauseAsync("after", new AgeTest(30, null));
            await exchange.Hub.Database.WriteAsync(async session =>
            {
                await PartnerStore.RevokeKeyAsync(session, exchange.Partner.Kid, "acc_test", "It was stolen", exchange.Now);
                await PauseStore.RestartAsync(session, "before", "acc_test", "Reviewed", exchange.Now);
                await PersonMarks.SetAsync(session, "p1", PersonMarks.ObjectionKind, "", "acc_test", "She objects", exchange.Clock.GetUtcNow());
            });
            await exchange.PublishedAsync();
        }
        var published = await File.ReadAllTextAsync(Path.Combine(options.DataFolder, "ledger", "checkpoint"));
        foreach (var file in Directory.GetFiles(options.DataFolder, "hub.db*"))
            File.Delete(file);
        options = options with { Database = postgres ? PostgresServer.Shared.NewDatabase() : null };

        var result = await Restore.RunAsync(options, Path.Combine(_folder, "backup"));

        await using var hub = await HubUnderTest.StartAsync(change: _ => options);
        var pauses = (await hub.Database.ReadAsync(session => session.ListAsync<string>("SELECT json FROM pause ORDER BY id"))).Select(json => PauseJson.Read(System.Text.Encoding.UTF8.GetBytes(json))).ToList();
        Assert.Equal([("after", false), ("before", false)], pauses.Select(pause => (pause.Id, pause.Restart is not null)));
        Assert.Equal(0, await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM partner_key WHERE revoked_at IS NULL")));
        Assert.Equal(1, await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM person_mark WHERE person = 'p1'")));
        Assert.True(result.Acts >= 3);
        Assert.True(result.Lost > 0);
        // The token that was used after the backup is refused, whatever the database has forgotten.
        await hub.Database.WriteAsync(session => PartnerStore.AddKeyAsync(session, "government-organisation:EX02", partner.Jwk.Replace("key-1", "key-2", StringComparison.Ordinal), "acc_test", Moment.Now(options.Clock)));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/checks/chk_x");
        again.Headers.Add("Authorization", firstToken);
        Assert.Equal(401, (int)(await hub.Client.SendAsync(again)).StatusCode);
        // The ledger goes on from what was published.
        Assert.Equal(published.Split('\n')[..2], (await hub.Client.GetStringAsync("/ledger/checkpoint")).Split('\n')[..2].Select((line, at) => at == 1 && long.Parse(line, null) >= long.Parse(published.Split('\n')[1], null) ? published.Split('\n')[1] : line));
    }

    [Fact]
    public async Task Restore_DamagedBackup_RefusesAndChangesNothing()
    {
        HubOptions options;
        await using (var hub = await HubUnderTest.StartAsync(change: given => given with { DataFolder = Path.Combine(_folder, "hub") }))
        {
            options = hub.Options;
            await Backup.MakeAsync(options, Path.Combine(_folder, "backup"));
        }
        using (var file = File.OpenWrite(Path.Combine(_folder, "backup", "database")))
            file.Write([1, 2, 3]);
        var into = options with { DataFolder = Path.Combine(_folder, "other") };

        await Assert.ThrowsAsync<BadInputException>(() => Restore.RunAsync(into, Path.Combine(_folder, "backup")));

        Assert.False(Directory.Exists(into.DataFolder));
    }
}
