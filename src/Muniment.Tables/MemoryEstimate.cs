using System.Buffers.Binary;
using System.Globalization;

namespace Muniment.Tables;

/// <summary>How much memory loading, and a whole run, will take, guessed from the files' sizes and first lines.</summary>
/// <remarks>
/// Rows by the length of the first rows; 4 bytes a value for its code; 32 bytes a row, and the id's own, for ids; and, for what columns hold
/// in distinct values, six tenths of the files' bytes. Measured on a million rows of nine columns, 73 MB: estimated 154 MB, used 157 MB.
/// A whole run adds for each row a code of each derived column, about as many as there are columns, the packed record, and what blocks, edges and
/// persons take. Measured: on a million rows of nine columns, 81 MB, estimated 0.50 GB, used 0.50 to 0.53 GB; on ten million 3.8 GB, used 3.8 GB.
/// </remarks>
/// <param name="Rows">Records in all extracts, about.</param>
/// <param name="Bytes">Memory at the load's highest, about.</param>
public sealed record MemoryEstimate(long Rows, long Bytes)
{
    // The program itself and the batches under way.
    const long BaseBytes = 56 << 20;
    const int CodeBytes = 4;
    const int IdBytes = 32;
    // Parquet and gzip take a fourth to a sixth of the text; the smaller file is the greater surprise.
    const int PackedFactor = 5;
    const int TypicalRowBytes = 80;
    const int TypicalColumns = 10;
    const int RunRowBytes = 190;
    const long RunBaseBytes = 64 << 20;

    /// <summary>Memory at the highest of a run that links what was loaded, about.</summary>
    public long RunBytes { get; private init; }

    /// <summary>Estimates without reading more than the beginning of each file.</summary>
    /// <param name="extracts">What would be loaded.</param>
    /// <param name="options">How.</param>
    /// <exception cref="BadInputException">A file cannot be read.</exception>
    public static MemoryEstimate Of(IReadOnlyList<Extract> extracts, LoadOptions options)
    {
        long rows = 0, bytes = BaseBytes, ofRun = 0;
        foreach (var extract in extracts)
        {
            var (content, ofRows, columns) = Measure(extract);
            columns = Math.Max(1, columns - options.LeaveOut.Count);
            rows += ofRows;
            ofRun += ofRows * ((columns * 2 * CodeBytes) + RunRowBytes);
            bytes += (ofRows * ((columns * CodeBytes) + IdBytes)) + (content / 10 * 6);
        }
        return new(rows, bytes) { RunBytes = bytes + RunBaseBytes + ofRun };
    }

    /// <summary>Refuses a load, or a run, that will not fit.</summary>
    /// <param name="limitBytes">The memory it may take.</param>
    /// <param name="wholeRun">True: of the whole run.</param>
    /// <exception cref="BadInputException">The estimate is higher.</exception>
    public void RefuseOver(long limitBytes, bool wholeRun = false)
    {
        var (needed, doing) = wholeRun ? (RunBytes, "Linking") : (Bytes, "Loading");
        if (needed > limitBytes)
            throw new BadInputException($"{doing} about {Rows.ToString("N0", CultureInfo.InvariantCulture)} records will take about {Text(needed)}; --memory allows {Text(limitBytes)}. Give it more, load fewer columns, or load fewer extracts.");
    }

    static (long Content, long Rows, int Columns) Measure(Extract extract)
    {
        var length = ExtractFile.Length(extract);
        if (ExtractFile.KindOf(extract) == ExtractFile.Kind.Parquet)
            return (length * PackedFactor, length * PackedFactor / TypicalRowBytes, TypicalColumns);
        var start = ExtractFile.Peek(extract);
        var content = Math.Max(UnpackedLength(extract, length), start.Length);
        var lines = Math.Max(1, Math.Max(start.Count((byte)'\n'), start.Count((byte)'\r')));
        var line = start[..(start.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end ? end : start.Length)];
        // In JSON lines each value has its name before it, and a colon between.
        var columns = ExtractFile.KindOf(extract) == ExtractFile.Kind.JsonLines ? line.Count((byte)':') : 1 + line.Count((byte)CsvHeader.SeparatorOf(line, out _));
        return (content, (long)(content / (double)start.Length * lines), columns);
    }

    // A gzip file ends with the length of what is in it, modulo 2^32 (RFC 1952, 2.3.1).
    static long UnpackedLength(Extract extract, long length)
    {
        using var file = File.OpenRead(extract.Path);
        Span<byte> bytes = stackalloc byte[4];
        if (file.ReadAtLeast(bytes[..2], 2, throwOnEndOfStream: false) < 2 || bytes is not [0x1f, 0x8b, ..] || length < 18)
            return length;
        file.Position = length - 4;
        file.ReadExactly(bytes);
        return length < 1 << 28 ? Math.Max(length, BinaryPrimitives.ReadUInt32LittleEndian(bytes)) : length * PackedFactor;
    }

    static string Text(long bytes) => bytes >= 10L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F0} GB")
        : bytes >= 1 << 30
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB");
}
