namespace Muniment.Tables;

/// <summary>How extracts are loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>The column that holds the record id; null = the first found of unique_id, record_id, rec_id, id, in any case; if none is there, row numbers serve.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Fields, by their name in the table, that are not loaded.</summary>
    public IReadOnlyCollection<string> LeaveOut { get; init; } = [];

    /// <summary>True: only the columns that an extract renames are loaded; the file's others are not looked at.</summary>
    public bool OnlyRenamed { get; init; }

    /// <summary>The run's memory in bytes, which the load is estimated against before it starts; null = no limit.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>True: the limit is that of a whole run, what comes after the load included: cleaning, comparing, grouping.</summary>
    public bool IsWholeRun { get; init; }

    /// <summary>Threads to use, at least 1; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The longest value accepted, in bytes of UTF-8; a row with a longer one is rejected. 1 to 2^28, 2^20 by default.</summary>
    public int MaxFieldBytes { get; init; } = 1 << 20;
}
