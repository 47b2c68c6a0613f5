using System.Text;

namespace Muniment.Cli.Reports;

/// <summary>Hides values of records: what kind of value it is can be seen, whose it is cannot.</summary>
/// <remarks>
/// The first letter stays, other letters become •, digits #, blanks and punctuation stay: "Robert" is "R•••••", "1971-06-24" is "####-##-##".
/// Values of one or two characters become • alone, and what is longer than 16 characters ends in …. Pure; safe on any thread.
/// </remarks>
static class Masking
{
    const int Longest = 16;

    /// <summary>The value as it may be shown.</summary>
    /// <param name="value">A record's value; null: missing, and stays so.</param>
    /// <param name="showValues">True: as it is.</param>
    public static string? Mask(string? value, bool showValues)
    {
        if (value is null || showValues)
            return value;
        var masked = new StringBuilder();
        var characters = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (++characters > Longest)
                break;
            if (Rune.IsLetter(rune) && characters == 1)
                masked.Append(rune);
            else if (Rune.IsDigit(rune))
                masked.Append('#');
            else if (Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune))
                masked.Append(rune);
            else
                masked.Append('•');
        }
        if (characters <= 2)
            return "•";
        return characters > Longest ? masked.Append('…').ToString() : masked.ToString();
    }
}
