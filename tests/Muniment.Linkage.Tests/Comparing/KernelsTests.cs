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
            Check<uint, TMask>([.. a.Select(element => (uint)element)], [.. b.Select(element => (uint)element)], a, b);
        }
    }

    static void Check<T, TMask>(T[] first, T[] second, int[] a, int[] b)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T>
    {
        if (first.Length == 0 || second.Length == 0)
            return;
        var jaro = SlowJaro.Similarity(a, b);
        var message = $"{string.Join(' ', a)} | {string.Join(' ', b)}";
        fixed (T* p = first, q = second)
        {
            if (first.Length <= TMask.Capacity && second.Length <= 64)
                Assert.True(jaro.Equals(JaroBitParallel.Similarity<T, TMask>(p, first.Length, q, second.Length)), message);
            if (TMask.Capacity == 64)
                Assert.True(jaro.Equals(JaroBlocks.Similarity<T, TMask>(p, first.Length, q, second.Length)), message);
            if (first.Length > 70 || second.Length > 70)
                return;
            var levenshtein = SlowEditDistance.Levenshtein(a, b);
            if (first.Length <= TMask.Capacity)
            {
                Assert.True(levenshtein == MyersBitParallel.Distance<T, TMask>(p, first.Length, q, second.Length, 1000), message);
                var alignment = SlowEditDistance.OptimalAlignment(a, b);
                Assert.True(alignment == OptimalAlignmentBitParallel.Distance<T, TMask>(p, first.Length, q, second.Length, 1000), message);
            }
            if (TMask.Capacity == 64)
                Assert.True(levenshtein == MyersBlocks.Distance<T, TMask>(p, first.Length, q, second.Length, 1000), message);
        }
    }
}
