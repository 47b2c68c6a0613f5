namespace Muniment.Cli.Generating;

/// <summary>A stream of random numbers that depends only on a seed, a subject and a purpose: so any part of a population can be made alone, in any order, on any thread.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014), keyed. Not for secrets. One thread at a time.</remarks>
struct Draw
{
    const ulong Golden = 0x9E3779B97F4A7C15;
    ulong _state;

    /// <summary>The stream of one purpose of one subject under a seed.</summary>
    public static Draw Of(ulong seed, long subject, uint purpose) =>
        new() { _state = Mix(seed ^ Mix(((ulong)subject * Golden) + purpose)) };

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, bound). The bound is positive.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Uniform in [from, to].</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1d / (1UL << 53));

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>About normal, mean 0 and standard deviation 1: the sum of twelve uniforms less six, so the same bits on every processor.</summary>
    public double Normal()
    {
        var sum = -6d;
        for (var k = 0; k < 12; k++)
            sum += Unit();
        return sum;
    }

    /// <summary>The finaliser of SplitMix64: a bijection of 64 bits.</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
