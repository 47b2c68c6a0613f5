using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>16 bytes about one text from which the similarity of two texts is bounded without looking at either.</summary>
/// <remarks>
/// <code>
/// byte  0      4      8     10      12     16
///       once | twice | more | length | start
/// </code>
/// Elements fall into 32 buckets (element mod 32: the letters of one script keep apart). <c>once</c> has a bit for each bucket with at
/// least one element, <c>twice</c> with at least two, <c>more</c> counts what is beyond two in any bucket; <c>start</c> is a byte for each
/// of the first four elements. Buckets and bytes that collide only loosen the bounds. Counts stop at 65,535, which keeps them valid.
/// Signatures of different units must not be compared. In memory only, never in a file. Immutable; safe on any thread.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TextSignature : IEquatable<TextSignature>
{
    readonly uint _once;
    readonly uint _twice;
    readonly ushort _more;
    readonly ushort _length;
    readonly uint _start;

    TextSignature(uint once, uint twice, int more, int length, uint start)
    {
        _once = once;
        _twice = twice;
        _more = (ushort)Math.Min(more, ushort.MaxValue);
        _length = (ushort)Math.Min(length, ushort.MaxValue);
        _start = start;
    }

    /// <summary>Number of elements, [0, 65535]; 65,535 also stands for any more.</summary>
    public int Length => _length;

    /// <summary>Bit b: some element falls into bucket b.</summary>
    internal uint Once => _once;

    /// <summary>Bit b: at least two elements fall into bucket b.</summary>
    internal uint Twice => _twice;

    /// <summary>Elements beyond the second of their bucket.</summary>
    internal int More => _more;

    /// <summary>The first four elements, a byte each, the first lowest; 0 behind the end.</summary>
    internal uint Start => _start;

    /// <summary>The signature of a text.</summary>
    /// <param name="utf8">The text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static TextSignature Of(ReadOnlySpan<byte> utf8, TextUnit unit)
    {
        var once = 0U;
        var twice = 0U;
        var start = 0U;
        var more = 0;
        var length = 0;
        while (!utf8.IsEmpty)
        {
            uint element = utf8[0];
            utf8 = utf8[(unit == TextUnit.Bytes ? 1 : ScalarText.Next(utf8, out element))..];
            var bucket = 1U << (int)element; // The shift takes the lowest five bits.
            more += (twice & bucket) != 0 ? 1 : 0;
            twice |= once & bucket;
            once |= bucket;
            if (length < JaroScore.LongestPrefix)
                start |= (uint)(byte)(element ^ (element >> 8)) << (8 * length);
            length++;
        }
        return new(once, twice, more, length, start);
    }

    /// <summary>How many elements two texts can have in common, order aside: never less than they have (lengths up to 65,535).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int MostInCommon(in TextSignature first, in TextSignature second) =>
        BitOperations.PopCount(first._once & second._once)
        + BitOperations.PopCount(first._twice & second._twice)
        + Math.Min((int)first._more, second._more);

    /// <summary>How long a common beginning two texts can have, [0, 4]; not yet limited to their lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LongestPrefix(in TextSignature first, in TextSignature second) =>
        BitOperations.TrailingZeroCount(first._start ^ second._start) / 8;

    /// <inheritdoc/>
    public bool Equals(TextSignature other) =>
        _once == other._once && _twice == other._twice && _more == other._more && _length == other._length && _start == other._start;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TextSignature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_once, _twice, _more, _length, _start);

    /// <summary>True if nothing tells the two apart.</summary>
    public static bool operator ==(TextSignature left, TextSignature right) => left.Equals(right);

    /// <summary>True if something tells the two apart.</summary>
    public static bool operator !=(TextSignature left, TextSignature right) => !left.Equals(right);
}
