using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>A group of rows: what is kept of all of them, uninvolved people's too, as a number.</summary>
/// <param name="AgeBand">under-18, 18-29, 30-49, 50-64, 65-over or unknown.</param>
/// <param name="Sex">female, male, other or unknown.</param>
/// <param name="NationalityGroup">british, eea, other or unknown.</param>
/// <param name="ScoreBand">none (nobody came near), below-0.5, 0.5-0.9, 0.9-0.99 or 0.99-1: the match probability.</param>
public readonly record struct BulkGroup(string AgeBand, string Sex, string NationalityGroup, string ScoreBand);

/// <summary>Puts rows into groups: by what the partner sent, failing that by the records found. Pure; safe on any thread.</summary>
static class BulkGroups
{
    // European Economic Area and Switzerland, ISO 3166-1 alpha-3.
    static readonly HashSet<string> s_eea = new(StringComparer.Ordinal)
    {
        "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE", "ISL", "LIE", "NOR", "CHE",
    };

    public static BulkGroup Of(IReadOnlyDictionary<string, string> asked, Found? found, Moment moment) =>
        new(AgeBand(asked, found, moment), Sex(asked), Nationality(asked, found), Score(found));

    static string AgeBand(IReadOnlyDictionary<string, string> asked, Found? found, Moment moment)
    {
        if (!asked.TryGetValue(FieldNames.BirthDate, out var text) || !BirthDate.TryParse(text, out var date) || !date.IsWhole)
            date = found?.Facts.BirthDates is [var known, ..] ? known : BirthDate.Unknown;
        return !date.IsWhole || date.Packed > moment.PackedDate ? "unknown" : ((moment.PackedDate - date.Packed) / 10000) switch
        {
            < 18 => "under-18",
            < 30 => "18-29",
            < 50 => "30-49",
            < 65 => "50-64",
            _ => "65-over",
        };
    }

    static string Sex(IReadOnlyDictionary<string, string> asked) => (asked.GetValueOrDefault("sex") ?? asked.GetValueOrDefault("gender"))?.ToUpperInvariant() switch
    {
        null => "unknown",
        "F" or "FEMALE" => "female",
        "M" or "MALE" => "male",
        _ => "other",
    };

    static string Nationality(IReadOnlyDictionary<string, string> asked, Found? found) =>
        (asked.GetValueOrDefault(FieldNames.Nationality) ?? (found?.Facts.Nationalities is [var known, ..] ? known : null)) switch
        {
            null => "unknown",
            "GBR" => "british",
            var code => s_eea.Contains(code) ? "eea" : "other",
        };

    static string Score(Found? found) => found?.Facts.MatchProbability switch
    {
        null => "none",
        < 0.5 => "below-0.5",
        < 0.9 => "0.5-0.9",
        < 0.99 => "0.9-0.99",
        _ => "0.99-1",
    };
}
