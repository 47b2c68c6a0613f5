namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>What DuckDB said when it refused; never leaves this assembly, whose public types turn it into a sentence.</summary>
sealed class DuckException(string message) : Exception(message)
{
    /// <summary>The first line that says something, without the position in the SQL that DuckDB adds below it.</summary>
    public string FirstLine =>
        Message.Split('\n').FirstOrDefault(line => line.Length > 0 && !line.StartsWith("Attempting to execute", StringComparison.Ordinal)) ?? Message;
}
