using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaro similarity: one word of taken elements up to 64, several above. The order of the texts is kept: it can matter.</summary>
readonly unsafe struct JaroKernel : IPairKernel<double>
{
    public static bool LongerFirst => false;

    public static double OfEmpty(int firstLength, int secondLength, int atMost) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        JaroAvx512UpTo16.IsSupported && sizeof(T) == 1 && TMask.Capacity == 16 && secondLength <= 16
            ? JaroAvx512UpTo16.Similarity((byte*)first, firstLength, (byte*)second, secondLength)
            : JaroBitParallel.Similarity<T, TMask>(first, firstLength, second, secondLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        JaroBlocks.Similarity<T, TMask>(first, firstLength, second, secondLength);
}
