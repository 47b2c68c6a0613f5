using System.Security.Cryptography;
using System.Text.Json;
using Muniment.Hub.Hosting.Storage;
using Muniment.Tables;

namespace Muniment.Hub.Hosting.Backups;

/// <summary>What a backup holds and when it was begun: the file manifest.json in its folder.</summary>
/// <param name="Format">1.</param>
/// <param name="BegunAt">Acts from this instant on may not be in it; microseconds since 1970.</param>
/// <param name="IsPostgres">Whether the database is pg_dump's; else an SQLite file.</param>
/// <param name="Sha256">[file] SHA-256, hexadecimal.</param>
public sealed record BackupManifest(int Format, long BegunAt, bool IsPostgres, IReadOnlyDictionary<string, string> Sha256);

/// <summary>Copies the database, as it stands at one instant, and the hub's keys into a folder.</summary>
/// <remarks>
/// Snapshots, extracts and the ledger's tiles are files that never change once written: any tool can copy them, at any time. The journal
/// (<c>journal/</c> in the hub's folder) must be copied after the backup, or be on another disk, and be there when it is restored.
/// </remarks>
public static class Backup
{
    internal const string DatabaseName = "database", ManifestName = "manifest.json", KeysName = "keys";

    /// <summary>Makes a backup; the hub may be running.</summary>
    /// <param name="options">The hub.</param>
    /// <param name="to">A folder that does not exist yet; it appears whole or not at all.</param>
    /// <param name="cancellation">Stops the copying.</param>
    /// <exception cref="BadInputException">The folder exists, or the hub's cannot be read.</exception>
    public static async Task MakeAsync(HubOptions options, string to, CancellationToken cancellation = default)
    {
        if (Path.Exists(to))
            throw new BadInputException($"'{to}' exists. A backup gets a new folder of its own.");
        if (!Directory.Exists(options.DataFolder))
            throw new BadInputException($"There is no hub in '{options.DataFolder}'.");
        var part = to + ".part";
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        HubFolder.Make(part);
        var begun = options.Clock.GetUtcNow().ToMicroseconds();
        await using var database = Database.Open(options.Database, options.DataFolder);
        await database.BackUpAsync(Path.Combine(part, DatabaseName), cancellation).ConfigureAwait(false);
        HubFolder.Make(Path.Combine(part, KeysName));
        foreach (var key in Directory.GetFiles(HubFolder.Keys(options.DataFolder)))
            File.Copy(key, Path.Combine(part, KeysName, Path.GetFileName(key)));
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(part, "*", SearchOption.AllDirectories))
            hashes.Add(Path.GetRelativePath(part, file), await HashAsync(file, cancellation).ConfigureAwait(false));
        var manifest = new BackupManifest(1, begun, options.Database is not null, hashes);
        HubFolder.WriteSecret(Path.Combine(part, ManifestName), JsonSerializer.Serialize(manifest));
        Directory.Move(part, to);
    }

    internal static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
    }
}
