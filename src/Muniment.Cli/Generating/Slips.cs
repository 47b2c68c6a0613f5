namespace Muniment.Cli.Generating;

/// <summary>The mistakes of hands, ears and scanners.</summary>
/// <remarks>Pure but for the value they change; safe on any thread with a value of its own.</remarks>
static class Slips
{
    const string Keys = "qwertyuiop asdfghjkl zxcvbnm"; // Neighbours in a row of the keyboard stand side by side.
    static readonly (string Heard, string Written)[] s_sounds =
        [("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ie", "y"), ("ou", "u"), ("oo", "u"), ("sh", "ch"), ("th", "t"), ("c", "k"), ("z", "s"), ("y", "i"), ("v", "w"), ("ai", "ay"), ("kh", "h"), ("q", "k"), ("x", "ks")];
    static readonly (string Printed, string Read)[] s_looks =
        [("m", "rn"), ("rn", "m"), ("l", "1"), ("o", "0"), ("cl", "d"), ("i", "l"), ("h", "b"), ("e", "c"), ("vv", "w"), ("S", "5"), ("B", "8"), ("O", "0"), ("n", "ri"), ("u", "ii"), ("5", "S"), ("0", "O"), ("1", "l")];

    /// <summary>One slip of the keyboard: a neighbouring key, a letter lost, doubled or exchanged with the next.</summary>
    public static void Typing(FieldText field, ref Draw draw)
    {
        if (field.Length < 2)
            return;
        var kind = draw.Below(100);
        var place = draw.Below(field.Length - (kind < 28 ? 1 : 0));
        var letters = field.Letters;
        if (kind < 28)
            (letters[place], letters[place + 1]) = Recased(letters[place], letters[place + 1]);
        else if (kind < 52)
            field.Remove(place);
        else if (kind < 70)
            field.Insert(place, char.ToLowerInvariant(letters[place]));
        else
            letters[place] = Neighbour(letters[place], ref draw);
    }

    /// <summary>Written as heard: one sound in another spelling; a slip of the keyboard where nothing applies.</summary>
    public static void Hearing(FieldText field, ref Draw draw) => Replace(field, s_sounds, ref draw);

    /// <summary>Read by a scanner: one letter taken for another that looks like it.</summary>
    public static void Scanning(FieldText field, ref Draw draw) => Replace(field, s_looks, ref draw);

    /// <summary>Mostly typing, sometimes hearing, seldom scanning.</summary>
    public static void Any(FieldText field, ref Draw draw)
    {
        var kind = draw.Below(100);
        if (kind < 70)
            Typing(field, ref draw);
        else if (kind < 92)
            Hearing(field, ref draw);
        else
            Scanning(field, ref draw);
    }

    /// <summary>A date written wrongly: one digit of the day, month or year, always still a date.</summary>
    public static DateOnly Date(DateOnly date, ref Draw draw)
    {
        var kind = draw.Below(3);
        var year = kind == 0 ? date.Year + (draw.Chance(0.5) ? 1 : -1) * (draw.Chance(0.4) ? 10 : 1) : date.Year;
        var month = kind == 1 ? 1 + ((date.Month - 1 + draw.Between(1, 11)) % 12) : date.Month;
        var day = kind == 2 ? 1 + ((date.Day - 1 + draw.Between(1, 27)) % 28) : Math.Min(date.Day, 28);
        return new DateOnly(Math.Clamp(year, 1900, Calendar.DateOf(Calendar.Today).Year - 1), month, day);
    }

    /// <summary>Day and month exchanged, where that is a date.</summary>
    public static DateOnly ExchangeDayAndMonth(DateOnly date) => date.Day <= 12 ? new DateOnly(date.Year, date.Day, date.Month) : date;

    /// <summary>Writes Latin letters without their marks.</summary>
    public static void LoseMarks(FieldText field)
    {
        foreach (ref var letter in field.Letters)
            letter = LatinLetters.Fold(letter);
    }

    static void Replace(FieldText field, (string From, string To)[] rules, ref Draw draw)
    {
        var first = draw.Below(rules.Length);
        for (var i = 0; i < rules.Length; i++)
        {
            var (from, to) = rules[(first + i) % rules.Length];
            var place = field.Value.IndexOf(from, StringComparison.Ordinal);
            if (place < 0)
                continue;
            field.Replace(place, from.Length, to);
            return;
        }
        Typing(field, ref draw);
    }

    /// <summary>Exchanged, the capital staying where it was.</summary>
    static (char First, char Second) Recased(char first, char second) =>
        char.IsUpper(first) && char.IsLower(second) ? (char.ToUpperInvariant(second), char.ToLowerInvariant(first)) : (second, first);

    static char Neighbour(char letter, ref Draw draw)
    {
        if (char.IsAsciiDigit(letter))
            return (char)('0' + ((letter - '0' + draw.Between(1, 9)) % 10));
        var place = Keys.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        if (place < 0 || letter == ' ')
            return letter;
        var next = place + (draw.Chance(0.5) ? 1 : -1);
        var key = next < 0 || next >= Keys.Length || Keys[next] == ' ' ? 'e' : Keys[next];
        return char.IsUpper(letter) ? char.ToUpperInvariant(key) : key;
    }
}
