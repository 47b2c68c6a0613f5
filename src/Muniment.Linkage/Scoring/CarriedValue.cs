using System.Runtime.InteropServices;
using Muniment.Linkage.Comparing;

namespace Muniment.Linkage.Scoring;

/// <summary>A value that no record of the table holds, and that a packed record from elsewhere (a query) therefore carries behind its lanes.</summary>
/// <remarks>
/// Its code is negative: minus the distance, in int32, from the record's first lane to the value. So it equals no code of the table,
/// and whoever reads texts, numbers or signatures finds it from the record alone.
/// <code>
/// byte  0          16       24       28       32
///       signature | number | length | unused | the text, UTF-8
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
unsafe struct CarriedValue
{
    /// <summary>Of the text, where a string measure asks for it.</summary>
    public TextSignature Signature;

    /// <summary>What the text stands for as a number; NaN: none.</summary>
    public double Number;

    /// <summary>Length of the text in bytes.</summary>
    public int Length;

    readonly int _unused;

    /// <summary>The text, UTF-8.</summary>
    public readonly ReadOnlySpan<byte> Text
    {
        get
        {
            fixed (CarriedValue* value = &this) // Lies in native memory: nothing moves it.
                return new(value + 1, Length);
        }
    }

    /// <summary>How many int32 a value with a text of <paramref name="length"/> bytes takes.</summary>
    public static int SizeOf(int length) => (sizeof(CarriedValue) + length + 7) / 8 * 2;

    /// <summary>The value a record carries under a negative code.</summary>
    public static CarriedValue* Of(int* record, int code) => (CarriedValue*)(record - code);
}
