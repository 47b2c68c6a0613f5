namespace Muniment.Tables;

/// <summary>What the first record of a delimited file tells: the separator and the columns' names.</summary>
static class CsvHeader
{
    static ReadOnlySpan<byte> Separators => ",\t;|"u8;

    /// <summary>The separator that the first record holds most often outside quotes; a comma when it holds none, and on a tie the first of , tab ; |.</summary>
    /// <param name="start">The file's first bytes.</param>
    /// <param name="quoteIsOpen">True when the bytes end inside a quoted name.</param>
    public static char SeparatorOf(ReadOnlySpan<byte> start, out bool quoteIsOpen)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        quoteIsOpen = false;
        foreach (var b in start)
        {
            if (b == '"')
                quoteIsOpen = !quoteIsOpen;
            else if (!quoteIsOpen && b is (byte)'\n' or (byte)'\r' && counts.IndexOfAnyExcept(0) >= 0)
                break;
            else if (!quoteIsOpen && Separators.IndexOf(b) is >= 0 and var separator)
                counts[separator]++;
        }
        var most = 0;
        for (var i = 1; i < counts.Length; i++)
            most = counts[i] > counts[most] ? i : most;
        return (char)Separators[most];
    }

    /// <summary>The names as the table will know them: trimmed; "column_N" (1-based) for one that is blank.</summary>
    /// <exception cref="BadInputException">There is none, one is twice there, or they are not UTF-8.</exception>
    public static string[] Names(Extract extract, IReadOnlyList<string> header)
    {
        if (header.Count == 0 || header.All(string.IsNullOrWhiteSpace))
            throw new BadInputException($"'{extract.Path}' has no header line. Its first line must name the columns.");
        var names = new string[header.Count];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = header[i].Trim();
            if (names[i].Contains('�', StringComparison.Ordinal))
                throw new BadInputException($"'{extract.Path}', line 1, column {i + 1}: the column's name is not valid UTF-8. Convert the file to UTF-8.");
            if (names[i].Length == 0)
                names[i] = $"column_{i + 1}";
            if (!seen.TryAdd(names[i], i))
                throw new BadInputException($"'{extract.Path}', line 1: columns {seen[names[i]] + 1} and {i + 1} are both called '{names[i]}'. Rename one of them.");
        }
        return names;
    }
}
