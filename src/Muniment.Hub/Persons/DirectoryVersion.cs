using System.Globalization;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Persons;

/// <summary>A number in the database that rises with everything that changes what may be looked up, so that every hub notices.</summary>
static class DirectoryVersion
{
    const string Name = "person-directory-version";

    /// <summary>The number now; 0: nothing ever changed.</summary>
    public static async Task<long> ReadAsync(Session session) =>
        long.Parse(await session.ValueAsync<string>("SELECT value FROM setting WHERE name = @Name", new { Name }).ConfigureAwait(false) ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Raises it, in the transaction that changes something.</summary>
    public static async Task RaiseAsync(Session session)
    {
        var value = (await ReadAsync(session).ConfigureAwait(false) + 1).ToString(CultureInfo.InvariantCulture);
        await session.RunAsync("INSERT INTO setting (name, value) VALUES (@Name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { Name, value }).ConfigureAwait(false);
    }
}
