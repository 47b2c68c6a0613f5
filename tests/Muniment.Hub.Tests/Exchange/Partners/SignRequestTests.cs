using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Muniment.Hub.Tests.Exchange.Partners;

/// <summary>samples/sign-request.sh, which docs/api.md shows.</summary>
public sealed class SignRequestTests
{
    [Fact]
    public async Task Script_OfABody_PrintsATokenThatVerifies()
    {
        var folder = Directory.CreateTempSubdirectory("muniment-sign").FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportECPrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "body.json"), """{"person":{"forename":"Ada"}}""");
        for (var tries = 0; tries < 5; tries++) // a signature's numbers are sometimes shorter than 32 bytes
        {
            using var script = Process.Start(new ProcessStartInfo("bash", [Script(), Path.Combine(folder, "key.pem"), "key-1", "government-organisation:EX02", Path.Combine(folder, "body.json"), "clerk", "case"]) { RedirectStandardOutput = true })!;
            var text = (await script.StandardOutput.ReadToEndAsync()).Trim();
            await script.WaitForExitAsync();

            var token = new JsonWebTokenHandler().ReadJsonWebToken(text);
            var valid = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { IssuerSigningKey = new ECDsaSecurityKey(key), ValidIssuer = "government-organisation:EX02", ValidAudience = "urn:muniment:hub" });
            Assert.True(valid.IsValid, valid.Exception?.Message);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("""{"person":{"forename":"Ada"}}"""u8)), token.GetPayloadValue<string>("body_sha256"));
            Assert.Equal(("clerk", "case"), (token.GetPayloadValue<string>("official"), token.GetPayloadValue<string>("case")));
        }
        Directory.Delete(folder, recursive: true);
    }

    static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "samples", "sign-request.sh") is var path && File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("samples/sign-request.sh is not above the tests' folder.");
    }
}
