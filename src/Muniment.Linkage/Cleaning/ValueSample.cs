namespace Muniment.Linkage.Cleaning;

/// <summary>Draws values by a hash of their bytes: the same sample in every process and on every machine.</summary>
/// <remarks>FNV-1a, 64 bits, folded and mixed. Pure; safe on any thread.</remarks>
static class ValueSample
{
    const int SampleSize = 6_000;

    /// <summary>The mask by which at most some 6,000 of so many values are drawn.</summary>
    public static uint Mask(long values, int most = SampleSize)
    {
        var mask = 0u;
        while (values / (mask + 1L) > most)
            mask = (mask << 1) | 1;
        return mask;
    }

    /// <summary>True: the value is in the sample.</summary>
    public static bool IsDrawn(ReadOnlySpan<byte> value, uint mask) => mask == 0 || (Hash(value) & mask) == 0;

    /// <summary>FNV-1a of a value, folded and mixed: the same in every process and on every machine.</summary>
    public static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in value)
            hash = unchecked((hash ^ b) * 1099511628211UL);
        hash ^= hash >> 32;
        return unchecked((uint)((hash * 0x9E3779B97F4A7C15UL) >> 32));
    }
}
