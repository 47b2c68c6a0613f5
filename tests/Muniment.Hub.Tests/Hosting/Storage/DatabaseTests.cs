using Muniment.Hub.Hosting.Storage;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Hosting.Storage;

public sealed class DatabaseTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-db-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(false), InlineData(true)]
    public async Task WriteAsync_ItThrows_NothingIsWritten(bool postgres)
    {
        await using var database = await OpenAsync(postgres);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(async session =>
        {
            await session.RunAsync("INSERT INTO setting (name, value) VALUES ('a', '1')");
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM setting")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task WriteAsync_ManyAtOnce_EachSeesTheOneBefore(bool postgres)
    {
        await using var database = await OpenAsync(postgres);
        await database.WriteAsync(session => session.RunAsync("INSERT INTO setting (name, value) VALUES ('n', '0')"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => database.WriteAsync(async session =>
        {
            var n = int.Parse((await session.ValueAsync<string>("SELECT value FROM setting WHERE name = 'n'"))!, null);
            await session.RunAsync("UPDATE setting SET value = @value WHERE name = 'n'", new { value = $"{n + 1}" });
        }))));

        Assert.Equal("40", await database.ReadAsync(session => session.ValueAsync<string>("SELECT value FROM setting WHERE name = 'n'")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Apply_NewerDatabase_Refuses(bool postgres)
    {
        await using var database = await OpenAsync(postgres);
        await database.WriteAsync(session => session.RunAsync("INSERT INTO schema_change (name, sha256, applied_at) VALUES ('9999-later', '', 0)"));

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => SchemaChanges.ApplyAsync(database, TimeProvider.System));

        Assert.Contains("newer program", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Apply_Twice_DoesNothingTheSecondTime(bool postgres)
    {
        await using var database = await OpenAsync(postgres);

        Assert.Empty(await SchemaChanges.ApplyAsync(database, TimeProvider.System));
    }

    async Task<Database> OpenAsync(bool postgres)
    {
        var database = Database.Open(postgres ? PostgresServer.Shared.NewDatabase() : null, _folder);
        Assert.NotEmpty(await SchemaChanges.ApplyAsync(database, TimeProvider.System));
        return database;
    }
}
