using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Writing;
using Muniment.Tables;
using Npgsql;

namespace Muniment.Hub.Hosting.Backups;

/// <summary>What a restore did.</summary>
/// <param name="Acts">Acts of the journal that were run again.</param>
/// <param name="Rejoined">Entries that the backup had not numbered yet and that were found in the published ledger.</param>
/// <param name="Lost">Entries of the published ledger whose openings were made after the backup: their leaves stay, what they commit to is gone.</param>
public sealed record RestoreResult(int Acts, int Rejoined, int Lost);

/// <summary>Puts a backup back without reviving anything that was stopped since: pauses, erasures, splits, revocations, used tokens.</summary>
public static class Restore
{
    // An act may be given its time well before it commits, and hubs' clocks differ; running acts twice does no harm.
    static readonly TimeSpan s_margin = TimeSpan.FromMinutes(10);

    /// <summary>Restores a backup into a hub's folder (SQLite) or an empty database (PostgreSQL). The hub must not be running.</summary>
    /// <param name="options">The hub.</param>
    /// <param name="from">The backup's folder.</param>
    /// <param name="cancellation">Stops before the database is put in place; not after.</param>
    /// <exception cref="BadInputException">The backup is damaged, there is a hub's database already, or the journal is damaged.</exception>
    public static async Task<RestoreResult> RunAsync(HubOptions options, string from, CancellationToken cancellation = default)
    {
        var manifest = await CheckAsync(from, options.Database is not null, cancellation).ConfigureAwait(false);
        HubFolder.Make(options.DataFolder);
        await PlaceDatabaseAsync(options, Path.Combine(from, Backup.DatabaseName), cancellation).ConfigureAwait(false);
        var keys = HubFolder.Keys(options.DataFolder);
        foreach (var key in Directory.GetFiles(Path.Combine(from, Backup.KeysName)))
            File.Copy(key, Path.Combine(keys, Path.GetFileName(key)), overwrite: true);
        await using var database = Database.Open(options.Database, options.DataFolder);
        await SchemaChanges.ApplyAsync(database, options.Clock).ConfigureAwait(false);
        return await database.WriteAsync(async session =>
        {
            var acts = await ActJournal.ReplayAsync(session, ActJournal.FolderIn(options.DataFolder), manifest.BegunAt - (s_margin.Ticks / TimeSpan.TicksPerMicrosecond)).ConfigureAwait(false);
            var (rejoined, lost) = await RejoinLedgerAsync(session, options).ConfigureAwait(false);
            // A token used after the backup must not be used again: those issued until now are refused, the partners' clocks allowed for.
            var notBefore = (options.Clock.GetUtcNow() + PartnerTokens.ClockSkew).ToUnixTimeSeconds() + 1;
            await session.RunAsync("INSERT INTO setting (name, value) VALUES ('tokens_not_before', @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                new { value = notBefore.ToString(CultureInfo.InvariantCulture) }).ConfigureAwait(false);
            await RuleBook.ChangeAsync(session).ConfigureAwait(false);
            return new RestoreResult(acts, rejoined, lost);
        }, CancellationToken.None).ConfigureAwait(false);
    }

    static async Task<BackupManifest> CheckAsync(string from, bool isPostgres, CancellationToken cancellation)
    {
        var path = Path.Combine(from, Backup.ManifestName);
        if (!File.Exists(path))
            throw new BadInputException($"'{from}' is no backup: it has no {Backup.ManifestName}.");
        var manifest = JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false));
        if (manifest is not { Format: 1 })
            throw new BadInputException($"'{path}' is of a later program than this one.");
        if (manifest.IsPostgres != isPostgres)
            throw new BadInputException(manifest.IsPostgres ? "The backup is of a PostgreSQL database: give --database." : "The backup is of an SQLite database: leave --database out.");
        foreach (var (name, hash) in manifest.Sha256)
        {
            var file = Path.Combine(from, name);
            if (!File.Exists(file) || await Backup.HashAsync(file, cancellation).ConfigureAwait(false) != hash)
                throw new BadInputException($"'{file}' is missing or not as it was written. Nothing was restored; use another backup.");
        }
        return manifest;
    }

    static async Task PlaceDatabaseAsync(HubOptions options, string dump, CancellationToken cancellation)
    {
        if (options.Database is null)
        {
            var path = SqliteDatabase.PathIn(options.DataFolder);
            if (File.Exists(path))
                throw new BadInputException($"'{path}' exists. Stop the hub, move the file away (with its -wal and -shm), and restore again.");
            File.Copy(dump, path + ".part", overwrite: true);
            File.Move(path + ".part", path);
            return;
        }
        var settings = new NpgsqlConnectionStringBuilder(options.Database);
        var start = new ProcessStartInfo("pg_restore", ["--exit-on-error", "--single-transaction", "--no-owner", "--host", settings.Host ?? "", "--port", $"{settings.Port}", "--username", settings.Username ?? "", "--dbname", settings.Database ?? "", dump])
        {
            RedirectStandardError = true,
        };
        if (settings.Password is { } password)
            start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start) ?? throw new BadInputException("pg_restore could not be started. Install PostgreSQL's client programs (on Debian: postgresql-client).");
        var errors = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new BadInputException($"pg_restore ended with exit code {process.ExitCode}; the database must be empty. It said: {errors.Trim()}");
    }

    /// <summary>The ledger never goes back: what was published since the backup stays, and the database is brought up to it.</summary>
    static async Task<(int Rejoined, int Lost)> RejoinLedgerAsync(Session session, HubOptions options)
    {
        var folder = LedgerFiles.Folder(options);
        var state = await LedgerState.ReadAsync(session).ConfigureAwait(false);
        if (TileLog.ReadPublished(folder) is not { } note || Checkpoint.Of(note) is var published && published.Size <= (state?.Size ?? 0))
            return (0, 0);
        var (rejoined, lost) = (0, 0);
        var reader = new LogReader(new DirectoryLogSource(folder));
        for (var index = state?.Size ?? 0; index < published.Size; index++)
        {
            var leaf = await reader.ReadEntryAsync(index, published).ConfigureAwait(false) ?? throw new BadInputException($"'{folder}' lacks entry {index} of its own checkpoint. Restore the ledger's files first.");
            var bytes = leaf.ToArray();
            if (await session.RunAsync("UPDATE entry SET leaf_index = @index WHERE leaf = @bytes AND leaf_index IS NULL", new { index, bytes }).ConfigureAwait(false) > 0)
            {
                rejoined++;
                continue;
            }
            var parsed = LedgerLeaf.Parse(bytes);
            await session.RunAsync("""
                INSERT INTO entry (id, kind, month, agreement, agreement_version, leaf, leaf_index, made_at) VALUES (@id, @Kind, @month, @Agreement, @version, @bytes, @index, @at)
                """, new
            {
                id = Ids.New("ent"),
                parsed.Kind,
                month = string.Create(CultureInfo.InvariantCulture, $"{parsed.Year:0000}-{parsed.Month:00}"),
                parsed.Agreement,
                version = parsed.Agreement is null ? (long?)null : parsed.AgreementVersion,
                bytes,
                index,
                at = options.Clock.GetUtcNow().ToMicroseconds(),
            }).ConfigureAwait(false);
            lost++;
        }
        await session.RunAsync("""
            INSERT INTO ledger_state (id, epoch, holder, lease_until, size, root, published_size, published_at, checkpoint) VALUES (1, 1, '', 0, @Size, @root, @Size, @at, @checkpoint)
            ON CONFLICT (id) DO UPDATE SET epoch = ledger_state.epoch + 1, holder = '', lease_until = 0, size = excluded.size, root = excluded.root, published_size = excluded.published_size, published_at = excluded.published_at, checkpoint = excluded.checkpoint
            """, new { published.Size, root = published.Root.ToArray(), at = options.Clock.GetUtcNow().ToMicroseconds(), checkpoint = note.ToString() }).ConfigureAwait(false);
        return (rejoined, lost);
    }
}
