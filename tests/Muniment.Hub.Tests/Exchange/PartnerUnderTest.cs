using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>A partner with a key of its own, that signs its requests as the documentation says.</summary>
public sealed class PartnerUnderTest : IDisposable
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly JsonWebTokenHandler _handler = new();

    public PartnerUnderTest(string id, string kid) => (Id, Kid) = (id, kid);

    public string Id { get; }

    public string Kid { get; }

    /// <summary>The public key, as JSON.</summary>
    public string Jwk
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = Kid });
        }
    }

    /// <summary>A token for a body.</summary>
    /// <param name="body">The body; empty for a GET.</param>
    /// <param name="now">The partner's clock.</param>
    /// <param name="change">What the test makes wrong; a claim set to null is left out.</param>
    public string Token(ReadOnlySpan<byte> body, DateTimeOffset now, Action<Dictionary<string, object?>>? change = null)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Id,
            ["aud"] = "urn:muniment:hub",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["official"] = "clerk-17",
            ["case"] = "case-2026-1",
            ["body_sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)),
        };
        change?.Invoke(claims);
        var given = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value);
        return _handler.CreateToken(JsonSerializer.Serialize(given), new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = Kid, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256));
    }

    /// <summary>A signed question.</summary>
    public HttpRequestMessage Ask(string agreement, object question, DateTimeOffset now, string? key = null, Action<Dictionary<string, object?>>? change = null)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(question);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/agreements/{agreement}/checks") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(body, now, change));
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString("N"));
        return request;
    }

    /// <summary>A signed POST.</summary>
    public HttpRequestMessage Post(string path, byte[] body, DateTimeOffset now, string? key = null, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(body, now));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    /// <summary>A signed GET.</summary>
    public HttpRequestMessage Get(string path, DateTimeOffset now)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token([], now));
        return request;
    }

    public void Dispose() => _key.Dispose();
}
