namespace Muniment.Cli.Generating;

/// <summary>A shuffle of [0, count) that needs no memory: each number goes to one other, and none is missed.</summary>
/// <remarks>Four Feistel rounds on the next even power of two, walked until inside (Black and Rogaway, CT-RSA 2002). Immutable; safe on any thread.</remarks>
readonly struct Permutation
{
    readonly ulong _seed;
    readonly ulong _count;
    readonly int _halfBits;

    /// <summary>The shuffle of a seed.</summary>
    /// <param name="seed">Another seed gives another shuffle.</param>
    /// <param name="count">How many numbers, 1 to 2^60.</param>
    public Permutation(ulong seed, long count)
    {
        (_seed, _count, _halfBits) = (seed, (ulong)count, 1);
        while (1UL << (2 * _halfBits) < _count)
            _halfBits++;
    }

    /// <summary>Where a number goes, [0, count).</summary>
    /// <param name="number">[0, count).</param>
    public long Of(long number)
    {
        var mask = (1UL << _halfBits) - 1;
        var value = (ulong)number;
        do
        {
            var (left, right) = (value >> _halfBits, value & mask);
            for (var round = 0UL; round < 4; round++)
                (left, right) = (right, left ^ (Draw.Mix(_seed ^ (round << 32) ^ right) & mask));
            value = (left << _halfBits) | right;
        }
        while (value >= _count);
        return (long)value;
    }
}
