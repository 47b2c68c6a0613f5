using System.Security.Cryptography;
using System.Text;
using Muniment.Tables;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>Brings a database to this program's schema: numbered SQL files, each run once, in order of their names, never taken back.</summary>
/// <remarks>All that is missing is run in one transaction, so a start that fails leaves the database as it was.</remarks>
static class SchemaChanges
{
    const string Prefix = "schema/";

    /// <summary>Runs what the database has not had yet.</summary>
    /// <param name="database">The database, of any age, or empty.</param>
    /// <param name="clock">Says when.</param>
    /// <returns>The names of the changes that were run.</returns>
    /// <exception cref="BadInputException">The database belongs to a newer program, or a change it had differs from this program's.</exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(Database database, TimeProvider clock) => database.WriteAsync(async session =>
    {
        await session.RunAsync("CREATE TABLE IF NOT EXISTS schema_change (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)").ConfigureAwait(false);
        var had = (await session.ListAsync<Change>("SELECT name, sha256 FROM schema_change").ConfigureAwait(false)).ToDictionary(change => change.Name, change => change.Sha256);
        var applied = new List<string>();
        foreach (var (name, sql) in All())
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (had.Remove(name, out var before))
            {
                if (before != hash)
                    throw new BadInputException($"The database was set up with another '{name}' than this program has. Start the program the database belongs to.");
                continue;
            }
            await session.RunAsync(database.InDialect(sql)).ConfigureAwait(false);
            await session.RunAsync("INSERT INTO schema_change (name, sha256, applied_at) VALUES (@name, @hash, @at)", new { name, hash, at = clock.GetUtcNow().ToMicroseconds() }).ConfigureAwait(false);
            applied.Add(name);
        }
        if (had.Count > 0)
            throw new BadInputException($"The database has been used by a newer program: it has had '{had.Keys.Order(StringComparer.Ordinal).Last()}', which this one does not know. Start the newer program; a schema is never taken back.");
        return (IReadOnlyList<string>)applied;
    });

    static IEnumerable<(string Name, string Sql)> All()
    {
        var assembly = typeof(SchemaChanges).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[Prefix.Length..^".sql".Length], reader.ReadToEnd());
        }
    }

    sealed class Change
    {
        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
