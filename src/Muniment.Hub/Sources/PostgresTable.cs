using Muniment.Hub.Hosting;
using Muniment.Tables;
using Npgsql;

namespace Muniment.Hub.Sources;

/// <summary>Reads a PostgreSQL table as an extract: binary COPY, each value as the text PostgreSQL writes for it.</summary>
static class PostgresTable
{
    /// <summary>Copies columns into a CSV file that only this account can read.</summary>
    /// <param name="connection">Connection string.</param>
    /// <param name="table">Table or view, such as visas.applicants.</param>
    /// <param name="columns">The columns, by their exact names.</param>
    /// <param name="path">The file to make.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">The database cannot be reached, or the table or a column is not there.</exception>
    public static async Task CopyAsync(string connection, string table, IReadOnlyList<string> columns, string path, CancellationToken cancellation)
    {
        var copy = $"COPY (SELECT {string.Join(", ", columns.Select(column => $"{Quoted(column)}::text"))} FROM {string.Join('.', table.Split('.').Select(Quoted))}) TO STDOUT (FORMAT BINARY)";
        try
        {
            await using var source = NpgsqlDataSource.Create(connection);
            await using var opened = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using var rows = await opened.BeginBinaryExportAsync(copy, cancellation).ConfigureAwait(false);
            using var csv = new CsvOutput(HubFolder.NewFile(path), columns, escapeFormulas: false);
            while (await rows.StartRowAsync(cancellation).ConfigureAwait(false) >= 0)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    if (rows.IsNull)
                    {
                        await rows.SkipAsync(cancellation).ConfigureAwait(false);
                        csv.WriteMissing();
                    }
                    else
                    {
                        csv.Write(await rows.ReadAsync<string>(cancellation).ConfigureAwait(false));
                    }
                }
                csv.EndRow();
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            throw new BadInputException($"The table '{table}' cannot be read: {exception.Message}", exception);
        }
    }

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
