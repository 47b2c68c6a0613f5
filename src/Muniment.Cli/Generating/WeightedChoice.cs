namespace Muniment.Cli.Generating;

/// <summary>Draws an index with the probability its weight gives, in constant time.</summary>
/// <remarks>Vose's alias method (IEEE TSE 17(9), 1991). Only +, -, × and / on doubles, so the same table on every processor. Immutable; safe on any thread.</remarks>
sealed class WeightedChoice
{
    readonly (uint Keep, int Alias)[] _slots;

    /// <summary>From weights, each positive or zero and not all zero.</summary>
    public WeightedChoice(ReadOnlySpan<double> weights)
    {
        var total = 0d;
        foreach (var weight in weights)
            total += weight;
        var scaled = new double[weights.Length];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = weights[i] / total * scaled.Length;
            (scaled[i] < 1 ? small : large).Push(i);
        }
        _slots = new (uint, int)[scaled.Length];
        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _slots[less] = ((uint)(scaled[less] * uint.MaxValue), more);
            scaled[more] += scaled[less] - 1;
            (scaled[more] < 1 ? small : large).Push(more);
        }
        foreach (var rest in small.Concat(large))
            _slots[rest] = (uint.MaxValue, rest);
    }

    /// <summary>How many indexes there are.</summary>
    public int Count => _slots.Length;

    /// <summary>The next index, [0, Count).</summary>
    public int Pick(ref Draw draw)
    {
        var bits = draw.Next();
        var index = (int)(((bits >> 32) * (ulong)_slots.Length) >> 32);
        var (keep, alias) = _slots[index];
        return (uint)bits <= keep ? index : alias;
    }

    /// <summary>Names as they are spread in a people: the weight of rank r (from 0) is 1 / (r + 1 + flatness).</summary>
    /// <remarks>Mandelbrot's form of Zipf's law with exponent 1: no powers, so the same bits everywhere. A flatness of 6 over 40,000 names gives the first 1.6 %.</remarks>
    public static WeightedChoice MandelbrotZipf(int count, double flatness)
    {
        var weights = new double[count];
        for (var rank = 0; rank < count; rank++)
            weights[rank] = 1 / (rank + 1 + flatness);
        return new WeightedChoice(weights);
    }
}
