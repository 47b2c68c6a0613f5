using System.IO.Compression;
using System.Text;

namespace Muniment.Tables;

/// <summary>Opens extracts: packed or not, as a stream of UTF-8.</summary>
static class ExtractFile
{
    const int BufferSize = 1 << 18;

    /// <summary>Kinds of extract.</summary>
    public enum Kind
    {
        Csv,
        JsonLines,
        Parquet,
    }

    /// <summary>Length of the file, in bytes.</summary>
    /// <exception cref="BadInputException">There is no such file.</exception>
    public static long Length(Extract extract)
    {
        if (Directory.Exists(extract.Path))
            throw new BadInputException($"'{extract.Path}' is a folder. Name the files in it.");
        var file = new FileInfo(extract.Path);
        return file.Exists ? file.Length : throw new BadInputException($"There is no file '{extract.Path}'. Check the path.");
    }

    /// <summary>What kind of file it is, by name and, failing that, by its first bytes.</summary>
    public static Kind KindOf(Extract extract)
    {
        var name = extract.FileName.ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        switch (Path.GetExtension(name))
        {
            case ".csv" or ".tsv" or ".psv" or ".txt": return Kind.Csv;
            case ".jsonl" or ".ndjson": return Kind.JsonLines;
            case ".parquet": return Kind.Parquet;
        }
        var start = Peek(extract);
        return start.StartsWith("PAR1"u8) ? Kind.Parquet : start.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? Kind.JsonLines : Kind.Csv;
    }

    /// <summary>The first bytes of the content, at most 64 KiB, unpacked and in UTF-8.</summary>
    public static ReadOnlySpan<byte> Peek(Extract extract)
    {
        var start = new byte[1 << 16];
        using var stream = Open(extract, 0, out _);
        try
        {
            return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(extract, exception);
        }
    }

    /// <summary>Opens the content, unpacked and in UTF-8, from byte <paramref name="skip"/> of it.</summary>
    /// <param name="extract">What to open.</param>
    /// <param name="skip">0-based byte of the unpacked UTF-8 content to start at.</param>
    /// <param name="file">The file beneath, for progress.</param>
    public static Stream Open(Extract extract, long skip, out FileStream file)
    {
        try
        {
            file = new FileStream(extract.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{extract.Path}' cannot be read: {exception.Message}", exception);
        }
        Span<byte> start = stackalloc byte[2];
        var read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        var packed = read == 2 && start is [0x1f, 0x8b];
        Stream content = packed ? new BufferedStream(new GZipStream(file, CompressionMode.Decompress), BufferSize) : file;
        content = ToUtf8(extract, content, packed ? null : start[..read]);
        if (skip > 0)
            Skip(content, skip);
        return content;
    }

    /// <summary>The sentence for a packed file that does not unpack.</summary>
    public static BadInputException Damaged(Extract extract, Exception cause) =>
        new($"'{extract.Path}' is a damaged or incomplete .gz file: {cause.Message} Fetch it again.", cause);

    // Only UTF-16 with a byte order mark is recognised; everything else is taken as UTF-8 and checked.
    static Stream ToUtf8(Extract extract, Stream content, ReadOnlySpan<byte> start)
    {
        if (!start.SequenceEqual<byte>([0xff, 0xfe]) && !start.SequenceEqual<byte>([0xfe, 0xff]))
            return content;
        var encoding = start[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode;
        content.Position = 2;
        return content.CanSeek
            ? new BufferedStream(Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8), BufferSize)
            : throw new BadInputException($"'{extract.Path}' is packed UTF-16. Convert it to UTF-8.");
    }

    static void Skip(Stream content, long skip)
    {
        if (content.CanSeek && content is FileStream)
        {
            content.Position = skip;
            return;
        }
        var buffer = new byte[1 << 16];
        for (var left = skip; left > 0;)
        {
            var read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                return;
            left -= read;
        }
    }
}
