namespace Muniment.Linkage.Scoring;

/// <summary>Fields that hold several values, separated by U+001F.</summary>
static class ListValues
{
    const byte Separator = 0x1F;

    /// <summary>How many distinct values two lists share.</summary>
    public static int Overlap(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var shared = 0;
        var rest = first;
        while (TryTake(ref rest, out var value))
        {
            // Counted at its last occurrence alone, so that a repeated value counts once.
            if (!Contains(rest, value) && Contains(second, value))
                shared++;
        }
        return shared;
    }

    static bool Contains(ReadOnlySpan<byte> list, ReadOnlySpan<byte> sought)
    {
        while (TryTake(ref list, out var value))
        {
            if (value.SequenceEqual(sought))
                return true;
        }
        return false;
    }

    static bool TryTake(ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> value)
    {
        if (list.IsEmpty)
        {
            value = default;
            return false;
        }
        var end = list.IndexOf(Separator);
        value = end < 0 ? list : list[..end];
        list = end < 0 ? default : list[(end + 1)..];
        return true;
    }
}
