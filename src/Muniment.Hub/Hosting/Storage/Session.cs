using System.Data.Common;
using Dapper;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>A connection and, when writing, its transaction: SQL with named parameters in, rows out.</summary>
/// <remarks>Column names with underscores fall on properties without. Not thread-safe: one statement at a time.</remarks>
public sealed class Session
{
    internal Session(DbConnection connection, DbTransaction? transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    internal DbConnection Connection { get; }

    internal DbTransaction? Transaction { get; }

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null) =>
        (await Connection.QueryAsync<T>(sql, parameters, Transaction).ConfigureAwait(false)).AsList();

    /// <summary>The only row of a query; null (or zero) where there is none.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        Connection.QuerySingleOrDefaultAsync<T>(sql, parameters, Transaction);

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    public Task<T?> ValueAsync<T>(string sql, object? parameters = null) =>
        Connection.ExecuteScalarAsync<T>(sql, parameters, Transaction);

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> RunAsync(string sql, object? parameters = null) =>
        Connection.ExecuteAsync(sql, parameters, Transaction);
}
