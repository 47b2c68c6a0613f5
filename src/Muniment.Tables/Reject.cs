namespace Muniment.Tables;

/// <summary>A row of an extract that was not accepted.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="LineNumber">1-based physical line (Parquet: row) of the file where the row starts.</param>
/// <param name="Reason">A sentence; holds no personal data.</param>
/// <param name="Raw">The row as it stood in the file, cut to <see cref="MaxRawBytes"/>; may be invalid UTF-8; personal data.</param>
public readonly record struct Reject(string Source, long LineNumber, string Reason, ReadOnlyMemory<byte> Raw)
{
    /// <summary>How much of a rejected row is kept, in bytes.</summary>
    public const int MaxRawBytes = 2000;
}
