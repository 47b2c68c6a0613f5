using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Tables;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>A hub with three people in it and one agreement with one partner.</summary>
public sealed class ExchangeUnderTest : IAsyncDisposable
{
    public const string AgreementId = "licences";

    static readonly Instant s_begin = Instant.FromUtc(2026, 1, 2, 9, 0);

    ExchangeUnderTest(HubUnderTest hub, FakeClock clock, PartnerUnderTest partner) => (Hub, Clock, Partner) = (hub, clock, partner);

    public HubUnderTest Hub { get; }

    public FakeClock Clock { get; }

    public PartnerUnderTest Partner { get; }

    public Moment Now => Moment.Now(Clock);

    /// <summary>Ada (46, an adult), Bela (35), Cora (13).</summary>
    public static IReadOnlyList<string> Rows { get; } =
    [
        "v1,Ada,Marsh,1980-02-03,GBR,granted",
        "v2,Bela,Kovac,1991-11-30,HRV,refused",
        "v3,Cora,Lund,2013-05-05,SWE,granted",
    ];

    public static async Task<ExchangeUnderTest> StartAsync(bool postgres = false, Func<Agreement, Agreement>? change = null, Func<HubOptions, HubOptions>? options = null)
    {
        var clock = new FakeClock(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        var hub = await HubUnderTest.StartAsync(postgres, given => (options?.Invoke(given) ?? given) with { Clock = clock });
        var exchange = new ExchangeUnderTest(hub, clock, new PartnerUnderTest("government-organisation:EX02", "key-1"));
        Publish(hub, Rows);
        var agreement = NewAgreement();
        await hub.Database.WriteAsync(async session =>
        {
            await AgreementStore.PutAsync(session, change?.Invoke(agreement) ?? agreement, "proposed", "acc_test", exchange.Now);
            await PartnerStore.AddKeyAsync(session, exchange.Partner.Id, exchange.Partner.Jwk, "acc_test", exchange.Now);
        });
        return exchange;
    }

    /// <summary>Links rows of unique_id,forename,surname,birth_date,nationality,status and shows them.</summary>
    public static void Publish(HubUnderTest hub, IEnumerable<string> rows)
    {
        var directory = hub.Services.GetRequiredService<PersonDirectory>();
        var (id, extract) = ($"s{Guid.NewGuid():N}", Path.Combine(hub.Options.DataFolder, "visas.csv"));
        File.WriteAllLines(extract, ["unique_id,forename,surname,birth_date,nationality,status", .. rows]);
        Directory.CreateDirectory(directory.Folder);
        SmallLink.Run(new LinkOrder { Extracts = [new Extract(extract, "visas")], IdColumn = "unique_id", Out = Path.Combine(directory.Folder, id) }, default);
        directory.Show(SnapshotPartition.Main, id, []);
    }

    public static Agreement NewAgreement() => new()
    {
        Id = AgreementId,
        Version = 1,
        Name = "Driving licences",
        OurSide = new("government-organisation:EX01", "Department of Movement"),
        Partner = new("government-organisation:EX02", "Licensing Agency"),
        Purpose = new("dpv:IdentityVerification", "To check that a licence goes to the person it is for"),
        LegalPower = "Made-up Act 2020, section 1",
        LawfulBasis = ["eu-gdpr:A6-1-e"],
        Benefits = "Fewer licences in the wrong hands",
        Directions = [Direction.Check],
        IsAdverse = false,
        NeedsApproval = false,
        FieldsAsked = ["forename", "surname", "birth_date"],
        FieldsReturned = ["match", "status", "nationality"],
        Conditions = [],
        Children = new(false, null),
        Matching = new(0.9, null, [], true, true),
        Caps = new(null, null, null),
        StartDate = new(2026, 1, 1),
        ReviewDate = new(2027, 1, 1),
        Dpia = new(new(2026, 1, 1), new(2027, 1, 1), null),
        EqualityAssessment = new(new(2026, 1, 1), new(2027, 1, 1), null),
        OutcomeReturnDays = 30,
        WordsToThePerson = "We asked the Department of Movement about you.",
        Processors = [],
        Retention = "One year",
        Contact = "data@example.org",
        Areas = [new("country:GB", "United Kingdom")],
        IsSandbox = false,
        Sources = ["visas"],
        SignOffs = [new("officer.one", "Agreement officer", s_begin), new("officer.two", "Head of data", s_begin)],
        NoticePublishedAt = s_begin,
    };

    public static object Ada { get; } = new { person = new { forename = "Ada", surname = "Marsh", birth_date = "1980-02-03" } };

    public static object Bela { get; } = new { person = new { forename = "Bela", surname = "Kovac", birth_date = "1991-11-30" } };

    public static object Cora { get; } = new { person = new { forename = "Cora", surname = "Lund", birth_date = "2013-05-05" } };

    public static object Nobody { get; } = new { person = new { forename = "Zeno", surname = "Quill", birth_date = "1970-07-07" } };

    /// <summary>Somebody of the staff who has just signed in.</summary>
    public Actor Staff(string name, params Role[] roles) => new($"acc_{name}", name, roles.ToHashSet(), Clock.GetUtcNow());

    internal PendingReviews Reviews => Hub.Services.GetRequiredService<PendingReviews>();

    /// <summary>How many entries of a kind the ledger has.</summary>
    public Task<long> EntriesAsync(string kind) => Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = @kind", new { kind }));

    /// <summary>The opening of the latest entry of a kind.</summary>
    public async Task<JsonElement> OpeningAsync(string kind) =>
        JsonDocument.Parse((await Hub.Database.ReadAsync(session => session.ListAsync<byte[]>("SELECT opening FROM entry WHERE kind = @kind ORDER BY seq DESC LIMIT 1", new { kind })))[0]).RootElement.Clone();

    /// <summary>Sends a signed body to an address.</summary>
    public async Task<Answer> PostAsync(string path, object body) => await SendAsync(Partner.Post(path, JsonSerializer.SerializeToUtf8Bytes(body), Clock.GetUtcNow()));

    /// <summary>Puts a question and reads the answer.</summary>
    public async Task<Answer> AskAsync(object question, string? key = null, Action<Dictionary<string, object?>>? change = null) =>
        await SendAsync(Partner.Ask(AgreementId, question, Clock.GetUtcNow(), key, change));

    public async Task<Answer> GetAsync(string path) => await SendAsync(Partner.Get(path, Clock.GetUtcNow()));

    public Task<Answer> SendAsync(HttpRequestMessage request) => SendAsync(Hub, request);

    public static async Task<Answer> SendAsync(HubUnderTest hub, HttpRequestMessage request)
    {
        using (request)
        using (var response = await hub.Client.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            var isJson = response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true;
            return new Answer((int)response.StatusCode, text, isJson ? JsonDocument.Parse(text).RootElement.Clone() : default);
        }
    }

    public Task PauseAsync(string id, params PersonTest[] about) => Hub.Database.WriteAsync(session => PauseStore.MakeAsync(session, new Pause
    {
        Id = id,
        Reach = PauseReach.All,
        About = [.. about],
        Owner = "Head of data",
        Reason = "A review of harm",
        ReviewDate = new(2026, 6, 1),
        MadeBy = "acc_test",
        MadeAt = Now.Instant,
    }, Now));

    /// <summary>Waits until every entry is in a published checkpoint.</summary>
    public async Task PublishedAsync()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE leaf_index IS NULL OR leaf_index >= (SELECT published_size FROM ledger_state WHERE id = 1)")) == 0)
                return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The ledger was not published within ten seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        Partner.Dispose();
        await Hub.DisposeAsync();
    }
}

/// <summary>What the hub answered.</summary>
public sealed record Answer(int Status, string Text, JsonElement Json)
{
    public string? this[string member] => Json.TryGetProperty(member, out var value) ? value.ToString() : null;
}
