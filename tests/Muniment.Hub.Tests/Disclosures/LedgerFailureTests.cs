using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tests.Exchange;
using Muniment.Ledger.Notes;

namespace Muniment.Hub.Tests.Disclosures;

/// <summary>Real processes and real servers, killed, stopped and cut off while partners ask.</summary>
public sealed class LedgerFailureTests(ITestOutputHelper output)
{
    /// <summary>Ten kills; MUNIMENT_KILLS asks for more.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Serve_KilledAtRandomInstants_LosesNoAnsweredCheckAndCountsNoneTwice(bool postgres)
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("MUNIMENT_KILLS") ?? "10", CultureInfo.InvariantCulture) / (postgres ? 2 : 1);
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres ? PostgresServer.Shared.NewDatabase() : null);
        var random = new Random(17);
        ServeUnderTest? serve = null;
        using var end = new CancellationTokenSource();
        var load = ledger.LoadAsync(() => serve?.Client, "k", end.Token);
        var slowest = TimeSpan.Zero;
        for (var kill = 0; kill < kills; kill++)
        {
            serve = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
            slowest = serve.ReadyAfter > slowest ? serve.ReadyAfter : slowest;
            var before = ledger.Answered.Count;
            await WaitAsync(() => Task.FromResult(ledger.Answered.Count >= before + 5)); // in the thick of it
            await Task.Delay(random.Next(0, 300));
            serve.Kill();
        }
        using var last = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        serve = last;
        var atLast = ledger.Answered.Count;
        await WaitAsync(() => Task.FromResult(ledger.Answered.Count >= atLast + 20));
        await end.CancelAsync();
        await load;

        await ledger.VerifyAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {ledger.Answered.Count} answered, slowest start {slowest.TotalSeconds:F1} s"));
    }

    [Fact]
    public async Task Serve_WriterStoppedAndContinued_CannotFork()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(PostgresServer.Shared.NewDatabase());
        using var first = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        for (var i = 0; i < 20; i++)
            await ledger.AskAsync(first.Client, $"a{i}");
        await WaitAsync(async () => (await ledger.WriterAsync()).Published >= 20);
        var kept = SignedNote.Parse(await first.Client.GetStringAsync("/ledger/checkpoint"));
        var epoch = (await ledger.WriterAsync()).Epoch;
        using var second = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        using var end = new CancellationTokenSource();
        var load = ledger.LoadAsync(() => first.Client, "b", end.Token);
        await Task.Delay(500);

        first.Suspend(); // in the middle of whatever it was doing, perhaps a transaction
        await end.CancelAsync();
        await WaitAsync(async () => await ledger.AskAsync(second.Client, "c0") == 200 && (await ledger.WriterAsync()).Epoch > epoch);
        for (var i = 1; i < 20; i++)
            await ledger.AskAsync(second.Client, $"c{i}");
        first.Resume();
        await load;
        for (var i = 0; i < 20; i++)
            await WaitAsync(async () => await ledger.AskAsync(first.Client, $"d{i}") == 200);

        await ledger.VerifyAsync(kept);
        Assert.Equal(20, ledger.Answered.Keys.Count(key => key[0] == 'c'));
        Assert.Equal(20, ledger.Answered.Keys.Count(key => key[0] == 'd'));
    }

    [Fact]
    public async Task Serve_LedgersDiskIsFull_GoesOnOnceThereIsRoom()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(PostgresServer.Shared.NewDatabase());
        using (var cramped = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection, largestFile: 16)) // 8 KiB: a bundle of 70 entries is larger
        {
            for (var i = 0; i < 100; i++)
                await ledger.AskAsync(cramped.Client, $"a{i}");
            await Task.Delay(1000);
            await using (var database = Database.Open(ledger.Connection, ledger.Folder))
            {
                Assert.InRange(await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE leaf_index IS NULL OR leaf_index >= (SELECT published_size FROM ledger_state)")), 1, 1000);
                await database.WriteAsync(session => session.RunAsync("UPDATE entry SET made_at = made_at - 61000000 WHERE leaf_index IS NULL OR leaf_index >= (SELECT published_size FROM ledger_state)"));
            }
            Assert.Equal(503, await ledger.AskAsync(cramped.Client, "late")); // as after 60 seconds
            Assert.Contains("The ledger could not be written", cramped.Log, StringComparison.Ordinal);
        }
        Assert.Equal(100, ledger.Answered.Count);

        using var roomy = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        await WaitAsync(async () => await ledger.AskAsync(roomy.Client, "late") == 200);

        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Postgres_RestartedUnderLoad_LosesNoAnsweredCheck()
    {
        using var server = new PostgresServer();
        await using var ledger = await LedgerUnderFailure.MakeAsync(server.NewDatabase());
        await using (var hub = await HubUnderTest.StartAsync(change: options => options with { DataFolder = ledger.Folder, Database = ledger.Connection }))
        {
            using var end = new CancellationTokenSource();
            var load = ledger.LoadAsync(() => hub.Client, "p", end.Token);
            for (var crash = 0; crash < 3; crash++)
            {
                await Task.Delay(700);
                server.Crash();
                await Task.Delay(300);
                server.Start();
            }
            await WaitAsync(async () => await ledger.AskAsync(hub.Client, "last") == 200);
            await end.CancelAsync();
            await load;
            await WaitAsync(async () => await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE leaf_index IS NULL")) == 0);
        }

        await ledger.VerifyAsync();
        Assert.All(ledger.Refused, status => Assert.Equal(503, status));
        output.WriteLine($"{ledger.Answered.Count} answered, {ledger.Refused.Count} times told to ask again");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Clock_SteppedBack_AcceptsNoTokenTwiceAndGoesOnPublishing(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        static void Fixed(Dictionary<string, object?> claims) => claims["jti"] = "once";
        Assert.Equal(200, (await exchange.AskAsync(ExchangeUnderTest.Ada, change: Fixed)).Status);
        await exchange.PublishedAsync();

        exchange.Clock.Advance(TimeSpan.FromHours(-3));
        var again = await exchange.AskAsync(ExchangeUnderTest.Ada, change: Fixed);
        var next = await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.PublishedAsync();

        Assert.Equal((401, "token-used", 200), (again.Status, again["code"], next.Status));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Writer_TakenOverWhileItsClockStoodStill_FindsItsSwapRefused(bool postgres)
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres ? PostgresServer.Shared.NewDatabase() : null);
        await using var database = Database.Open(ledger.Connection, ledger.Folder);
        var (early, late) = (new FakeClock(Made.Noon), new FakeClock(Made.Noon));
        var key = NoteSigner.Generate("localhost/ledger", SignatureKind.Ed25519);
        using var first = Writer(database, ledger, early, key);
        using var second = Writer(database, ledger, late, key);
        await first.WorkAsync();
        var kept = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(ledger.Folder, "ledger", "checkpoint")));
        late.Advance(TimeSpan.FromSeconds(11));
        await AddAsync(database, late);

        await second.WorkAsync(); // takes over and publishes
        await AddAsync(database, late);
        var more = await first.WorkAsync(); // believes its lease still holds
        var size = await database.ReadAsync(session => session.ValueAsync<long>("SELECT size FROM ledger_state"));
        await second.WorkAsync();

        Assert.False(more);
        Assert.Equal(await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry")) - 1, size);
        await ledger.VerifyAsync(kept);
    }

    [Fact]
    public async Task Advance_LeaseWasTakenBetweenStagingAndSwapping_ChangesNothing()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(null);
        await using var database = Database.Open(null, ledger.Folder);
        var length = TimeSpan.FromSeconds(10);
        var stale = await database.WriteAsync(session => LedgerState.LeaseAsync(session, "first", Made.Noon, length));
        var fresh = await database.WriteAsync(session => LedgerState.LeaseAsync(session, "second", Made.Noon.AddSeconds(11), length));

        var refused = await database.WriteAsync(session => stale.AdvanceAsync(session, 1, Muniment.Ledger.Trees.TreeHasher.Leaf("x"u8), [1]));
        var taken = await database.WriteAsync(session => fresh.AdvanceAsync(session, 1, Muniment.Ledger.Trees.TreeHasher.Leaf("x"u8), [1]));
        var twice = await database.WriteAsync(session => fresh.AdvanceAsync(session, 2, Muniment.Ledger.Trees.TreeHasher.Leaf("y"u8), [2]));

        Assert.Equal((false, true, false), (refused, taken, twice));
    }

    static LedgerWriter Writer(Database database, LedgerUnderFailure ledger, FakeClock clock, NoteSigner key) =>
        new(database, new HubOptions { DataFolder = ledger.Folder, Clock = clock }, key, NullLogger<LedgerWriter>.Instance);

    static Task AddAsync(Database database, FakeClock clock) => database.WriteAsync(session => LedgerEntries.AddAsync(session, Moment.Now(clock), new NewEntry { Kind = EntryKinds.View }));

    static async Task WaitAsync(Func<Task<bool>> what)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await what())
                return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException("It did not happen within a minute.");
    }
}
