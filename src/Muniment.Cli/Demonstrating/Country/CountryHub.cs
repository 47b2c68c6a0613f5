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
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>Sets up the made-up country of Exland in a hub's folder: sources, people, agreements, keys, a pause, and the year behind it.</summary>
/// <remarks>Everything goes through the hub's own functions: what they refuse, the demonstration cannot show.</remarks>
sealed class CountryHub(string folder, long people, ulong seed, DateTimeOffset now, Action<string> tell)
{
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
        var clock = new DemonstrationClock(now.AddDays(-364));
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = folder, Urls = "http://127.0.0.1:0", Demo = true, Clock = clock, Link = HubLink.Run });
        tell("Making people up");
        var extracts = CountryExtracts.Write(Path.Combine(folder, "delivered"), people, seed, DateOnly.FromDateTime(now.UtcDateTime), cancellation);
        await LoadAsync(app.Services, extracts, clock, cancellation);
        tell("Agreeing with eight partners");
        var plans = await AgreeAsync(app.Services, clock);
        await PlayAsync(app.Services, clock, plans);
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

    async Task<List<DemonstrationPlan>> AgreeAsync(IServiceProvider services, DemonstrationClock clock)
    {
        var database = services.GetRequiredService<Database>();
        var today = Moment.At(Instant.FromDateTimeOffset(now)).Date;
        var days = Period.Between(s_samplesOf, today, PeriodUnits.Days).Days;
        var keyFolder = Path.Combine(folder, "partner-keys");
        Directory.CreateDirectory(keyFolder);
        foreach (var json in SampleFiles.Read("agreements"))
        {
            var agreement = AgreementJson.Read(json);
            agreement = SampleFiles.Moved(agreement, days, Period.Between(agreement.StartDate, today.PlusDays(-364), PeriodUnits.Days).Days);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await File.WriteAllTextAsync(KeyPath(folder, agreement.Id), key.ExportECPrivateKeyPem());
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            var jwk = JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = KeyId(agreement.Id) });
            await database.WriteAsync(async session =>
            {
                await AgreementStore.PutAsync(session, agreement, "proposed", "demo-officer-1", Moment.Now(clock));
                await PartnerStore.AddKeyAsync(session, agreement.Partner.Id, jwk, "demo-officer-1", Moment.Now(clock));
            });
        }
        return
        [
            Plan("bank-accounts", "bank-accounts", 60, 0.9),
            Plan("benefits", "visas", 90, 0.85),
            Plan("employers-status", "visas", 70, 0.9),
            Plan("patients-tracing", "patients", 12, 0.8),
            Plan("police-records", "driving-licences", 10, 0.5),
            Plan("pupils", "pupils", 40, 0.9),
        ];

        static DemonstrationPlan Plan(string agreement, string source, int perWeek, double known) => new(agreement, source, KeyId(agreement), perWeek, known);
    }

    async Task PlayAsync(IServiceProvider services, DemonstrationClock clock, List<DemonstrationPlan> plans)
    {
        var year = new DemonstrationYear(services, clock, (int)(seed % int.MaxValue));
        var pauses = SampleFiles.Read("pauses").SelectMany(json => PauseJson.ReadList(json)).ToList();
        var days = Period.Between(s_samplesOf, Moment.At(Instant.FromDateTimeOffset(now)).Date, PeriodUnits.Days).Days;
        var (asked, decided) = (0, 0);
        for (var week = 0; week < 52; week++)
        {
            clock.Set(now.AddDays(-364 + (7 * week)));
            var moment = Moment.Now(clock);
            foreach (var pause in pauses.Select(pause => SampleFiles.Moved(pause, days)).Where(pause => pause.MadeAt <= moment.Instant).ToList())
            {
                await services.GetRequiredService<Database>().WriteAsync(session => PauseStore.MakeAsync(session, pause, moment));
                pauses.RemoveAll(other => other.Id == pause.Id);
            }
            asked += await year.PlayWeekAsync(plans);
            decided += await year.CatchUpAsync(s_returns);
            tell($"Playing a year: week {week + 1} of 52, {asked} questions put, {decided} reviewed");
        }
        clock.Set(now);
        await year.PublishAsync();
        await year.EndAsync();
    }

    /// <summary>The kid of an agreement's partner.</summary>
    public static string KeyId(string agreement) => $"demo-{agreement}";
}
