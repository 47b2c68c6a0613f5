namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>At which of up to 64 positions of a pattern one element stands: the question every bit-parallel measure asks.</summary>
/// <remarks>
/// Guarantees: bit i of the answer is set if pattern[i] equals the element, for i in [0, length). Bits from length on may
/// hold anything; the kernels are written so that these never matter.
/// Bytes may lie anywhere; scalars lie where <see cref="ScalarText.Padding"/> more elements can be read behind them.
/// A recipe is a struct, so that a kernel is compiled once for each and nothing is called through a table.
/// </remarks>
/// <typeparam name="TSelf">The recipe itself.</typeparam>
/// <typeparam name="T"><see cref="byte"/> or <see cref="uint"/> (a Unicode scalar value).</typeparam>
unsafe interface IEqualityMask<TSelf, T>
    where TSelf : struct, IEqualityMask<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many elements a pattern may have, at most 64.</summary>
    static abstract int Capacity { get; }

    /// <summary>Takes in the pattern.</summary>
    /// <param name="pattern">First element; must not move while the mask is used.</param>
    /// <param name="length">Number of elements, [1, <see cref="Capacity"/>].</param>
    static abstract TSelf Load(T* pattern, int length);

    /// <summary>Where <paramref name="element"/> stands in the pattern.</summary>
    ulong Of(T element);
}
