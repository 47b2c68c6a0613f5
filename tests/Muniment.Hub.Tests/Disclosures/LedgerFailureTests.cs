using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tests.Exchange;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Hub.Tests.Disclosures;

/// <summary>Real processes and real servers, killed, stopped and cut off while partners ask. Nothing that was answered is lost, nothing is there twice, and the ledger never forks.</summary>
/// <remarks>MUNIMENT_KILLS asks for more kills than the few of every day (bench/run.sh failures).</remarks>
public sealed class LedgerFailureTests(ITestOutputHelper output)
{
    static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("MUNIMENT_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Serve_KilledAtRandomInstants_LosesNoAnsweredCheckAndCountsNoneTwice(bool postgres)
    {
        var kills = postgres && s_kills < 50 ? s_kills / 3 : s_kills;
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres);
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
            await Until.TrueAsync(() => ledger.Answered.Count >= before + 5); // in the thick of it
            await Task.Delay(random.Next(0, 300));
            serve.Kill();
        }
        using var last = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        serve = last;
        var atLast = ledger.Answered.Count;
        await Until.TrueAsync(() => ledger.Answered.Count >= atLast + 20);
        await end.CancelAsync();
        await load;

        await ledger.VerifyAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(postgres ? "PostgreSQL" : "SQLite")}: {kills} kills, {ledger.Answered.Count} answered, slowest start {slowest.TotalSeconds:F1} s"));
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(s_kills < 50 ? 120 : 5)); // the machine may be busy with other tests
    }

    [Fact]
    public async Task Serve_WriterStoppedAndContinued_CannotFork()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres: true);
        using var first = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        await ledger.AskAllAsync(first.Client, "a", 20);
        await Until.TrueAsync(async () => (await ledger.WriterAsync()).Published >= 20);
        var kept = SignedNote.Parse(await first.Client.GetStringAsync("/ledger/checkpoint"));
        var epoch = (await ledger.WriterAsync()).Epoch;
        using var second = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection);
        using var end = new CancellationTokenSource();
        var load = ledger.LoadAsync(() => first.Client, "b", end.Token);
        var before = ledger.Answered.Count;
        await Until.TrueAsync(() => ledger.Answered.Count >= before + 20);

        first.Suspend(); // in the middle of whatever it was doing, perhaps a transaction
        await end.CancelAsync();
        await Until.TrueAsync(async () => await ledger.AskAsync(second.Client, "c0") == 200 && (await ledger.WriterAsync()).Epoch > epoch);
        await ledger.AskAllAsync(second.Client, "c", 20);
        first.Resume();
        await load;
        await ledger.AskAllAsync(first.Client, "d", 20);

        await ledger.VerifyAsync(kept);
    }

    [Fact]
    public async Task Serve_LedgersDiskIsFull_GoesOnOnceThereIsRoom()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres: true);
        using var cramped = await ServeUnderTest.StartAsync(ledger.Folder, ledger.Connection, largestFile: 8); // a bundle of 70 entries is larger
        await ledger.AskAllAsync(cramped.Client, "a", 100);
        await Until.TrueAsync(() => cramped.Log.Contains("The ledger could not be written", StringComparison.Ordinal));
        await ledger.AgeUnpublishedAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(503, await ledger.AskAsync(cramped.Client, "late")); // as after 60 seconds
        Assert.Equal(100, ledger.Answered.Count);

        cramped.MakeRoom();
        await Until.TrueAsync(async () => await ledger.AskAsync(cramped.Client, "late") == 200);

        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Serve_DatabasesDiskIsFull_SaysSoAndGoesOnOnceThereIsRoom()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres: false);
        using var cramped = await ServeUnderTest.StartAsync(ledger.Folder, largestFile: 2048);
        using var end = new CancellationTokenSource();
        var load = ledger.LoadAsync(() => cramped.Client, "a", end.Token);
        await Until.TrueAsync(() => ledger.Refused.Count(status => status == 503) >= 5);
        var answered = ledger.Answered.Count;

        cramped.MakeRoom();
        await Until.TrueAsync(() => ledger.Answered.Count >= answered + 20);
        await end.CancelAsync();
        await load;

        await ledger.VerifyAsync();
        Assert.All(ledger.Refused, status => Assert.Equal(503, status));
        Assert.Contains("could not be recorded", cramped.Log, StringComparison.Ordinal);
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
                var (answered, refused) = (ledger.Answered.Count, ledger.Refused.Count);
                await Until.TrueAsync(() => ledger.Answered.Count >= answered + 20);
                server.Crash();
                await Until.TrueAsync(() => ledger.Refused.Count > refused);
                server.Start();
            }
            await Until.TrueAsync(async () => await ledger.AskAsync(hub.Client, "last") == 200);
            await end.CancelAsync();
            await load;
            await Until.TrueAsync(async () => await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE leaf_index IS NULL")) == 0);
        }

        await ledger.VerifyAsync();
        Assert.All(ledger.Refused, status => Assert.Equal(503, status));
        output.WriteLine($"{ledger.Answered.Count} answered, {ledger.Refused.Count} times told to ask again");
    }

    [Fact]
    public async Task TwoHubs_SameTokenToBothAtOnce_OneAcceptsItAndTheLedgerHasOneLine()
    {
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres: true);
        await using var one = await HubUnderTest.StartAsync(change: options => options with { DataFolder = ledger.Folder, Database = ledger.Connection });
        await using var other = await HubUnderTest.StartAsync(change: options => options with { DataFolder = ledger.Folder, Database = ledger.Connection });
        var accepted = 0;

        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            void Fixed(Dictionary<string, object?> claims) => claims["jti"] = $"once-{i}";
            var statuses = await Task.WhenAll(ledger.AskAsync(one.Client, $"one-{i}", Fixed), ledger.AskAsync(other.Client, $"other-{i}", Fixed));
            Assert.Equal([200, 401], statuses.Order());
            Interlocked.Increment(ref accepted);
        });

        await ledger.VerifyAsync();
        Assert.Equal((100, 100), (accepted, ledger.Answered.Count));
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
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres);
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
        await using var ledger = await LedgerUnderFailure.MakeAsync(postgres: false);
        await using var database = Database.Open(null, ledger.Folder);
        var length = TimeSpan.FromSeconds(10);
        var stale = await database.WriteAsync(session => LedgerState.LeaseAsync(session, "first", Made.Noon, length));
        var fresh = await database.WriteAsync(session => LedgerState.LeaseAsync(session, "second", Made.Noon.AddSeconds(11), length));

        var refused = await database.WriteAsync(session => stale.AdvanceAsync(session, 1, TreeHasher.Leaf("x"u8), [1]));
        var taken = await database.WriteAsync(session => fresh.AdvanceAsync(session, 1, TreeHasher.Leaf("x"u8), [1]));
        var twice = await database.WriteAsync(session => fresh.AdvanceAsync(session, 2, TreeHasher.Leaf("y"u8), [2]));

        Assert.Equal((false, true, false), (refused, taken, twice));
    }

    static LedgerWriter Writer(Database database, LedgerUnderFailure ledger, FakeClock clock, NoteSigner key) =>
        new(database, new HubOptions { DataFolder = ledger.Folder, Clock = clock }, key, NullLogger<LedgerWriter>.Instance);

    static Task<string> AddAsync(Database database, FakeClock clock) => database.WriteAsync(session => LedgerEntries.AddAsync(session, Moment.Now(clock), new NewEntry { Kind = EntryKinds.View }));
}
