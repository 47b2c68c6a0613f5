using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Signs what the hub sends, as partners sign what they send: an ES256 JWT of five minutes for the very body. The public key is at /.well-known/jwks.json.</summary>
/// <remarks>The key is made on first use, in the hub's folder of keys, for its own account alone. Safe on any thread.</remarks>
sealed class HubSigner(Database database, HubOptions options) : IDisposable
{
    readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    readonly SemaphoreSlim _opening = new(1, 1);
    SigningCredentials? _credentials;
    ECDsa? _key;

    public static void MapKeys(IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", KeysAsync).WithTags("Exchange").AllowPublic().WithName("hub-keys").WithSummary("The keys with which the hub signs what it sends (RFC 7517).");

    /// <summary>A token for a body.</summary>
    /// <param name="partner">Who receives it: the token's audience.</param>
    /// <param name="check">The answer's id: the token's id.</param>
    /// <param name="body">The body.</param>
    public async Task<string> SignAsync(string partner, string check, byte[] body)
    {
        var now = options.Clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = options.Audience,
            ["aud"] = partner,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = Ids.New("psh"), // A new one for each try.
            ["check"] = check,
            ["body_sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)),
        };
        return _handler.CreateToken(JsonSerializer.Serialize(claims), await OpenAsync().ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _opening.Dispose();
        _key?.Dispose();
    }

    static async Task<IResult> KeysAsync(HttpContext context, Database database, HubSigner signer)
    {
        await signer.OpenAsync().ConfigureAwait(false);
        var keys = await database.ReadAsync(session => session.ListAsync<string>("SELECT jwk FROM hub_key ORDER BY added_at, kid"), context.RequestAborted).ConfigureAwait(false);
        return Results.Text($"{{\"keys\":[{string.Join(',', keys)}]}}", "application/jwk-set+json");
    }

    async Task<SigningCredentials> OpenAsync()
    {
        if (_credentials is { } known)
            return known;
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_credentials is not null)
                return _credentials;
            var folder = options.KeysFolder ?? HubFolder.Keys(options.DataFolder);
            var path = Path.Combine(folder, "push.key");
            if (!File.Exists(path))
            {
                using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var made = $"{path}.{Environment.ProcessId}";
                HubFolder.WriteSecret(made, fresh.ExportPkcs8PrivateKeyPem());
                try
                {
                    File.Move(made, path, overwrite: false);
                }
                catch (IOException) when (File.Exists(path))
                {
                    File.Delete(made); // Another hub was first.
                }
            }
            _key = ECDsa.Create();
            _key.ImportFromPem(await File.ReadAllTextAsync(path).ConfigureAwait(false));
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
            var kid = Base64UrlEncoder.Encode(new JsonWebKey { Kty = "EC", Crv = "P-256", X = x, Y = y }.ComputeJwkThumbprint());
            var jwk = JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x, y, kid, use = "sig", alg = "ES256" });
            await database.WriteAsync(session => session.RunAsync("INSERT INTO hub_key (kid, jwk, added_at) VALUES (@kid, @jwk, @at) ON CONFLICT (kid) DO NOTHING", new { kid, jwk, at = options.Clock.GetUtcNow().ToMicroseconds() })).ConfigureAwait(false);
            return _credentials = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256);
        }
        finally
        {
            _opening.Release();
        }
    }
}
