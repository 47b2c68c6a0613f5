namespace Muniment.Linkage.Modelling;

/// <summary>How many pairs show each agreement pattern: the level of every comparison, and the term-frequency adjustment in whole bits.</summary>
sealed class AgreementPatterns
{
    /// <summary>Stands for the level of a comparison that is not asked; it weighs nothing.</summary>
    public const byte NotAsked = 15;

    /// <summary>Most comparisons and most levels of one that a pattern can tell.</summary>
    public const int MostComparisons = 32, MostLevels = 15;

    readonly Dictionary<Pattern, long> _counts = [];

    /// <summary>Number of pairs.</summary>
    public long Pairs { get; private set; }

    /// <summary>Counts one pair.</summary>
    /// <param name="levels">Level of each comparison, or <see cref="NotAsked"/>.</param>
    /// <param name="adjustmentBits">Term-frequency adjustment of the comparisons asked.</param>
    public void Add(ReadOnlySpan<byte> levels, double adjustmentBits)
    {
        UInt128 key = 0;
        foreach (var level in levels)
            key = (key << 4) | level;
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, new Pattern(key, (int)Math.Round(adjustmentBits)), out _);
        count++;
        Pairs++;
    }

    /// <summary>Counts all pairs of another table too.</summary>
    public void Add(AgreementPatterns other)
    {
        foreach (var (pattern, count) in other._counts)
            _counts[pattern] = _counts.GetValueOrDefault(pattern) + count;
        Pairs += other.Pairs;
    }

    /// <summary>The table in one order, for sums that do not depend on who counted.</summary>
    public (byte[] Levels, double AdjustmentBits, long Count)[] Ordered(int comparisons) =>
    [
        .. _counts.OrderBy(item => item.Key.Levels).ThenBy(item => item.Key.AdjustmentBits)
            .Select(item => (item.Key.Unpack(comparisons), (double)item.Key.AdjustmentBits, item.Value)),
    ];

    readonly record struct Pattern(UInt128 Levels, int AdjustmentBits)
    {
        public bool Equals(Pattern other) => Levels == other.Levels && AdjustmentBits == other.AdjustmentBits;

        public override int GetHashCode()
        {
            var mixed = unchecked((((ulong)Levels ^ (ulong)(Levels >> 61)) * 0x9E3779B97F4A7C15UL) + ((ulong)(uint)AdjustmentBits * 0xD1342543DE82EF95UL));
            return (int)(mixed >> 32);
        }

        public byte[] Unpack(int comparisons)
        {
            var levels = new byte[comparisons];
            var rest = Levels;
            for (var k = comparisons - 1; k >= 0; k--, rest >>= 4)
                levels[k] = (byte)(rest & 15);
            return levels;
        }
    }
}
