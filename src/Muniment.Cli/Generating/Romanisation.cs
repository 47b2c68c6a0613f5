namespace Muniment.Cli.Generating;

/// <summary>The other ways in which one name of another script is spelt in Latin letters, and surnames as women bear them.</summary>
/// <remarks>Rules of thumb of what passport offices and clerks do, not of any one standard. Pure but for the value changed.</remarks>
static class Romanisation
{
    static readonly Dictionary<Script, (string From, string To)[]> s_rules = new()
    {
        [Script.Arabic] = [("Mohammed", "Muhammad"), ("Muhammad", "Mohamed"), ("Mohammad", "Mohamad"), ("Ahmed", "Ahmad"), ("Hussein", "Husain"), ("Hussain", "Hossein"), ("Youssef", "Yusuf"), ("Yousef", "Yusuf"), ("Al-", "El-"), ("Al-", "Al "), ("Abdul ", "Abdel "), ("Abdul", "Abdel"), ("ou", "u"), ("ee", "i"), ("oo", "u"), ("kh", "k"), ("q", "k"), ("dh", "d"), ("ss", "s"), ("aa", "a"), ("sh", "ch"), ("j", "dj"), ("w", "ou"), ("ai", "ay"), ("ei", "ai"), ("ud", "oud"), ("i", "ee"), ("u", "o"), ("e", "a")],
        [Script.Cyrillic] = [("Aleksandr", "Alexander"), ("Dmitry", "Dmitrii"), ("ey", "ei"), ("iy", "y"), ("ii", "iy"), ("ya", "ia"), ("yu", "iu"), ("Ye", "E"), ("kh", "h"), ("ts", "c"), ("zh", "j"), ("ks", "x"), ("v", "w"), ("ch", "tch"), ("Y", "I"), ("y", "i")],
        [Script.Greek] = [("ch", "h"), ("ks", "x"), ("ou", "u"), ("dis", "des"), ("poulos", "pulos"), ("ai", "e"), ("y", "i"), ("f", "ph"), ("Gi", "Yi"), ("nt", "d"), ("v", "b"), ("i", "y")],
        [Script.Armenian] = [("yan", "ian"), ("kh", "x"), ("ts", "tz"), ("gh", "g"), ("ch", "tch"), ("v", "w")],
        [Script.Georgian] = [("dze", "dzeh"), ("kh", "h"), ("ts", "tz"), ("q", "k"), ("vili", "wili"), ("sh", "ch")],
        [Script.Hebrew] = [("ch", "h"), ("Cohen", "Kohen"), ("Levi", "Levy"), ("tz", "ts"), ("z", "tz"), ("Y", "J"), ("ah", "a"), ("k", "c"), ("v", "w"), ("i", "y"), ("h", "ch")],
        [Script.Devanagari] = [("ksh", "x"), ("sh", "s"), ("ee", "i"), ("oo", "u"), ("aa", "a"), ("v", "w"), ("th", "t"), ("Chaudhary", "Chowdhury"), ("dh", "d"), ("ya", "ia"), ("i", "ee"), ("u", "oo"), ("a", "aa")],
        [Script.Bengali] = [("Chowdhury", "Choudhury"), ("Miah", "Mia"), ("Uddin", "Uddeen"), ("Begum", "Begom"), ("sh", "s"), ("oo", "u"), ("ee", "i"), ("v", "bh"), ("h", ""), ("u", "oo"), ("i", "ee")],
        [Script.Thai] = [("ph", "p"), ("th", "t"), ("porn", "pon"), ("chai", "jai"), ("kul", "kun"), ("r", "l"), ("w", "v"), ("a", "ah")],
        [Script.Han] = [("Wang", "Wong"), ("Zhang", "Chang"), ("Chen", "Chan"), ("Huang", "Wong"), ("Li", "Lee"), ("Wu", "Ng"), ("Zhou", "Chow"), ("Liu", "Lau"), ("zh", "ch"), ("Zh", "Ch"), ("Xi", "Hsi"), ("X", "Hs"), ("q", "ch"), ("Q", "Ch"), ("ou", "oh"), ("shi", "si"), ("tsu", "tu"), ("o", "oh"), ("jun", "chun"), ("j", "ch"), ("g", "k"), ("d", "t"), ("u", "oo")],
        [Script.Hangul] = [("Lee", "Yi"), ("Park", "Pak"), ("Choi", "Choe"), ("Jung", "Jeong"), ("Kang", "Gang"), ("Cho", "Jo"), ("Lim", "Im"), ("-", " "), ("-", ""), ("oo", "u"), ("yoon", "yun"), ("young", "yeong"), ("eo", "u"), ("j", "ch"), ("h", "")],
        [Script.Latin] = [("ö", "oe"), ("ü", "ue"), ("ä", "ae"), ("ø", "oe"), ("å", "aa"), ("ñ", "ny"), ("Mc", "Mac"), ("Mac", "Mc"), ("O'", "O"), ("O'", "O "), ("-", " "), ("ph", "f"), ("Ch", "Sh"), ("ie", "y"), ("ae", "ai"), ("ou", "u"), ("ll", "l"), ("tt", "t"), ("nn", "n")],
    };

    static readonly Dictionary<string, (string From, string To)[]> s_feminine = new(StringComparer.Ordinal)
    {
        ["russian"] = [("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("sky", "skaya")],
        ["bulgarian"] = [("ov", "ova"), ("ev", "eva"), ("ski", "ska")],
        ["kazakh"] = [("ov", "ova"), ("ev", "eva")],
        ["ukrainian"] = [("skyi", "ska"), ("sky", "ska")],
        ["polish"] = [("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")],
        ["czechslovak"] = [("ý", "á"), ("a", "ová"), ("k", "ková"), ("h", "hová"), ("r", "rová"), ("l", "lová"), ("n", "nová"), ("č", "čová")],
        ["baltic"] = [("auskas", "auskienė"), ("ius", "ienė"), ("as", "ienė"), ("iņš", "iņa"), ("š", "a")],
        ["greek"] = [("os", "ou"), ("is", "i"), ("as", "a")],
    };

    /// <summary>Spells a romanised name another way, where one is known for its script.</summary>
    public static void Vary(FieldText name, Script script, ref Draw draw)
    {
        var rules = s_rules[script];
        var first = draw.Below(rules.Length);
        for (var i = 0; i < rules.Length; i++)
        {
            var (from, to) = rules[(first + i) % rules.Length];
            var place = name.Value.IndexOf(from, StringComparison.Ordinal);
            if (place < 0)
                continue;
            name.Replace(place, from.Length, to);
            return;
        }
    }

    /// <summary>Gives a surname the form that women bear, where the origin has one.</summary>
    public static void MakeFeminine(FieldText surname, string origin)
    {
        if (!s_feminine.TryGetValue(origin, out var endings))
            return;
        foreach (var (from, to) in endings)
        {
            if (!surname.Value.EndsWith(from, StringComparison.Ordinal))
                continue;
            surname.Replace(surname.Length - from.Length, from.Length, to);
            return;
        }
    }
}
