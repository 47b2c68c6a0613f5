using System.Runtime.InteropServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Comparing;

/// <summary>Every kernel with every recipe for equality, called directly: whatever this processor would choose.</summary>
public unsafe class KernelsTests
{
    static readonly List<(byte[] First, byte[] Second)> s_pairs = [.. RandomTexts.AtBoundaries(31), .. RandomTexts.Short(32, 1_000)];

    [Fact]
    public void Kernels_128Bits_EqualTheDefinitions()
    {
        Bytes<EqualityMask128<byte>>();
        Scalars<EqualityMask128<uint>>();
    }

    [Fact]
    public void Kernels_256Bits_EqualTheDefinitions()
    {
        Bytes<EqualityMask256<byte>>();
        Scalars<EqualityMask256<uint>>();
    }

    [Fact]
    public void Kernels_Twice256Bits_EqualTheDefinitions()
    {
        Bytes<EqualityMask2x256<byte>>();
        Scalars<EqualityMask2x256<uint>>();
    }

    [Fact]
    public void Kernels_512Bits_EqualTheDefinitions()
    {
        Bytes<EqualityMask512<byte>>();
        Scalars<EqualityMask512<uint>>();
    }

    [Fact]
    public void Kernels_InMemory_EqualTheDefinitions() => Scalars<EqualityMaskInMemory>();

    [Fact]
    public void Kernels_WithoutVectors_EqualTheDefinitions()
    {
        Bytes<EqualityMaskScalar<byte>>();
        Scalars<EqualityMaskScalar<uint>>();
    }

    [Fact]
    public void Jaro_UpTo16Bytes_EqualsTheDefinition()
    {
        Assert.SkipUnless(JaroAvx512UpTo16.IsSupported, "This processor has no AVX-512 VBMI2.");
        foreach (var (first, second) in s_pairs.Concat(RandomTexts.Short(33, 50_000)))
        {
            if (first.Length is 0 or > 16 || second.Length is 0 or > 16)
                continue;
            fixed (byte* p = first, q = second)
            {
                var expected = SlowJaro.Similarity(SlowElements.Of(first, TextUnit.Bytes), SlowElements.Of(second, TextUnit.Bytes));
                Assert.Equal(expected, JaroAvx512UpTo16.Similarity(p, first.Length, q, second.Length));
            }
        }
    }

    [Fact]
    public void DamerauLevenshtein_UpTo16Bytes_EqualsTheDefinition()
    {
        // Every two texts of up to 5 of 3 letters, and random ones that differ by some edits.
        var texts = new List<byte[]> { Array.Empty<byte>() };
        for (var k = 0; texts[k].Length < 5; k++)
            texts.AddRange("abc"u8.ToArray().Select(letter => (byte[])[.. texts[k], letter]));
        texts.RemoveAt(0);
        foreach (var (first, second) in texts.SelectMany(first => texts.Select(second => (first, second))).Concat(s_pairs).Concat(RandomTexts.Short(34, 50_000)))
        {
            if (first.Length is 0 or > 16 || second.Length == 0 || second.Length > first.Length)
                continue;
            var distance = SlowEditDistance.DamerauLevenshtein(SlowElements.Of(first, TextUnit.Bytes), SlowElements.Of(second, TextUnit.Bytes));
            fixed (byte* p = first, q = second)
            {
                for (var atMost = 0; atMost <= DamerauLevenshteinUpTo16.MostEdits; atMost++)
                    Assert.Equal(Math.Min(distance, atMost + 1), DamerauLevenshteinUpTo16.Distance(p, first.Length, q, second.Length, atMost));
            }
        }
    }

