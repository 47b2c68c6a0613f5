using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Muniment.Hub.Public.Referrals;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment referral: an adviser organisation's key, and what was sealed to it.</summary>
static class ReferralCommand
{
    static readonly Option<string> s_out = new("--out") { Description = "The private key's file, such as adviser.key; it must not exist.", Required = true };
    static readonly Argument<string> s_file = new("FILE") { Description = "A referral as the hub gives it out." };
    static readonly Option<string> s_key = new("--key") { Description = "The organisation's private key.", Required = true };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var key = new Command("key", "Makes an organisation's key: the private half into a file, the public half on standard output.") { s_out };
        key.SetAction(parsed => MakeKey(parsed.GetValue(s_out)!));
        var open = new Command("open", "Opens a referral on this machine.") { s_file, s_key };
        open.SetAction(parsed => Open(parsed.GetValue(s_file)!, parsed.GetValue(s_key)!));
        return new Command("referral", "Makes an adviser organisation's key and opens referrals that were encrypted to it.") { key, open };
    }

    static int MakeKey(string path)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        }
        catch (IOException exception)
        {
            throw new BadInputException($"'{path}' could not be written: {exception.Message}", exception);
        }
        Console.Out.WriteLine(key.ExportSubjectPublicKeyInfoPem());
        Console.Error.WriteLine($"Fingerprint: {AdviserOrganisation.FingerprintOf(Hpke.PointOf(key))}");
        Console.Error.WriteLine($"Keep '{path}' to yourselves: who has it can read your referrals, and without it nobody can. Give the public key above to the body that runs the hub.");
        return 0;
    }

    static int Open(string path, string keyPath)
    {
        var referral = SealedReferral.Parse(Read(path));
        using var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(Encoding.UTF8.GetString(Read(keyPath)));
            using var said = JsonDocument.Parse(referral.Open(key));
            Console.Error.WriteLine($"{referral.Reference}, to {referral.Organisation}, received {referral.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
            foreach (var field in said.RootElement.EnumerateObject())
                Console.Out.WriteLine($"{field.Name}: {(field.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", field.Value.EnumerateArray().Select(Shown)) : Shown(field.Value))}");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new BadInputException($"'{keyPath}' does not open '{path}': it is no private key, not the one the referral was encrypted to, or the referral was changed.", exception);
        }
        return 0;
    }

    // What others wrote must not steer the terminal.
    static string Shown(JsonElement value) => string.Concat((value.GetString() ?? "").ReplaceLineEndings("\n  ").Where(letter => letter == '\n' || !char.IsControl(letter)));

    static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' could not be read: {exception.Message}", exception);
        }
    }
}
