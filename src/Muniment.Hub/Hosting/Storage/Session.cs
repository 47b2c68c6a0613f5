using System.Data.Common;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>A connection and, when writing, its transaction: SQL with named parameters in, rows out.</summary>
/// <remarks>
/// Column names with underscores fall on properties without. <c>x IN @list</c> takes an array, on both databases. Not thread-safe: one statement at a time.
/// </remarks>
public sealed partial class Session
{
    internal Session(DbConnection connection, DbTransaction? transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    internal DbConnection Connection { get; }

    internal DbTransaction? Transaction { get; }

    /// <summary>Acts for the journal, written just before the commit.</summary>
    internal List<JsonObject> Acts { get; } = [];

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null) =>
        (await Connection.QueryAsync<T>(InDialect(sql), parameters, Transaction).ConfigureAwait(false)).AsList();

    /// <summary>The only row of a query; null (or zero) where there is none.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        Connection.QuerySingleOrDefaultAsync<T>(InDialect(sql), parameters, Transaction);

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    public Task<T?> ValueAsync<T>(string sql, object? parameters = null) =>
        Connection.ExecuteScalarAsync<T>(InDialect(sql), parameters, Transaction);

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> RunAsync(string sql, object? parameters = null) =>
        Connection.ExecuteAsync(InDialect(sql), parameters, Transaction);

    /// <summary>Runs a statement that stops, erases, splits or revokes something: it also goes into the journal that a restore runs again.</summary>
    /// <param name="sql">A statement that does no harm when it is run twice.</param>
    /// <param name="parameters">Its parameters, as properties or as a dictionary: texts and whole numbers.</param>
    /// <param name="at">When.</param>
    /// <returns>How many rows it changed.</returns>
    public Task<int> RunJournaledAsync(string sql, object parameters, DateTimeOffset at)
    {
        Acts.Add(ActJournal.ActOf(sql, parameters, at));
        return RunAsync(sql, parameters);
    }

    /// <summary>Runs one statement for many rows, in one round trip where the database can.</summary>
    /// <param name="sql">The statement, with parameters @a, @b, …</param>
    /// <param name="names">The parameters' names, without @.</param>
    /// <param name="rows">[rows][names] values; null: NULL.</param>
    /// <returns>[rows] how many rows each changed.</returns>
    public async Task<int[]> RunManyAsync(string sql, string[] names, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return [];
        return Connection is SqliteConnection sqlite ? RunPrepared(sqlite, sql, names, rows) : await RunBatchAsync(sql, names, rows).ConfigureAwait(false);
    }

    // Dapper writes a list out for SQLite; PostgreSQL takes it as one array, and wants other words for that.
    string InDialect(string sql) => Connection is NpgsqlConnection && sql.Contains(" IN @", StringComparison.Ordinal) ? ListParameter().Replace(sql, " = ANY(@$1)") : sql;

    [GeneratedRegex(" IN @([A-Za-z]+)")]
    private static partial Regex ListParameter();

    async Task<int[]> RunBatchAsync(string sql, string[] names, IReadOnlyList<object?[]> rows)
    {
        await using var batch = Connection.CreateBatch();
        batch.Transaction = Transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            for (var i = 0; i < names.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (names[i], row[i] ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    /// <summary>By SQLite's own calls: values are bound by place, which for thousands of rows is worth it.</summary>
    static int[] RunPrepared(SqliteConnection connection, string sql, string[] names, IReadOnlyList<object?[]> rows)
    {
        var database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            var places = Array.ConvertAll(names, name => raw.sqlite3_bind_parameter_index(statement, "@" + name));
            var changed = new int[rows.Count];
            for (var row = 0; row < changed.Length; row++)
            {
                for (var i = 0; i < places.Length; i++)
                    Check(Bind(statement, places[i], rows[row][i]));
                var result = raw.sqlite3_step(statement);
                Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
                changed[row] = raw.sqlite3_changes(database);
                Check(raw.sqlite3_reset(statement));
            }
            return changed;
        }

        void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
    }

    static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be stored: texts, whole numbers, doubles and bytes can.", nameof(value)),
    };
}
