using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tests;

/// <summary>A database with the program's schema, made once and copied for each test: what a first start makes, without making it hundreds of times.</summary>
static class HubTemplate
{
    static readonly Lazy<Task<byte[]>> s_sqlite = new(MakeSqliteAsync);
    static readonly Lazy<Task<string>> s_postgres = new(MakePostgresAsync);

    const string Memory = "/dev/shm";
    const long Enough = 1L << 30;

    /// <summary>Where tests' folders are: in memory where the system offers enough of it, since nothing here asks what a disk does.</summary>
    public static string Folder { get; } = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Enough ? Memory : Path.GetTempPath();

    /// <summary>Puts the database's file into a hub's folder that has none.</summary>
    public static async Task CopyAsync(string folder)
    {
        if (File.Exists(SqliteDatabase.PathIn(folder)))
            return;
        HubFolder.Make(folder);
        await File.WriteAllBytesAsync(SqliteDatabase.PathIn(folder), await s_sqlite.Value);
    }

    /// <summary>A new PostgreSQL database with the schema.</summary>
    public static async Task<string> NewPostgresAsync() => PostgresServer.Shared.NewDatabase(await s_postgres.Value);

    static async Task<byte[]> MakeSqliteAsync()
    {
        var folder = Path.Combine(Folder, $"muniment-template-{Guid.NewGuid():N}");
        HubFolder.Make(folder);
        await using (var database = Database.Open(null, folder))
            await SchemaChanges.ApplyAsync(database, TimeProvider.System);
        var bytes = await File.ReadAllBytesAsync(SqliteDatabase.PathIn(folder));
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    static async Task<string> MakePostgresAsync()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        await using (var database = Database.Open(connection, Folder))
            await SchemaChanges.ApplyAsync(database, TimeProvider.System);
        return connection;
    }
}
