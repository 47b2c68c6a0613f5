namespace Muniment.Ledger;

/// <summary>Whole numbers in ASCII decimals without sign or leading zeroes, as checkpoints and proofs write them.</summary>
static class Decimals
{
    /// <summary>Reads a number from 0 to <see cref="long.MaxValue"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > 19 || (text[0] == '0' && text.Length > 1))
            return false;
        var sum = 0UL; // 19 digits fit.
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            sum = (sum * 10) + (ulong)(digit - '0');
        }
        if (sum > long.MaxValue)
            return false;
        number = (long)sum;
        return true;
    }
}
