using System.Text;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Comparing;

public class MeasuresTests
{
    public static readonly TheoryData<TextUnit> Units = [TextUnit.Bytes, TextUnit.Scalars];

    [Theory]
    [MemberData(nameof(Units))]
    public void AllMeasures_AnyLengthAnyScript_EqualTheDefinitions(TextUnit unit)
    {
        foreach (var (first, second) in RandomTexts.AtBoundaries(20261121))
            Check(first, second, unit, first.Length + second.Length < 100);
        foreach (var (first, second) in RandomTexts.Short(7, 5_000))
            Check(first, second, unit, withUnrestricted: true);
    }

    [Fact]
    public void Distance_KnownPairs_AreAsPublished()
    {
        Assert.Equal(3, Levenshtein.Distance("kitten"u8, "sitting"u8, TextUnit.Scalars));
        Assert.Equal(2, DamerauLevenshtein.Distance("ca"u8, "abc"u8, TextUnit.Scalars));
        Assert.Equal(3, OptimalAlignment.Distance("ca"u8, "abc"u8, TextUnit.Scalars));
        Assert.Equal(4, Levenshtein.Distance("žižek"u8, "zizek"u8, TextUnit.Bytes));
        Assert.Equal(2, Levenshtein.Distance("žižek"u8, "zizek"u8, TextUnit.Scalars));
    }

    [Fact]
    public void Similarity_EmptyTexts_IsDefined()
    {
        Assert.Equal(0, Jaro.Similarity([], [], TextUnit.Scalars));
        Assert.Equal(0, JaroWinkler.Similarity([], "a"u8, TextUnit.Bytes));
        Assert.Equal(0, Jaccard.Similarity([], "a"u8, TextUnit.Bytes));
        Assert.Equal(1, Levenshtein.Similarity([], [], TextUnit.Bytes));
        Assert.Equal(0, Levenshtein.Similarity([], "é"u8, TextUnit.Scalars));
        Assert.Equal(1, Levenshtein.Distance([], "é"u8, TextUnit.Scalars));
        Assert.Equal(2, DamerauLevenshtein.Distance([], "é"u8, TextUnit.Bytes));
    }

    [Fact]
    public void Similarity_LongTexts_EqualTheDefinitions()
    {
        var random = new Random(3);
        for (var round = 0; round < 2; round++)
        {
            var first = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2100 + round).Select(_ => "abcé"[random.Next(4)])));
            var second = first[..^round];
            second[100] = (byte)'x';
            (second[1000], second[1001]) = ((byte)'y', (byte)'z');
            foreach (var unit in Enum.GetValues<TextUnit>())
                Check(first, second, unit, withUnrestricted: false);
        }
    }

    [Fact]
    public void Distance_BoundOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Levenshtein.Distance("a"u8, "b"u8, TextUnit.Bytes, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DamerauLevenshtein.Distance("a"u8, "b"u8, TextUnit.Bytes, int.MaxValue));
    }

    [Fact]
    public void Measures_AnyPair_AllocateNothing()
    {
        var pairs = RandomTexts.AtBoundaries(5).ToList();
        Run(pairs); // Fills the array pools.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(pairs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    static void Run(List<(byte[] First, byte[] Second)> pairs)
    {
        foreach (var (first, second) in pairs)
        {
            Levenshtein.Distance(first, second, TextUnit.Scalars);
            OptimalAlignment.Distance(first, second, TextUnit.Scalars);
            DamerauLevenshtein.Distance(first, second, TextUnit.Scalars);
            JaroWinkler.Similarity(first, second, TextUnit.Scalars);
            Jaccard.Similarity(first, second, TextUnit.Scalars);
        }
    }

    static void Check(byte[] first, byte[] second, TextUnit unit, bool withUnrestricted)
    {
        var a = SlowElements.Of(first, unit);
        var b = SlowElements.Of(second, unit);
        var pair = $"{Encoding.UTF8.GetString(first)} | {Encoding.UTF8.GetString(second)} in {unit}";
        var levenshtein = SlowEditDistance.Levenshtein(a, b);
        Assert.True(levenshtein == Levenshtein.Distance(first, second, unit), pair);
        var alignment = SlowEditDistance.OptimalAlignment(a, b);
        Assert.True(alignment == OptimalAlignment.Distance(first, second, unit), pair);
        Assert.True(SlowJaro.Similarity(a, b).Equals(Jaro.Similarity(first, second, unit)), pair);
        Assert.True(SlowJaro.WinklerSimilarity(a, b).Equals(JaroWinkler.Similarity(first, second, unit)), pair);
        Assert.True(SlowJaccard.Similarity(a, b).Equals(Jaccard.Similarity(first, second, unit)), pair);
        var unrestricted = withUnrestricted ? SlowEditDistance.DamerauLevenshtein(a, b) : -1;
        Assert.True(!withUnrestricted || unrestricted == DamerauLevenshtein.Distance(first, second, unit), pair);
        foreach (var atMost in (int[])[0, 1, 2, 3, 5, levenshtein, Math.Max(levenshtein - 1, 0)])
        {
            Assert.True(Math.Min(levenshtein, atMost + 1) == Levenshtein.Distance(first, second, unit, atMost), pair);
            Assert.True(Math.Min(alignment, atMost + 1) == OptimalAlignment.Distance(first, second, unit, atMost), pair);
            if (withUnrestricted)
                Assert.True(Math.Min(unrestricted, atMost + 1) == DamerauLevenshtein.Distance(first, second, unit, atMost), pair);
        }
    }
}
