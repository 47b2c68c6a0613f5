using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Muniment.Cli.Linking;
using Muniment.Hub.Demonstration;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Public.Notices;
using Muniment.Hub.Public.Referrals;
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>Sets up the made-up country of Exland in a hub's folder: sources, people, agreements, keys, a pause, and the year behind it.</summary>
/// <remarks>Everything goes through the hub's own functions: what they refuse, the demonstration cannot show.</remarks>
/// <param name="folder">The hub's folder; what is in it is deleted.</param>
/// <param name="people">How many people.</param>
/// <param name="seed">Another seed, other people.</param>
/// <param name="now">When the year ends.</param>
/// <param name="partner">Where the made-up partners take pushes.</param>
/// <param name="tell">Told what is being done.</param>
sealed class CountryHub(string folder, long people, ulong seed, DateTimeOffset now, CountryPartner partner, Action<string> tell)
{
    const int Weeks = 52;
    const int WeeksOfPushing = 35; // The pause comes in the 33rd.
    const double PeopleOfFullYear = 20_000;
    // Partners ask mostly about grown-up people of some years: what a pause for the over-30s then stops is nearly all of it.
    const double MostlyOlder = 0.93;

    /// <summary>Written last: a folder without it was not finished and is made anew.</summary>
    const string Finished = "demonstration.json";

    // The samples are of this day; the demonstration moves them to today.
    static readonly LocalDate s_samplesOf = new(2026, 11, 22);

    // 17 of 169 people refused an account should never have been on the list, and few banks said what they did: public reports of 2016.
    static readonly DemonstrationReturns[] s_returns =
    [
        new("bank-accounts", KeyId("bank-accounts"), 0.35, 0.10),
        new("driver-licences", KeyId("driver-licences"), 0.8, 0.027),
        new("benefits", KeyId("benefits"), 0.7, 0.01),
        new("employers-status", KeyId("employers-status"), 0.5, 0.02),
        new("patients-tracing", KeyId("patients-tracing"), 0.9, 0.02),
        new("pupils", KeyId("pupils"), 0.8, 0.01),
    ];
    static readonly string[] s_pushes = ["driver-licences", "local-authorities"];
    static readonly FrozenSet<Role> s_everyRole = Enum.GetValues<Role>().ToFrozenSet();

    /// <summary>The hub's folder, set up, and not started.</summary>
    public static bool IsReady(string folder) => File.Exists(Path.Combine(folder, Finished));

    /// <summary>Where the partner's private key of an agreement is: made up, like everything here.</summary>
    public static string KeyPath(string folder, string agreement) => Path.Combine(folder, "partner-keys", $"{agreement}.pem");

