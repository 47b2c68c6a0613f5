namespace Muniment.Linkage.Cleaning;

/// <summary>The NHS number of England, Wales and the Isle of Man: ten digits, the last a check digit.</summary>
/// <remarks>Source: NHS Data Dictionary, "NHS NUMBER" (modulus 11, weights 10 to 2). Pure; safe on any thread.</remarks>
public static class NhsNumber
{
    /// <summary>True: ten digits, not all the same, and the check digit is right.</summary>
    /// <param name="digits">ASCII digits alone, as the step <c>digits</c> leaves them.</param>
    public static bool IsValid(ReadOnlySpan<byte> digits)
    {
        if (digits.Length != 10 || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || digits.IndexOfAnyExcept(digits[0]) < 0)
            return false;
        var sum = 0;
        for (var i = 0; i < 9; i++)
            sum += (digits[i] - '0') * (10 - i);
        var check = 11 - (sum % 11);
        return check != 10 && check % 11 == digits[9] - '0';
    }
}
