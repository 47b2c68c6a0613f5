using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Benchmarks;

/// <summary>Governed checks over HTTP on loopback: a fresh token each, the entry committed before each answer. The load generator shares the machine.</summary>
/// <remarks>Requests are signed and written out before the clock starts; what is measured is the hub, and reading its answers from sockets.</remarks>
static class CheckTable
{
    const string AgreementId = "bench", Partner = "government-organisation:EX02";

    /// <summary>Measures.</summary>
    /// <param name="to">Receives the table.</param>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    /// <param name="database">PostgreSQL's connection string to an empty database; null: SQLite.</param>
    /// <param name="count">Checks to measure.</param>
    /// <param name="connections">Connections, each with one check under way.</param>
    public static async Task WriteAsync(TextWriter to, string folder, string? database, int count, int connections)
    {
        var data = Path.Combine(Path.GetTempPath(), $"muniment-bench-{Environment.ProcessId}");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = data, Database = database, Urls = "http://127.0.0.1:0" });
        var directory = app.Services.GetRequiredService<PersonDirectory>();
        Directory.CreateDirectory(directory.Folder);
        Directory.CreateSymbolicLink(Path.Combine(directory.Folder, "bench"), Path.GetFullPath(folder));
        directory.Show(SnapshotPartition.Main, "bench", []);
        await app.Services.GetRequiredService<Database>().WriteAsync(async session =>
        {
            var moment = Moment.Now(TimeProvider.System);
            await AgreementStore.PutAsync(session, NewAgreement(directory), "proposed", "acc_bench", moment);
            var point = key.ExportParameters(false).Q;
            await PartnerStore.AddKeyAsync(session, Partner, JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = "bench" }), "acc_bench", moment);
        });
        await app.StartAsync();
        var port = new Uri(app.Urls.First()).Port;
        var requests = Requests(directory, key, count + (count / 4), port);
        await RunAsync(port, requests[count..], connections); // warm

        var cpu = Environment.CpuUsage.TotalTime;
        var begun = Stopwatch.GetTimestamp();
        var (milliseconds, disclosed) = await RunAsync(port, requests[..count], connections);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Array.Sort(milliseconds);
        double At(double share) => milliseconds[(int)(share * (milliseconds.Length - 1))];
        to.WriteLine("| database | connections | checks | a second | a minute | p50 ms | p99 ms | CPU ms a check | disclosed |");
        to.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(database is null ? "SQLite" : "PostgreSQL")} | {connections} | {count:N0} | {count / seconds:N0} | {60 * count / seconds:N0} | {At(0.5):F1} | {At(0.99):F1} | {cpu.TotalMilliseconds / count:F3} | {disclosed:N0} |"));
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
    }

    static async Task<(double[] Milliseconds, int Disclosed)> RunAsync(int port, byte[][] requests, int connections)
    {
        var milliseconds = new double[requests.Length];
        var (next, disclosed) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            var answer = new byte[8192];
            for (int at; (at = Interlocked.Increment(ref next)) < requests.Length;)
            {
                var asked = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[at]);
                var length = await ReadAsync(socket, answer);
                milliseconds[at] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
                if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
                    throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, length));
                if (answer.AsSpan(0, length).IndexOf("\"disclosed\""u8) >= 0)
                    Interlocked.Increment(ref disclosed);
            }
        })));
        return (milliseconds, disclosed);
    }

    static async Task<int> ReadAsync(Socket socket, byte[] answer)
    {
        for (int length = 0, whole = int.MaxValue; ;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The hub closed the connection.");
            length += read;
            if (whole == int.MaxValue && answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                var head = Encoding.ASCII.GetString(answer, 0, end);
                var at = head.IndexOf("Content-Length: ", StringComparison.Ordinal) + "Content-Length: ".Length;
                whole = end + 4 + int.Parse(head.AsSpan(at, (head + "\r").IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
            }
            if (length >= whole)
                return length;
        }
    }

    static byte[][] Requests(PersonDirectory directory, ECDsa key, int count, int port)
    {
        using var reading = directory.Read(SnapshotPartition.Main)!;
        var handler = new JsonWebTokenHandler();
        var credentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "bench" }, SecurityAlgorithms.EcdsaSha256);
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(at =>
        {
            var person = reading.Sample(random.Next()).Where(field => reading.FieldsCompared.Contains(field.Key)).ToDictionary();
            var body = JsonSerializer.SerializeToUtf8Bytes(new { person });
            var now = DateTimeOffset.UtcNow;
            var token = handler.CreateToken(JsonSerializer.Serialize(new
            {
                iss = Partner,
                aud = "urn:muniment:hub",
                iat = now.ToUnixTimeSeconds(),
                exp = now.ToUnixTimeSeconds() + 300,
                jti = $"{at}",
                official = "clerk-1",
                @case = "case-1",
                body_sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
            }), credentials);
            return (byte[])[.. Encoding.ASCII.GetBytes($"POST /api/v1/agreements/{AgreementId}/checks HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k{at}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
        })];
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
