namespace Muniment.Linkage.Internals;

/// <summary>log2 and 2^x from additions and multiplications alone, so that every processor gives the same bits.</summary>
/// <remarks>Pure; safe on any thread. Error below 2 units in the last place over the range used (tested).</remarks>
static class Bits
{
    const double InverseLn2 = 1.4426950408889634;
    const double Ln2 = 0.6931471805599453;
    static readonly double[] s_reciprocals = [.. Enumerable.Range(0, 24).Select(k => k == 0 ? 0 : 1d / k)]; // A division costs four multiplications.

    /// <summary>log2(x), in bits. x > 0 and finite, else NaN or an infinity as Math.Log2 gives.</summary>
    public static double Log2(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        if (exponent == -1023) // Subnormal: scale up first.
            return Log2(x * 18014398509481984d) - 54;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln(m) = 2 atanh((m-1)/(m+1)); |z| <= .1716, so z^24 is below 1e-18.
        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var sum = 0d;
        for (var k = 23; k >= 3; k -= 2)
            sum = (sum + s_reciprocals[k]) * square;
        return exponent + (2 * z * (1 + sum) * InverseLn2);
    }

    /// <summary>2^x. Below -1074 it is 0, above 1023.99 infinity.</summary>
    public static double Exp2(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x >= 1024)
            return double.PositiveInfinity;
        if (x < -1080)
            return 0;
        var whole = Math.Floor(x + 0.5);
        var t = (x - whole) * Ln2; // |t| <= .347, so t^18/18! is below 1e-24.
        var sum = 1d;
        for (var k = 18; k >= 1; k--)
            sum = 1 + (sum * t * s_reciprocals[k]);
        return Math.ScaleB(sum, (int)whole);
    }

    /// <summary>Probability (0 to 1) of a match weight in bits.</summary>
    public static double Probability(double weightBits) => weightBits > 0 ? 1 / (1 + Exp2(-weightBits)) : Exp2(weightBits) / (1 + Exp2(weightBits));

    /// <summary>Match weight in bits of a probability (0 to 1).</summary>
    public static double Weight(double probability) => Log2(probability) - Log2(1 - probability);
}
