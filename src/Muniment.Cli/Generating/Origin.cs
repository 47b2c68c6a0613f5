namespace Muniment.Cli.Generating;

/// <summary>How an origin's names are written at home.</summary>
enum Script
{
    /// <summary>Latin letters, marks included.</summary>
    Latin,

    /// <summary>Arabic letters, with the Persian and Urdu additions.</summary>
    Arabic,

    /// <summary>Cyrillic letters.</summary>
    Cyrillic,

    /// <summary>Greek letters.</summary>
    Greek,

    /// <summary>Armenian letters.</summary>
    Armenian,

    /// <summary>Georgian letters.</summary>
    Georgian,

    /// <summary>Hebrew letters.</summary>
    Hebrew,

    /// <summary>Devanagari.</summary>
    Devanagari,

    /// <summary>Bengali letters.</summary>
    Bengali,

    /// <summary>Thai letters.</summary>
    Thai,

    /// <summary>Chinese characters, also as Japan writes names.</summary>
    Han,

    /// <summary>Korean syllables.</summary>
    Hangul,
}

/// <summary>A people whose names share their shapes.</summary>
/// <param name="Key">One word, lower case; the value of the truth_origin column.</param>
/// <param name="Countries">ISO 3166 codes of the lists the names are learnt from (as the data writes them: Sweden's list is SV).</param>
/// <param name="Nationality">ISO 3166-1 alpha-3 code written in the records of those born there.</param>
/// <param name="Weight">Share of households, relative.</param>
/// <param name="Surnames">How many distinct surnames to make, at most.</param>
/// <param name="Forenames">How many distinct forenames to make for each sex, at most.</param>
/// <param name="Script">How the names are written at home.</param>
/// <param name="AssessedShare">Share of people whose birth date is recorded as 1 January because only the year is known, 0 to 1.</param>
/// <param name="SurnameFlatness">Flatness of the surname frequencies: 0 to 1 where a few names serve half the people, 5 and more elsewhere.</param>
sealed record Origin(
    string Key, string Countries, string Nationality, int Weight, int Surnames, int Forenames, Script Script, double AssessedShare, double SurnameFlatness)
{
    /// <summary>Every origin, in the order of the numbers that stand for them. Weights are made up, not a census.</summary>
    public static readonly Origin[] All =
    [
        new("british", "GB AU NZ CA IM JE GG", "GBR", 7000, 42000, 1600, Script.Latin, 0.001, 4),
        new("irish", "IE", "IRL", 350, 8000, 500, Script.Latin, 0.001, 6),
        new("indian", "IN FJ NP", "IND", 600, 9000, 700, Script.Devanagari, 0.03, 2),
        new("pakistani", "PK", "PAK", 450, 4500, 450, Script.Arabic, 0.08, 2),
        new("arabic", "AE EG IQ JO KW LB LY SA DZ MA TN", "IRQ", 450, 10000, 700, Script.Arabic, 0.12, 5),
        new("polish", "PL", "POL", 350, 8000, 350, Script.Latin, 0.001, 6),
        new("westafrican", "ML GQ", "NGA", 350, 7000, 450, Script.Latin, 0.05, 5),
        new("bengali", "BD", "BGD", 250, 3500, 300, Script.Bengali, 0.08, 2),
        new("romanian", "RO MD", "ROU", 250, 7000, 350, Script.Latin, 0.001, 5),
        new("spanish", "ES AR CL MX CO PE VE EC CR CU DO GT PY UY PA PR BO", "ESP", 250, 9000, 450, Script.Latin, 0.002, 4),
        new("portuguese", "PT BR", "PRT", 220, 6000, 350, Script.Latin, 0.002, 4),
        new("caribbean", "JM AW HT", "JAM", 250, 4500, 350, Script.Latin, 0.01, 5),
        new("persian", "IR TJ", "AFG", 200, 5500, 450, Script.Arabic, 0.25, 5),
        new("horn", "", "SOM", 200, 3500, 350, Script.Latin, 0.30, 3),
        new("italian", "IT SM", "ITA", 180, 8000, 350, Script.Latin, 0.001, 6),
        new("french", "FR LU MC", "FRA", 150, 6500, 350, Script.Latin, 0.001, 6),
        new("german", "DE AT CH LI", "DEU", 140, 7500, 400, Script.Latin, 0.001, 6),
        new("dutch", "NL BE", "NLD", 80, 5000, 300, Script.Latin, 0.001, 6),
        new("turkish", "TR AZ", "TUR", 140, 5500, 350, Script.Latin, 0.03, 5),
        new("chinese", "CN TW", "CHN", 250, 420, 3000, Script.Han, 0.002, 2),
        new("vietnamese", "VN", "VNM", 90, 160, 1500, Script.Latin, 0.02, 0.3),
        new("filipino", "PH", "PHL", 110, 4500, 300, Script.Latin, 0.002, 5),
        new("srilankan", "LK", "LKA", 110, 3500, 300, Script.Latin, 0.02, 4),
        new("southernafrican", "ZA", "ZWE", 150, 5000, 350, Script.Latin, 0.02, 5),
        new("russian", "RU BY", "RUS", 90, 6000, 300, Script.Cyrillic, 0.001, 6),
        new("ukrainian", "UA", "UKR", 120, 5000, 300, Script.Cyrillic, 0.001, 6),
        new("bulgarian", "BG MK", "BGR", 100, 4500, 300, Script.Cyrillic, 0.001, 6),
        new("kazakh", "KZ KG", "KAZ", 30, 3000, 250, Script.Cyrillic, 0.01, 5),
        new("greek", "GR CY", "GRC", 90, 5000, 300, Script.Greek, 0.001, 6),
        new("southslavic", "HR BA RS ME SI", "HRV", 60, 5500, 350, Script.Latin, 0.001, 6),
        new("albanian", "AL XK", "ALB", 90, 3500, 250, Script.Latin, 0.02, 5),
        new("baltic", "LT LV EE", "LTU", 110, 4500, 350, Script.Latin, 0.001, 6),
        new("czechslovak", "CZ SK", "CZE", 90, 4500, 300, Script.Latin, 0.001, 6),
        new("hungarian", "HU", "HUN", 80, 4000, 250, Script.Latin, 0.001, 5),
        new("nordic", "DK NO SV IS FO FI", "SWE", 90, 7500, 500, Script.Latin, 0.001, 4),
        new("armenian", "AM", "ARM", 20, 2200, 200, Script.Armenian, 0.002, 4),
        new("georgian", "GE", "GEO", 20, 2200, 200, Script.Georgian, 0.002, 5),
        new("israeli", "IL", "ISR", 30, 3500, 300, Script.Hebrew, 0.002, 4),
        new("korean", "KR", "KOR", 30, 150, 900, Script.Hangul, 0.001, 0.2),
        new("japanese", "JP", "JPN", 40, 2500, 700, Script.Han, 0.001, 5),
        new("thai", "TH", "THA", 40, 3500, 300, Script.Thai, 0.002, 12),
        new("malay", "MY", "MYS", 30, 2000, 250, Script.Latin, 0.002, 4),
    ];
}
