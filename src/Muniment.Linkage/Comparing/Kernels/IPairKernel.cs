namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>A measure of two texts written over their elements, whatever an element is and however equality is found.</summary>
/// <typeparam name="TResult">int for distances, double for similarities.</typeparam>
unsafe interface IPairKernel<TResult>
{
    /// <summary>True: the measure is symmetric and wants the longer text first.</summary>
    static abstract bool LongerFirst { get; }

    /// <summary>The measure where a text is empty.</summary>
    static abstract TResult OfEmpty(int firstLength, int secondLength, int atMost);

    /// <summary>The measure of two texts of [1, 64] elements; the first fits the mask.</summary>
    static abstract TResult OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T>;

    /// <summary>The measure of two texts of at least one element; the mask holds 64.</summary>
    static abstract TResult OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T>;
}
