namespace Muniment.Tables;

/// <summary>Finds where reading can go on after a record that the parser cannot get past.</summary>
/// <param name="Length">Bytes from the record's start to where reading goes on.</param>
/// <param name="Lines">Physical lines among them.</param>
/// <param name="IsUnclosed">True: a quote is opened and the file ends before it is closed, so only the first line is given up. False: the whole record is.</param>
/// <param name="Start">The first bytes of the record.</param>
readonly record struct CsvRestart(long Length, long Lines, bool IsUnclosed, byte[] Start)
{
    /// <summary>Walks over one record, byte by byte and without keeping it.</summary>
    /// <param name="content">Positioned at the record's start.</param>
    /// <param name="separator">Of the file.</param>
    /// <param name="cancel">Asked for each block.</param>
    public static CsvRestart Find(Stream content, char separator, CancellationToken cancel)
    {
        var lines = new LineCounter();
        var start = new MemoryStream();
        var block = new byte[1 << 16];
        var (firstLineLength, length) = (-1L, 0L);
        var (inQuotes, fieldStart, afterQuote) = (false, true, false);
        for (int read; (read = content.Read(block, 0, block.Length)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            start.Write(block, 0, (int)Math.Min(read, Math.Max(0, Reject.MaxRawBytes - start.Length)));
            for (var i = 0; i < read; i++, length++)
            {
                // A line break may be CR LF: it ends at the first byte that belongs to the next line.
                var lineEnded = lines.Ends(block[i]);
                if (lineEnded && firstLineLength < 0)
                    firstLineLength = length;
                if (lineEnded && !inQuotes)
                    return new(length, lines.Count - 1, false, start.ToArray());
                if (inQuotes)
                {
                    afterQuote = block[i] == '"';
                    inQuotes = !afterQuote;
                }
                else if (block[i] == '"' && (fieldStart || afterQuote))
                {
                    (inQuotes, afterQuote, fieldStart) = (true, false, false);
                }
                else
                {
                    (fieldStart, afterQuote) = (block[i] == separator, false);
                }
            }
        }
        return inQuotes && firstLineLength >= 0
            ? new(firstLineLength, 1, true, start.ToArray())
            : new(length, lines.Count, inQuotes, start.ToArray());
    }

    /// <summary>Bytes from the stream's position to the start of the line <paramref name="lines"/> further on.</summary>
    public static long SkipLines(Stream content, long lines)
    {
        var counter = new LineCounter();
        var block = new byte[1 << 16];
        var length = 0L;
        for (int read; lines > 0 && (read = content.Read(block, 0, block.Length)) > 0;)
        {
            for (var i = 0; i < read; i++, length++)
            {
                if (counter.Ends(block[i]) && counter.Count > lines)
                    return length;
            }
        }
        return length;
    }

    /// <summary>Counts physical lines ended by LF, CR or CR LF.</summary>
    struct LineCounter()
    {
        byte _last;

        /// <summary>The 1-based line of the byte last given.</summary>
        public long Count { get; private set; } = 1;

        /// <summary>True when <paramref name="next"/> is the first byte of a new line.</summary>
        public bool Ends(byte next)
        {
            var ends = _last == '\n' || (_last == '\r' && next != '\n');
            if (ends)
                Count++;
            _last = next;
            return ends;
        }
    }
}
