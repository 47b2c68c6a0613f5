namespace Muniment.Linkage.Cleaning;

/// <summary>The United Kingdom's National Insurance number: two letters, six digits, and a suffix A to D that may be left out.</summary>
/// <remarks>Source: HMRC, National Insurance Manual NIM39110 (letters and prefixes never issued). It has no check digit. Pure; safe on any thread.</remarks>
public static class NationalInsuranceNumber
{
    /// <summary>True: the shape is right and the prefix has been issued.</summary>
    /// <param name="code">ASCII letters and digits alone, either case, as the step <c>code</c> leaves them.</param>
    public static bool IsValid(ReadOnlySpan<byte> code)
    {
        if (code.Length is not (8 or 9) || code[2..8].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return false;
        Span<byte> upper = stackalloc byte[2];
        upper[0] = (byte)(code[0] & ~0x20);
        upper[1] = (byte)(code[1] & ~0x20);
        // D, F, I, Q, U and V stand in neither place, O not in the second; seven prefixes are set aside.
        if (upper.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0 || IsNeverUsed(upper[0]) || IsNeverUsed(upper[1]) || upper[1] == 'O')
            return false;
        if (IsSetAside(upper))
            return false;
        return code.Length == 8 || (code[8] & ~0x20) is >= 'A' and <= 'D';
    }

    static bool IsNeverUsed(byte letter) => letter is (byte)'D' or (byte)'F' or (byte)'I' or (byte)'Q' or (byte)'U' or (byte)'V';

    static bool IsSetAside(ReadOnlySpan<byte> prefix) =>
        prefix.SequenceEqual("BG"u8) || prefix.SequenceEqual("GB"u8) || prefix.SequenceEqual("NK"u8) || prefix.SequenceEqual("KN"u8)
        || prefix.SequenceEqual("TN"u8) || prefix.SequenceEqual("NT"u8) || prefix.SequenceEqual("ZZ"u8);
}
