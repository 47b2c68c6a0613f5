using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>At most 16 bytes of UTF-8 to scalar values, all at once.</summary>
/// <remarks>
/// Every byte is taken for the lead of a sequence of 1, 2 and 3 bytes; each lane keeps the value its own byte asks for; then the
/// lanes of continuation bytes are squeezed out. Anything faulty, or beyond U+FFFF, is left to <see cref="ScalarText"/>.
/// </remarks>
static unsafe class ScalarTextAvx512
{
    /// <summary>True where this processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512BW.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>Writes 16 elements to <paramref name="scalars"/>, of which the returned number are the text's; -1: not decoded.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="length">Bytes, [1, 16].</param>
    /// <param name="scalars">Room for 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(byte* utf8, int length, uint* scalars)
    {
        var inside = Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)length));
        var bytes = PartialLoad.Load128(utf8, length) & inside;
        var lead = Avx512F.ConvertToVector512UInt32(bytes);
        var next = Avx512F.ConvertToVector512UInt32(Sse2.ShiftRightLogical128BitLane(bytes, 1)) & Vector512.Create(0x3FU);
        var third = Avx512F.ConvertToVector512UInt32(Sse2.ShiftRightLogical128BitLane(bytes, 2)) & Vector512.Create(0x3FU);

        var two = Vector512.Equals(lead & Vector512.Create(0xE0U), Vector512.Create(0xC0U));
        var three = Vector512.Equals(lead & Vector512.Create(0xF0U), Vector512.Create(0xE0U));
        var continuation = Vector512.Equals(lead & Vector512.Create(0xC0U), Vector512.Create(0x80U));
        var ofTwo = ((lead & Vector512.Create(0x1FU)) << 6) | next;
        var ofThree = ((lead & Vector512.Create(0x0FU)) << 12) | (next << 6) | third;
        var values = Vector512.ConditionalSelect(three, ofThree, Vector512.ConditionalSelect(two, ofTwo, lead));

        // Faulty: four bytes, a longer form than needed, a surrogate, or continuation bytes where none belong.
        var refused = Vector512.GreaterThanOrEqual(lead, Vector512.Create(0xF0U))
            | (two & Vector512.LessThan(ofTwo, Vector512.Create(0x80U)))
            | (three & Vector512.LessThan(ofThree, Vector512.Create(0x800U)))
            | (three & Vector512.Equals(ofThree & Vector512.Create(0xF800U), Vector512.Create(0xD800U)));
        var twoBits = (uint)two.ExtractMostSignificantBits();
        var threeBits = (uint)three.ExtractMostSignificantBits();
        var continuationBits = (uint)continuation.ExtractMostSignificantBits();
        var expected = ((twoBits | threeBits) << 1) | (threeBits << 2);
        if (expected != continuationBits || refused != Vector512<uint>.Zero)
            return -1;
        // Bytes behind the end are 0 and stand last, so what they leave behind the text does no harm.
        Avx512F.Compress(Vector512<uint>.Zero, ~continuation, values).Store(scalars);
        return length - BitOperations.PopCount(continuationBits);
    }
}
