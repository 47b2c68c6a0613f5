using System.Text;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Comparing;

public class TextSignatureTests
{
    public static readonly TheoryData<TextUnit> Units = [TextUnit.Bytes, TextUnit.Scalars];

    [Theory]
    [MemberData(nameof(Units))]
    public void Bounds_AnyPair_AreNeverCrossed(TextUnit unit)
    {
        double[] similarities = [0, 0.3, 0.7, 0.8, 0.88, 0.92, 1];
        JaroThreshold[] jaro = [.. similarities.Select(JaroThreshold.ForJaro)];
        JaroThreshold[] winkler = [.. similarities.Select(JaroThreshold.ForJaroWinkler)];
        foreach (var (first, second) in RandomTexts.AtBoundaries(11).Concat(RandomTexts.Short(12, 20_000)))
        {
            var a = TextSignature.Of(first, unit);
            var b = TextSignature.Of(second, unit);
            var pair = $"{Encoding.UTF8.GetString(first)} | {Encoding.UTF8.GetString(second)} in {unit}";
            Check(Jaro.Similarity(first, second, unit), Jaro.UpperBound(a, b), jaro, a, b, pair);
            Check(JaroWinkler.Similarity(first, second, unit), JaroWinkler.UpperBound(a, b), winkler, a, b, pair);
            var lowest = Levenshtein.LowerBound(a, b);
            Assert.True(lowest <= DamerauLevenshtein.Distance(first, second, unit, Math.Max(lowest, 1)), pair);
            Assert.True(lowest <= Levenshtein.Distance(first, second, unit), pair);
            Assert.Equal(lowest, DamerauLevenshtein.LowerBound(a, b));
        }
    }

    [Fact]
    public void Bounds_PairsWithNothingToPrune_AreTight()
    {
        var a = Of("martha");
        Assert.Equal(1, JaroWinkler.UpperBound(a, a));
        Assert.Equal(JaroWinkler.Similarity("bevan"u8, "bean"u8, TextUnit.Bytes), JaroWinkler.UpperBound(Of("bevan"), Of("bean")));
        Assert.Equal(0, JaroWinkler.UpperBound(a, Of("")));
        Assert.Equal(6, Levenshtein.LowerBound(a, Of("")));
        Assert.Equal(4, DamerauLevenshtein.LowerBound(Of("smith"), Of("jones")));
    }

    [Fact]
    public void Bounds_TextsBeyondTheCounts_StayValid()
    {
        var a = new byte[70_000];
        var b = new byte[90_000];
        a.AsSpan().Fill((byte)'a');
        b.AsSpan().Fill((byte)'a');
        var (first, second) = (TextSignature.Of(a, TextUnit.Bytes), TextSignature.Of(b, TextUnit.Bytes));
        Assert.Equal(ushort.MaxValue, first.Length);
        Assert.Equal(1, JaroWinkler.UpperBound(first, second));
        Assert.True(Levenshtein.LowerBound(first, second) <= 20_000);
        Assert.True(JaroThreshold.ForJaroWinkler(0.9).CanReach(first, second));
    }

    [Fact]
    public void CanReach_UnrelatedSurnames_IsMostlyFalse()
    {
        var threshold = JaroThreshold.ForJaroWinkler(0.88);
        Assert.False(threshold.CanReach(Of("smith"), Of("jones")));
        Assert.True(threshold.CanReach(Of("smith"), Of("smyth")));
        Assert.True(threshold.IsReached("smith"u8, "smyth"u8, TextUnit.Scalars));
        Assert.Throws<ArgumentOutOfRangeException>(() => JaroThreshold.ForJaro(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => JaroThreshold.ForJaro(double.NaN));
    }

    [Fact]
    public unsafe void Signature_Always_TakesSixteenBytes() => Assert.Equal(16, sizeof(TextSignature));

    static TextSignature Of(string text) => TextSignature.Of(Encoding.UTF8.GetBytes(text), TextUnit.Scalars);

    static void Check(double similarity, double bound, JaroThreshold[] thresholds, TextSignature a, TextSignature b, string pair)
    {
        Assert.True(similarity <= bound, $"{pair}: {similarity:R} > {bound:R}");
        foreach (var threshold in thresholds)
            Assert.True(threshold.CanReach(a, b) == bound >= threshold.Similarity, $"{pair}: {bound:R} against {threshold.Similarity}");
    }
}
