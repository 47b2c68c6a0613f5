using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment partner: what a partner's developer needs at a terminal.</summary>
static class PartnerCommand
{
    static readonly Option<string> s_key = new("--key") { Description = "The partner's private key, PEM, elliptic curve P-256.", Required = true };
    static readonly Option<string> s_newKey = new("--key") { Description = "Where to write the private key; the file must not exist.", Required = true };
    static readonly Option<string> s_kid = new("--kid") { Description = "The key's id, as it is registered.", Required = true };
    static readonly Option<string> s_partner = new("--partner") { Description = "The partner's id, such as government-organisation:EX06.", Required = true };
    static readonly Option<string?> s_body = new("--body") { Description = "The file that is the request's body (default: none, as for a GET)." };
    static readonly Option<string> s_audience = new("--audience") { Description = "Whom the token is for.", DefaultValueFactory = _ => "urn:muniment:hub" };
    static readonly Option<string> s_official = new("--official") { Description = "Who asks, at the partner.", DefaultValueFactory = _ => "developer" };
    static readonly Option<string> s_case = new("--case") { Description = "Why: the partner's case.", DefaultValueFactory = _ => "trial" };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var token = new Command("token", "Prints a token that signs one request: good for five minutes, once.") { s_key, s_kid, s_partner, s_body, s_audience, s_official, s_case };
        token.SetAction(parsed => Console.Out.WriteLine(Token(parsed)));
        var key = new Command("key", "Makes a key pair: the private key into a file, the public one (a JSON Web Key) on standard output.") { s_newKey, s_kid };
        key.SetAction(NewKey);
        return new Command("partner", "Signs requests as a partner does, and makes keys.") { token, key };
    }

    static string Token(ParseResult parsed)
    {
        using var key = ECDsa.Create();
        var path = parsed.GetValue(s_key)!;
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new BadInputException($"'{path}' is no private key in PEM on the elliptic curve P-256.", exception);
        }
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var body = parsed.GetValue(s_body) is { } file ? File.ReadAllBytes(file) : [];
        return new JsonWebTokenHandler().CreateToken(JsonSerializer.Serialize(new
        {
            iss = parsed.GetValue(s_partner),
            aud = parsed.GetValue(s_audience),
            iat = now,
            exp = now + 300,
            jti = RandomNumberGenerator.GetHexString(32, lowercase: true),
            official = parsed.GetValue(s_official),
            @case = parsed.GetValue(s_case),
            body_sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
        }), new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = parsed.GetValue(s_kid) }, SecurityAlgorithms.EcdsaSha256));
    }

    static void NewKey(ParseResult parsed)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(parsed.GetValue(s_newKey)!, options))
            file.WriteLine(key.ExportECPrivateKeyPem());
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Console.Out.WriteLine(JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = parsed.GetValue(s_kid) }));
    }
}
