using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>Requests as an attacker writes them, byte for byte over sockets: each is answered with 4xx, and nothing has changed afterwards.</summary>
public sealed class HostileRequestsTests
{
    const int Count = 2000, Seed = 20260302;
    const string Checks = $"/api/v1/agreements/{ExchangeUnderTest.AgreementId}/checks";
    const string Lists = $"/api/v1/agreements/{ExchangeUnderTest.AgreementId}/bulk-checks";

    static readonly string[] s_paths =
    [
        "/ledger/tile/../../keys/ledger.key", "/ledger/tile/..%2f..%2fkeys%2fledger.key", "/ledger/tile/%2e%2e/%2e%2e/hub.db", "/ledger/tile/entries/..%5c..%5chub.db", "//etc/passwd", "/static/..%2f..%2f..%2fetc/passwd",
        "/api/v1/checks/%00", "/api/v1/checks/' OR 1=1 --", "/api/v1/checks/%27%20OR%201=1", "/api/v1/checks/..%2f..%2fregister", "/api/v1//checks/x/receipt", "/api/v1/agreements/licences/bulk-checks/..%2f..%2f..%2fhub.db/result",
        "/ledger/tile/0/%c0%ae%c0%ae/keys", "/api/staff/agreements/..;/x", "/api/v1/checks/\u00ff", "/register/agreements.json%00.csv", "/.well-known/../keys/push.key", "/ledger/tile/x999999999/999", "/ledger/tile/-1/000", "/..%252f..%252fhub.db",
    ];

