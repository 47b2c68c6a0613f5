using System.Collections.Concurrent;
using System.Net;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tests.Exchange;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Verifying;
using NodaTime;

namespace Muniment.Hub.Tests.Disclosures;

/// <summary>A hub's folder and database, with a partner who keeps asking and remembers every answer, whatever happens to the hub.</summary>
sealed class LedgerUnderFailure : IAsyncDisposable
{
    const string Unpublished = "leaf_index IS NULL OR leaf_index >= (SELECT published_size FROM ledger_state WHERE id = 1)";

    readonly ConcurrentDictionary<string, string> _answered = new(StringComparer.Ordinal);

    LedgerUnderFailure(string folder, string? connection) => (Folder, Connection) = (folder, connection);

    public string Folder { get; }

    public string? Connection { get; }

    public PartnerUnderTest Partner { get; } = new("government-organisation:EX02", "key-1");

    /// <summary>[idempotency key] the check's id, of every question that was answered.</summary>
    public IReadOnlyDictionary<string, string> Answered => _answered;

    /// <summary>Statuses of what was not answered.</summary>
    public ConcurrentBag<int> Refused { get; } = [];

    /// <summary>The same, on a new database of the shared server or on SQLite.</summary>
    public static async Task<LedgerUnderFailure> MakeAsync(bool postgres) => await MakeAsync(postgres ? await HubTemplate.NewPostgresAsync() : null);

    /// <summary>Makes the folder and an agreement in force. Nobody is published: nothing is disclosed, and each question is an entry all the same.</summary>
    public static async Task<LedgerUnderFailure> MakeAsync(string? connection)
    {
        connection = connection is null ? null : $"{connection};Timeout=60"; // The machine may be busy; a server that is down refuses at once.
        var made = new LedgerUnderFailure(Path.Combine(HubTemplate.Folder, $"muniment-fail-{Guid.NewGuid():N}"), connection);
        HubFolder.Make(made.Folder);
        if (connection is null)
            await HubTemplate.CopyAsync(made.Folder);
        await using var database = Database.Open(connection, made.Folder);
        await SchemaChanges.ApplyAsync(database, TimeProvider.System);
        var moment = Moment.Now(TimeProvider.System);
        var begin = moment.Instant - Duration.FromDays(30);
        var agreement = ExchangeUnderTest.NewAgreement() with
        {
            StartDate = moment.Date.PlusDays(-10),
            ReviewDate = moment.Date.PlusDays(100),
            Dpia = new(moment.Date.PlusDays(-10), moment.Date.PlusDays(100), null),
            EqualityAssessment = new(moment.Date.PlusDays(-10), moment.Date.PlusDays(100), null),
            SignOffs = [new("officer.one", "Agreement officer", begin), new("officer.two", "Head of data", begin)],
            NoticePublishedAt = begin,
        };
        await database.WriteAsync(async session =>
        {
            await AgreementStore.PutAsync(session, agreement, "proposed", "acc_test", moment);
            await PartnerStore.AddKeyAsync(session, made.Partner.Id, made.Partner.Jwk, "acc_test", moment);
        });
        return made;
    }

    /// <summary>Asks once. What the hub did not answer may be asked again under the same key.</summary>
    /// <returns>The status; 0: the connection broke.</returns>
    public async Task<int> AskAsync(HttpClient client, string key, Action<Dictionary<string, object?>>? change = null)
    {
        try
        {
            using var request = Partner.Ask(ExchangeUnderTest.AgreementId, ExchangeUnderTest.Ada, DateTimeOffset.UtcNow, key, change);
            using var response = await client.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Refused.Add((int)response.StatusCode);
                return (int)response.StatusCode;
            }
            var id = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
            Assert.Equal(id, _answered.GetOrAdd(key, id)); // the same question is the same check, whatever happened between
            return 200;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return 0;
        }
    }

    /// <summary>Asks so many questions, each until it is answered.</summary>
    public Task AskAllAsync(HttpClient client, string name, int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (i, _) => await Until.TrueAsync(async () => await AskAsync(client, $"{name}{i}") == 200));

    /// <summary>Several at once keep asking, each question until it is answered or time is over.</summary>
    public Task LoadAsync(Func<HttpClient?> hub, string name, CancellationToken until) => Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
    {
        for (var question = 0; !until.IsCancellationRequested; question++)
        {
            while (!until.IsCancellationRequested && (hub() is not { } client || await AskAsync(client, $"{name}-{worker}-{question}") != 200))
                await Task.Delay(20);
        }
    })));

    /// <summary>Everything that was answered is in the database once, every entry is a leaf once, and the published files prove it.</summary>
    /// <param name="since">An earlier checkpoint that the ledger must go on from; null: none.</param>
    public async Task VerifyAsync(SignedNote? since = null)
    {
        await using var database = Database.Open(Connection, Folder);
        await Until.TrueAsync(async () => await database.ReadAsync(session => session.ValueAsync<long>($"SELECT COUNT(*) FROM entry WHERE {Unpublished}")) == 0);
        var checks = await database.ReadAsync(session => session.ListAsync<Row>("SELECT c.id, c.idempotency_key, e.leaf_index, e.leaf FROM partner_check c JOIN entry e ON e.id = c.entry"));
        Assert.Equal(checks.Count, checks.Select(check => check.IdempotencyKey).Distinct().Count());
        Assert.Equal(checks.Count, checks.Select(check => check.LeafIndex).Distinct().Count());
        var byKey = checks.ToDictionary(check => check.IdempotencyKey);
        foreach (var (key, id) in _answered)
            Assert.Equal(id, byKey.TryGetValue(key, out var row) ? row.Id : "(missing)");
        var leaves = new Dictionary<long, string>();
        var report = await LogVerifier.VerifyAsync(new DirectoryLogSource(Path.Combine(Folder, "ledger")), new VerifyOptions { Since = since, Leaf = leaf => leaves.Add(leaf.Index, Convert.ToHexString(leaf.Entry!.Value.Span)) });
        Assert.True(report.IsGood, report.Finding?.Sentence);
        Assert.All(checks, check => Assert.Equal(Convert.ToHexString(check.Leaf), leaves[check.LeafIndex!.Value]));
        Assert.Equal(leaves.Count, await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry")));
    }

    /// <summary>As if what is not published had waited for so long.</summary>
    public async Task AgeUnpublishedAsync(TimeSpan by)
    {
        await using var database = Database.Open(Connection, Folder);
        Assert.InRange(await database.WriteAsync(session => session.RunAsync($"UPDATE entry SET made_at = made_at - @by WHERE {Unpublished}", new { by = (long)by.TotalMicroseconds })), 1, 1000);
    }

    /// <summary>What the database says of the writer.</summary>
    public async Task<(long Epoch, long Published)> WriterAsync()
    {
        await using var database = Database.Open(Connection, Folder);
        return await database.ReadAsync(async session => (await session.ValueAsync<long>("SELECT epoch FROM ledger_state"), await session.ValueAsync<long>("SELECT published_size FROM ledger_state")));
    }

    public ValueTask DisposeAsync()
    {
        Partner.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string IdempotencyKey { get; init; } = "";

        public long? LeafIndex { get; init; }

        public byte[] Leaf { get; init; } = [];
    }
}
