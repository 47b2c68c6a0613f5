using System.Net;
using Muniment.Ledger;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Tables;

namespace Muniment.Cli.Ledgers;

/// <summary>Reads what the ledger commands are given: sources, keys, policies, checkpoints.</summary>
static class LedgerInputs
{
    const int MostKeyFile = 1 << 20;

    /// <summary>A client that follows no redirect to elsewhere, and waits half a minute for a file.</summary>
    public static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A folder or an address.</summary>
    public static LogSource Source(string given, HttpClient client)
    {
        if (given.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || given.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Uri.TryCreate(given, UriKind.Absolute, out var address) ? new HttpLogSource(client, address) : throw new BadInputException($"'{given}' is no address.");
        return Directory.Exists(given) ? new DirectoryLogSource(given) : throw new BadInputException($"There is no folder '{given}'. Give the ledger's folder, or an address that begins with http:// or https://.");
    }

    /// <summary>Keys given as they are, or in files with one a line.</summary>
    public static IReadOnlyList<VerifierKey> Keys(string[] given)
    {
        var keys = new List<VerifierKey>();
        foreach (var one in given)
        {
            if (!File.Exists(one))
            {
                keys.Add(VerifierKey.Parse(one.Trim()));
                continue;
            }
            var lines = System.Text.Encoding.UTF8.GetString(Bytes(one, MostKeyFile)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 0)
                throw new BadInputException($"'{one}' holds no key.");
            keys.AddRange(lines.Select(VerifierKey.Parse));
        }
        return keys;
    }

    /// <summary>A policy; null where none is given.</summary>
    public static WitnessPolicy? Policy(string? path) => path is null ? null : WitnessPolicy.Parse(Bytes(path, MostKeyFile));

    /// <summary>A signed note; null where none is given.</summary>
    public static SignedNote? Note(string? path) => path is null ? null : SignedNote.Parse(Bytes(path, SignedNote.MostBytes));

    /// <summary>A file's bytes.</summary>
    public static byte[] Bytes(string path, int most)
    {
        if (!File.Exists(path))
            throw new BadInputException($"There is no file '{path}'.");
        var length = new FileInfo(path).Length;
        return length <= most ? File.ReadAllBytes(path) : throw new LedgerException(LedgerFault.Malformed, $"'{path}' has {length} bytes; at most {most} are read.");
    }
}
