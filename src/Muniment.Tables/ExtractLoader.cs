using Muniment.Tables.Parquet;

namespace Muniment.Tables;

/// <summary>Loads extracts into one table.</summary>
public static class ExtractLoader
{
    /// <summary>Reads every extract, in the given order, into one table; the same bytes whatever the number of threads.</summary>
    /// <param name="extracts">At least one. Extracts of one source are put side by side, sources in order of first mention.</param>
    /// <param name="options">See <see cref="LoadOptions"/>.</param>
    /// <param name="progress">Told after each batch of some thousand rows; null = nobody.</param>
    /// <param name="cancel">Stops the load; nothing remains of it.</param>
    /// <exception cref="BadInputException">A file cannot be used at all, or no record was accepted; the message says what to do.</exception>
    public static LoadResult Load(IReadOnlyList<Extract> extracts, LoadOptions? options = null, IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(extracts.Count, nameof(extracts));
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFieldBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxFieldBytes, 1 << 28);
        if (options.MemoryLimitBytes is { } limit)
            MemoryEstimate.Of(extracts, options).RefuseOver(limit, options.IsWholeRun);
        using var load = new TableLoad(extracts, options, progress, cancel);
        return load.Run();
    }

    /// <summary>Opens an extract for reading.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    internal static RowSource Open(Extract extract, LoadOptions options) => ExtractFile.KindOf(extract) switch
    {
        ExtractFile.Kind.JsonLines => new JsonLinesRowSource(extract, options.MaxFieldBytes),
        ExtractFile.Kind.Parquet => new ParquetRowSource(extract, options.Threads),
        _ => new CsvRowSource(extract, options.MaxFieldBytes),
    };
}