    [Fact]
    public void Load_TextAtTheEndOfItsMemory_ReadsNothingBehindIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses the C library to forbid a page.");
        var page = Environment.SystemPageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)(3 * page), (nuint)page);
        Assert.Equal(0, ProtectMemory(memory + page, (nuint)page, NoAccess)); // Touching it would end the test run.
        for (var length = 1; length <= 64; length++)
        {
            var text = memory + page - length;
            new Span<byte>(text, length).Fill((byte)'a');
            var own = ulong.MaxValue >> (64 - length);
            Assert.Equal(own, EqualityMask512<byte>.Load(text, length).Of((byte)'a') & own);
            Assert.Equal(own, EqualityMask2x256<byte>.Load(text, length).Of((byte)'a') & own);
            if (length <= EqualityMask256<byte>.Capacity)
                Assert.Equal(own, EqualityMask256<byte>.Load(text, length).Of((byte)'a') & own);
            if (length <= EqualityMask128<byte>.Capacity)
                Assert.Equal(own, EqualityMask128<byte>.Load(text, length).Of((byte)'a') & own);
        }
        Assert.Equal(0, ProtectMemory(memory + page, (nuint)page, ReadAndWrite));
        NativeMemory.AlignedFree(memory);
    }

    const int NoAccess = 0;
    const int ReadAndWrite = 3;

    [DllImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int ProtectMemory(byte* address, nuint length, int access);

    [Fact]
    public void Decode_AnyText_EqualsOneByOne()
    {
        var random = new Random(77);
        var actual = stackalloc uint[256];
        var expected = stackalloc uint[256];
        for (var round = 0; round < 40_000; round++)
        {
            var text = s_pairs[random.Next(s_pairs.Count)].First.AsSpan();
            text = text[..Math.Min(text.Length, random.Next(1, 20))].ToArray(); // May cut a sequence.
            if (text.IsEmpty)
                continue;
            if (round % 2 == 0)
                text[random.Next(text.Length)] = (byte)random.Next(256); // Mostly faulty now.
            fixed (byte* utf8 = text)
            {
                var count = ScalarText.Decode(utf8, text.Length, actual);
                Assert.Equal(ScalarText.DecodeOneByOne(text, expected), count);
                Assert.True(new Span<uint>(expected, count).SequenceEqual(new Span<uint>(actual, count)), Convert.ToHexString(text));
                Assert.Equal(ScalarText.Count(text, TextUnit.Scalars), count);
            }
        }
    }

    static void Bytes<TMask>()
        where TMask : struct, IEqualityMask<TMask, byte>
    {
        foreach (var (first, second) in s_pairs)
            Check<byte, TMask>(first, second, SlowElements.Of(first, TextUnit.Bytes), SlowElements.Of(second, TextUnit.Bytes));
    }

    static void Scalars<TMask>()
        where TMask : struct, IEqualityMask<TMask, uint>
    {
        foreach (var (first, second) in s_pairs)
        {
            var a = SlowElements.Of(first, TextUnit.Scalars);
            var b = SlowElements.Of(second, TextUnit.Scalars);
            Check<uint, TMask>(Padded(a), Padded(b), a, b);
        }
    }

    static uint[] Padded(int[] elements) =>
        [.. elements.Select(element => (uint)element), .. Enumerable.Repeat((uint)'a', ScalarText.Padding)];

    static void Check<T, TMask>(T[] first, T[] second, int[] a, int[] b)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T>
    {
        if (a.Length == 0 || b.Length == 0)
            return;
        var jaro = SlowJaro.Similarity(a, b);
        var message = $"{string.Join(' ', a)} | {string.Join(' ', b)}";
        fixed (T* p = first, q = second)
        {
            if (a.Length <= TMask.Capacity && b.Length <= 64)
                Assert.True(jaro.Equals(JaroBitParallel.Similarity<T, TMask>(p, a.Length, q, b.Length)), message);
            if (TMask.Capacity == 64)
                Assert.True(jaro.Equals(JaroBlocks.Similarity<T, TMask>(p, a.Length, q, b.Length)), message);
            if (a.Length > 70 || b.Length > 70)
                return;
            var levenshtein = SlowEditDistance.Levenshtein(a, b);
            if (a.Length <= TMask.Capacity)
            {
                Assert.True(levenshtein == MyersBitParallel.Distance<T, TMask>(p, a.Length, q, b.Length, 1000), message);
                var alignment = SlowEditDistance.OptimalAlignment(a, b);
                Assert.True(alignment == OptimalAlignmentBitParallel.Distance<T, TMask>(p, a.Length, q, b.Length, 1000), message);
            }
            if (TMask.Capacity == 64)
                Assert.True(levenshtein == MyersBlocks.Distance<T, TMask>(p, a.Length, q, b.Length, 1000), message);
        }
    }
}
