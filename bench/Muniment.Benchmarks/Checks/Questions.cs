using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Benchmarks.Checks;

/// <summary>A partner with an agreement, and requests that are signed and written out before any clock starts.</summary>
sealed class Questions : IDisposable
{
    /// <summary>The agreement's id.</summary>
    public const string AgreementId = "bench";

    const string Partner = "government-organisation:EX02";

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly string _folder;
    int _made;

    Questions(string folder) => _folder = folder;

    /// <summary>Makes a hub's folder with the snapshot shown, the agreement in force and the partner's key.</summary>
    /// <param name="data">The hub's folder; new.</param>
    /// <param name="database">PostgreSQL's connection string to an empty database; null: SQLite.</param>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    public static async Task<Questions> PrepareAsync(string data, string? database, string folder)
    {
        var questions = new Questions(folder);
        Directory.CreateDirectory(Path.Combine(data, "snapshots"));
        Directory.CreateSymbolicLink(Path.Combine(data, "snapshots", "bench"), Path.GetFullPath(folder));
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = data, Database = database, Urls = "http://127.0.0.1:0" });
        await using var store = Database.Open(database, data);
        using var persons = questions.Persons();
        await store.WriteAsync(async session =>
        {
            var moment = Moment.Now(TimeProvider.System);
            await AgreementStore.PutAsync(session, NewAgreement(persons), "proposed", "acc_bench", moment);
            var point = questions._key.ExportParameters(false).Q;
            await PartnerStore.AddKeyAsync(session, Partner, JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = "bench" }), "acc_bench", moment);
            await session.RunAsync("INSERT INTO snapshot (id, sphere, begun_at, linked_at, linked_by, records, persons) VALUES ('bench', 0, 1, 1, 'acc_bench', 1, 1)");
            await session.RunAsync("INSERT INTO publication (sphere, snapshot_id, published_at, published_by, reason) VALUES (0, 'bench', 1, 'acc_bench', 'To measure')");
        });
        return questions;
    }

    /// <summary>Signed requests about people of the snapshot, each with a token of its own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="port">The hub's port.</param>
    public byte[][] Make(int count, int port)
    {
        using var persons = Persons();
        using var reading = persons.Read(SnapshotPartition.Main)!;
        var random = new Random(7 + _made);
        var places = Enumerable.Range(0, count).Select(_ => random.Next()).ToArray();
        var first = _made;
        _made += count;
        var requests = new byte[count][];
        Parallel.For(0, count, at => requests[at] = Request(reading, places[at], first + at, port));
        return requests;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    byte[] Request(SnapshotReading reading, int place, int number, int port)
    {
        var person = reading.Sample(place).Where(field => reading.FieldsCompared.Contains(field.Key)).ToDictionary();
        var body = JsonSerializer.SerializeToUtf8Bytes(new { person });
        var now = DateTimeOffset.UtcNow;
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = Partner,
            aud = "urn:muniment:hub",
            iat = now.ToUnixTimeSeconds(),
            exp = now.ToUnixTimeSeconds() + 300,
            jti = $"{Guid.NewGuid():N}",
            official = "clerk-1",
            @case = "case-1",
            body_sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
        });
        var text = $"{Base64UrlEncoder.Encode("""{"alg":"ES256","kid":"bench","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(claims)}";
        var token = $"{text}.{Base64UrlEncoder.Encode(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
        return [.. Encoding.ASCII.GetBytes($"POST /api/v1/agreements/{AgreementId}/checks HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k{number}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }

    PersonDirectory Persons()
    {
        var persons = new PersonDirectory(new HubOptions { DataFolder = Path.GetDirectoryName(Path.GetFullPath(_folder))! });
        persons.Show(SnapshotPartition.Main, Path.GetFullPath(_folder), []);
        return persons;
    }

    internal static Agreement NewAgreement(PersonDirectory directory)
    {
        using var reading = directory.Read(SnapshotPartition.Main)!;
        var since = Instant.FromUtc(2020, 1, 2, 0, 0);
        return new Agreement
        {
            Id = AgreementId,
            Version = 1,
            Name = "Benchmark",
            OurSide = new("government-organisation:EX01", "Us"),
            Partner = new(Partner, "Them"),
            Purpose = new("dpv:IdentityVerification", "To measure"),
            LegalPower = "None: the people are made up",
            LawfulBasis = ["eu-gdpr:A6-1-e"],
            Benefits = "A number",
            Directions = [Direction.Check],
            IsAdverse = false,
            NeedsApproval = false,
            FieldsAsked = [.. reading.FieldsCompared],
            FieldsReturned = ["match", "town"],
            Conditions = [],
            Children = new(true, "The people are made up"),
            Matching = new(0.9, null, [], true, true),
            Caps = new(null, null, null),
            StartDate = new(2020, 1, 1),
            ReviewDate = new(2099, 1, 1),
            Dpia = new(new(2020, 1, 1), new(2099, 1, 1), null),
            EqualityAssessment = new(new(2020, 1, 1), new(2099, 1, 1), null),
            WordsToThePerson = "We measured.",
            Processors = [],
            Retention = "None",
            Contact = "nobody@example.org",
            Areas = [new("country:GB", "United Kingdom")],
            IsSandbox = false,
            Sources = [.. reading.Sources],
            SignOffs = [new("one", "Officer", since), new("two", "Officer", since)],
            NoticePublishedAt = since,
        };
    }
}