    [Fact]
    public async Task TwoThousand_OfThem_AreRefusedAndChangeNothing()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { Directions = [Direction.Check, Direction.BulkCheck] });
        Assert.Equal(200, (await exchange.AskAsync(ExchangeUnderTest.Ada)).Status); // the same requests, well-formed, do something
        var before = await StateAsync(exchange);
        var random = new Random(Seed);
        var wrong = new List<string>();

        for (var i = 0; i < Count; i++)
        {
            var (what, bytes) = Next(exchange, random, i);
            var status = await SendAsync(exchange, bytes);
            if (status is < 400 or > 499)
                wrong.Add($"{i} {what}: {status}");
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await StateAsync(exchange));
        Assert.Equal(200, (await exchange.AskAsync(ExchangeUnderTest.Ada)).Status); // and it still answers
    }

    static (string What, byte[] Bytes) Next(ExchangeUnderTest exchange, Random random, int i)
    {
        var now = exchange.Clock.GetUtcNow();
        var good = JsonSerializer.SerializeToUtf8Bytes(ExchangeUnderTest.Ada);
        switch (i % 5)
        {
            case 0:
                {
                    var body = Broken(good, random);
                    var path = random.Next(4) == 0 ? "/api/v1/checks/chk_x/outcome" : Checks;
                    return ("json", Request("POST", path, body, exchange.Partner.Token(body, now), random));
                }
            case 1:
                return ("jwt", Request("POST", random.Next(3) == 0 ? Lists : Checks, good, Forged(exchange, good, now, random), random, random.Next(3) == 0 ? "text/csv" : "application/json"));
            case 2:
                {
                    var body = new byte[random.Next(17 << 10, 200 << 10)];
                    Array.Fill(body, (byte)'a');
                    return random.Next(3) switch
                    {
                        0 => ("large body", Request("POST", Checks, body, exchange.Partner.Token(body, now), random)),
                        1 => ("large header", Request("POST", Checks, good, new string('a', random.Next(5000, 40000)), random)),
                        _ => ("large number of headers", Encoding.Latin1.GetBytes($"POST {Checks} HTTP/1.1\r\nHost: h\r\n{string.Concat(Enumerable.Range(0, 150).Select(n => $"x-{n}: y\r\n"))}Content-Length: 0\r\n\r\n")),
                    };
                }
            case 3:
                return ("smuggling", Smuggled(random, good));
            default:
                return ("path", Encoding.Latin1.GetBytes($"{(random.Next(2) == 0 ? "GET" : "POST")} {s_paths[random.Next(s_paths.Length)]} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {exchange.Partner.Token([], now)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }

    /// <summary>A question that is none any more, whatever the dice say.</summary>
    static byte[] Broken(byte[] good, Random random)
    {
        var text = Encoding.UTF8.GetString(good);
        var n = random.Next(1, 40);
        return random.Next(14) switch
        {
            0 => good[..random.Next(good.Length)],
            1 => Encoding.UTF8.GetBytes(new string('[', 100 * n) + new string(']', 100 * n)),
            2 => Encoding.UTF8.GetBytes(text.Insert(1, "\"person\":{\"forename\":\"Bela\"},")),
            3 => Encoding.UTF8.GetBytes(text.Insert(1, $"\"extra{n}\":{n},")),
            4 => Encoding.UTF8.GetBytes($$$"""{"person":{"forename":{{{n}}}}}"""),
            5 => Encoding.UTF8.GetBytes($$$"""{"person":["forename","Ada"]}"""),
            6 => Encoding.UTF8.GetBytes($$$"""{"person":{"Fore name{{{n}}}":"Ada"}}"""),
            7 => [.. "{\"person\":{\"forename\":\""u8, 0xff, 0xfe, (byte)(0x80 + n), .. "\"}}"u8],
            8 => Encoding.UTF8.GetBytes($$$"""{"person":{"forename":"{{{new string('a', 1000 + n)}}}"}}"""),
            9 => Encoding.UTF8.GetBytes("""{"person":{"forename":"\ud800"}}"""),
            10 => Encoding.UTF8.GetBytes($$$"""{"person":{"forename":"a\u0000{{{n}}}"}}"""),
            11 => Encoding.UTF8.GetBytes($"{text}{new string('}', n)}"),
            12 => Encoding.UTF8.GetBytes($$$"""{"person":{{{{string.Join(',', Enumerable.Range(0, 41 + n).Select(k => $"\"f{k}\":\"v\""))}}}}}"""),
            _ => Encoding.UTF8.GetBytes($"/* {n} */ {text}"),
        };
    }

    static string Forged(ExchangeUnderTest exchange, byte[] body, DateTimeOffset now, Random random)
    {
        var parts = exchange.Partner.Token(body, now).Split('.');
        var pick = random.Next(12);
        var header = pick switch
        {
            0 => new { alg = "none", typ = "JWT", kid = exchange.Partner.Kid },
            1 or 2 => new { alg = "HS256", typ = "JWT", kid = exchange.Partner.Kid },
            3 => new { alg = "ES384", typ = "JWT", kid = exchange.Partner.Kid },
            4 => new { alg = "ES256", typ = "JWT", kid = "../../keys/ledger.key" },
            5 => new { alg = "ES256", typ = "JWT", kid = "' OR '1'='1" },
            6 => new { alg = "es256", typ = "JWT", kid = exchange.Partner.Kid },
            _ => (object)new { alg = "ES256", typ = "JWT", kid = exchange.Partner.Kid, jwk = JsonDocument.Parse(exchange.Partner.Jwk).RootElement, jku = "http://127.0.0.1:1/keys" },
        };
        var encoded = Base64UrlEncoder.Encode(JsonSerializer.Serialize(header));
        var signed = Encoding.ASCII.GetBytes($"{encoded}.{parts[1]}");
        return pick switch
        {
            0 => $"{encoded}.{parts[1]}.",
            1 => $"{encoded}.{parts[1]}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(exchange.Partner.Jwk), signed))}",
            2 => $"{encoded}.{parts[1]}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Array.Empty<byte>(), signed))}",
            7 => $"{encoded}.{parts[1]}.{Other(signed)}",
            8 => $"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(new byte[64])}", // r = s = 0: accepted by some that do not look (CVE-2022-21449)
            9 => $"{parts[0]}.{parts[1]}.{parts[2][..random.Next(parts[2].Length - 2)]}",
            10 => $"{parts[0]}.{Base64UrlEncoder.Encode(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("clerk-17", "chief", StringComparison.Ordinal))}.{parts[2]}",
            11 => random.Next(3) switch { 0 => "", 1 => "....", _ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(60)) },
            _ => $"{encoded}.{parts[1]}.{parts[2]}",
        };
    }

    static string Other(byte[] signed)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Base64UrlEncoder.Encode(key.SignData(signed, HashAlgorithmName.SHA256));
    }

    static byte[] Smuggled(Random random, byte[] body)
    {
        var inner = $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
        var text = random.Next(9) switch
        {
            0 => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n{inner}",
            1 => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: {body.Length}\r\n\r\n{inner}",
            2 => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked, identity\r\nConnection: close\r\n\r\n0\r\n\r\n",
            3 => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Length : {body.Length}\r\n\r\n",
            4 => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
            5 => $"POST {Checks} HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n",
            6 => $"POST {Checks} HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            7 => $"POST {Checks}\0 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
            _ => $"POST {Checks} HTTP/1.1\r\nHost: h\r\nX: a\r\n b: folded\r\nContent-Length: -1\r\n\r\n",
        };
        return Encoding.Latin1.GetBytes(text);
    }

    static byte[] Request(string method, string path, byte[] body, string token, Random random, string type = "application/json") =>
    [
        .. Encoding.Latin1.GetBytes($"{method} {path} HTTP/1.1\r\nHost: h\r\nContent-Type: {type}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k{random.NextInt64()}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
        .. body,
    ];

    static async Task<int> SendAsync(ExchangeUnderTest exchange, byte[] bytes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", exchange.Hub.Client.BaseAddress!.Port);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), late.Token);
        });
        var buffer = new byte[4096];
        var length = 0;
        try
        {
            for (int read; length < 12 && (read = await socket.ReceiveAsync(buffer.AsMemory(length), late.Token)) > 0;)
                length += read;
        }
        catch (SocketException)
        {
            // It was cut while it still sent: no answer, and none is owed.
        }
        try
        {
            await sending;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server has read enough.
        }
        return length < 12 ? 499 : int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    static Task<string> StateAsync(ExchangeUnderTest exchange) => exchange.Hub.Database.ReadAsync(async session =>
    {
        var counts = new List<string>();
        foreach (var table in new[] { "entry", "partner_check", "bulk_job", "pause", "agreement_version", "partner_key", "cap_count", "review_opening", "setting", "account" })
            counts.Add($"{table} {await session.ValueAsync<long>($"SELECT COUNT(*) FROM {table}")}");
        return string.Join(", ", counts);
    });
}