    /// <summary>Sets it up; a few minutes for 200,000 people.</summary>
    public async Task SetUpAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var clock = new DemonstrationClock(now.AddDays(-7 * (Weeks + 2)));
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = folder, Urls = "http://127.0.0.1:0", Demo = true, Clock = clock, Link = HubLink.Run });
        tell("Making people up");
        var extracts = CountryExtracts.Write(Path.Combine(folder, "delivered"), people, seed, DateOnly.FromDateTime(now.UtcDateTime), cancellation);
        await LoadAsync(app.Services, extracts, clock, cancellation);
        tell("Agreeing with eight partners");
        var year = new DemonstrationYear(app.Services, clock, (int)(seed % int.MaxValue));
        var plans = await AgreeAsync(app.Services, clock, year);
        await AdviseAsync(app.Services);
        await PlayAsync(app.Services, clock, year, plans);
        Directory.Delete(Path.Combine(folder, "delivered"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(folder, Finished), JsonSerializer.Serialize(new { people, seed }), cancellation);
    }

    static Actor Console(DemonstrationClock clock, string name) => new(name, "The demonstration", s_everyRole, clock.GetUtcNow());

    async Task LoadAsync(IServiceProvider services, IReadOnlyDictionary<string, string> extracts, DemonstrationClock clock, CancellationToken cancellation)
    {
        var begun = Moment.Now(clock).Date;
        foreach (var source in CountrySources.All(begun))
        {
            tell($"Loading {source.Name.ToLowerInvariant()}");
            await services.GetRequiredService<SourceRegister>().RegisterAsync(new SourceJson.Request(source, null, null, null), Console(clock, "demo-engineer"));
            await services.GetRequiredService<SourceLoads>().LoadFilesAsync(source.Id, [extracts[source.Id]], null, Console(clock, "demo-engineer"), cancellation);
        }
        tell("Linking the records of five sources, and the police list apart");
        foreach (var partition in new[] { SnapshotPartition.Main, SnapshotPartition.LawEnforcement })
            await services.GetRequiredService<Snapshots>().LinkAsync(partition, Console(clock, "demo-engineer"), "the first extracts", cancellation);
    }

    async Task<List<DemonstrationPlan>> AgreeAsync(IServiceProvider services, DemonstrationClock clock, DemonstrationYear year)
    {
        var database = services.GetRequiredService<Database>();
        var today = Moment.At(Instant.FromDateTimeOffset(now)).Date;
        var days = Period.Between(s_samplesOf, today, PeriodUnits.Days).Days;
        var officer = Console(clock, "demo-officer-1");
        var keyFolder = Path.Combine(folder, "partner-keys");
        Directory.CreateDirectory(keyFolder);
        foreach (var json in SampleFiles.Read("agreements"))
        {
            var agreement = AgreementJson.Read(json);
            agreement = SampleFiles.Moved(agreement, days, Period.Between(agreement.StartDate, today.PlusDays(-7 * Weeks), PeriodUnits.Days).Days);
            if (agreement.Directions.Contains(Direction.Push))
            {
                // What there is to push is spread over the weeks until some after the pause.
                var permitted = year.Permitted(agreement, Moment.At(Instant.FromDateTimeOffset(now.AddDays(-7 * (Weeks - 1)))));
                agreement = agreement with { Caps = agreement.Caps with { PerDay = Math.Max(1, (permitted + WeeksOfPushing - 1) / WeeksOfPushing) } };
            }
            agreement = agreement with { NoticePublishedAt = null };
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await File.WriteAllTextAsync(KeyPath(folder, agreement.Id), key.ExportECPrivateKeyPem());
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            var jwk = JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = KeyId(agreement.Id) });
            await database.WriteAsync(async session =>
            {
                await AgreementStore.PutAsync(session, agreement, "proposed", officer.AccountId, Moment.Now(clock));
                await AgreementActs.PublishNoticeAsync(session, agreement.Id, agreement.Version, officer, Moment.Now(clock));
                await PartnerStore.AddKeyAsync(session, agreement.Partner.Id, jwk, officer.AccountId, Moment.Now(clock));
                if (agreement.Directions.Contains(Direction.Push))
                    await PartnerActs.SetEndpointAsync(session, agreement.Partner.Id, partner.Endpoint, officer, Moment.Now(clock));
            });
        }
        return
        [
            Plan("bank-accounts", "visas", 60, 0.9, MostlyOlder),
            Plan("benefits", "visas", 90, 0.85, MostlyOlder),
            Plan("employers-status", "visas", 70, 0.9, MostlyOlder),
            Plan("patients-tracing", "patients", 12, 0.8, MostlyOlder),
            Plan("police-records", "police-list", 10, 0.5, MostlyOlder),
            Plan("pupils", "pupils", 8, 0.9, null),
        ];

        // Fewer people, fewer questions; a large country asks no more often, so that it is set up soon.
        DemonstrationPlan Plan(string agreement, string source, int perWeek, double known, double? older) =>
            new(agreement, source, KeyId(agreement), (int)Math.Ceiling(perWeek * Math.Min(1, people / PeopleOfFullYear)), known, older);
    }

    /// <summary>An organisation that people can be referred to. Its private key lies beside the partners', as everybody's in a demonstration.</summary>
    async Task AdviseAsync(IServiceProvider services)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(AdviserKeyPath(folder), key.ExportPkcs8PrivateKeyPem());
        await services.GetRequiredService<ReferralStore>().AddAsync("Harbour Advice (made up)", "Free, independent advice about records, status and support, in many languages.", "help@harbour.example", Hpke.PointOf(key), "demo-officer-1");
    }

    /// <summary>Where the adviser organisation's private key is.</summary>
    public static string AdviserKeyPath(string folder) => Path.Combine(folder, "partner-keys", "harbour-advice.pem");

    async Task PlayAsync(IServiceProvider services, DemonstrationClock clock, DemonstrationYear year, List<DemonstrationPlan> plans)
    {
        var pauses = SampleFiles.Read("pauses").SelectMany(json => PauseJson.ReadList(json)).ToList();
        var days = Period.Between(s_samplesOf, Moment.At(Instant.FromDateTimeOffset(now)).Date, PeriodUnits.Days).Days;
        var (asked, pushed, decided) = (0, 0, 0);
        for (var week = 0; week < Weeks; week++)
        {
            clock.Set(now.AddDays(7 * (week - Weeks)));
            var moment = Moment.Now(clock);
            foreach (var pause in pauses.Select(pause => SampleFiles.Moved(pause, days)).Where(pause => pause.MadeAt <= moment.Instant).ToList())
            {
                await services.GetRequiredService<Database>().WriteAsync(session => PauseStore.MakeAsync(session, pause, moment));
                await TellOfAsync(services, pause);
                pauses.RemoveAll(other => other.Id == pause.Id);
            }
            asked += await year.PlayWeekAsync(plans);
            foreach (var agreement in s_pushes)
            {
                var result = await year.PushAsync(agreement);
                pushed += result.Sent + result.Pending;
            }
            decided += await year.CatchUpAsync(s_returns);
            await year.DeliverAsync();
            tell($"Playing a year: week {week + 1} of {Weeks}, {asked} questions put, {pushed} pushes, {decided} reviewed");
        }
        clock.Set(now);
        await year.PublishAsync();
        await year.EndAsync();
    }

    static async Task TellOfAsync(IServiceProvider services, Pause pause)
    {
        var notices = services.GetRequiredService<NoticeStore>();
        var text = new NoticeText("Sharing about people over 30 is paused", $"{pause.Reason}. Nothing about people of 30 or more leaves under any agreement until a named official restarts it.",
            $"{pause.Reason}.\n\nThe pause holds for every agreement and every way data leaves. It belongs to the {pause.Owner}, and is to be reviewed on {pause.ReviewDate:d MMMM uuuu}. Nothing restarts by itself.\n\n[What is paused now](/register/agreements)\n", ["pauses"]);
        await notices.PublishAsync(await notices.SaveDraftAsync(null, text, "demo-publisher-1"), "demo-publisher-1");
    }

    /// <summary>The kid of an agreement's partner.</summary>
    public static string KeyId(string agreement) => $"demo-{agreement}";
}
