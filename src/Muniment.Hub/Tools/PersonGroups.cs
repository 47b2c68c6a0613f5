using System.Collections.Frozen;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Tools;

/// <summary>The groups a person counts in for equality figures, at the moment something was done with her.</summary>
/// <param name="AgeBand">"under-18", "18-29", "30-44", "45-59", "60-up", or "unknown" where her records do not agree on a whole birth date.</param>
/// <param name="Sex">"female", "male", "other", or "unknown" where no record says or they differ.</param>
/// <param name="NationalityGroup">"british-irish", "eea-swiss", "other", "several" where her records name several of these, or "unknown".</param>
/// <param name="Ethnicity">As a source holds it, in small letters; "unknown" where none does or they differ.</param>
/// <remarks>Groups alone are stored, never the values. Immutable; safe on any thread.</remarks>
public sealed record PersonGroups(string AgeBand, string Sex, string NationalityGroup, string Ethnicity)
{
    /// <summary>What is not known.</summary>
    public const string Unknown = "unknown";

    /// <summary>The characteristics, in the order figures show them.</summary>
    public static IReadOnlyList<string> Characteristics { get; } = ["age_band", "sex", "nationality_group", "ethnicity"];

    // The states of the European Economic Area but Ireland, and Switzerland: those the Immigration (European Economic Area) Regulations 2016 named, ISO 3166-1 alpha-3.
    static readonly FrozenSet<string> s_eea = new[]
    {
        "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "ISL", "ITA", "LVA", "LIE", "LTU", "LUX", "MLT", "NLD", "NOR", "POL", "PRT", "ROU",
        "SVK", "SVN", "ESP", "SWE", "CHE",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The groups by her records.</summary>
    /// <param name="records">Her records; they may disagree.</param>
    /// <param name="moment">When.</param>
    public static PersonGroups Of(IReadOnlyList<PersonRecord> records, Moment moment) => new(
        AgeBandOf(records, moment),
        One(Values(records, "sex").Select(SexOf)),
        One(Values(records, StandardFields.Nationality).Select(NationalityGroupOf), "several"),
        One(Values(records, "ethnicity").Select(value => value.ToLowerInvariant())));

    /// <summary>The group of one characteristic.</summary>
    public string this[string characteristic] => characteristic switch
    {
        "age_band" => AgeBand,
        "sex" => Sex,
        "nationality_group" => NationalityGroup,
        "ethnicity" => Ethnicity,
        _ => throw new ArgumentException($"'{characteristic}' is no characteristic that is counted.", nameof(characteristic)),
    };

    /// <summary>The birth date that all records agree on; unknown where one has none that is whole, or they differ.</summary>
    public static BirthDate BirthDateOf(IReadOnlyList<PersonRecord> records)
    {
        var dates = records.Where(record => record.Fields.ContainsKey(StandardFields.BirthDate)).Select(record => BirthDate.TryParse(record.BirthDate, out var date) ? date : BirthDate.Unknown).Distinct().ToList();
        return dates is [{ IsWhole: true }] ? dates[0] : BirthDate.Unknown;
    }

    static string AgeBandOf(IReadOnlyList<PersonRecord> records, Moment moment)
    {
        var date = BirthDateOf(records);
        if (!date.IsWhole || date.Packed > moment.PackedDate)
            return Unknown;
        return ((moment.PackedDate - date.Packed) / 10_000) switch
        {
            < 18 => "under-18",
            < 30 => "18-29",
            < 45 => "30-44",
            < 60 => "45-59",
            _ => "60-up",
        };
    }

    static string SexOf(string value) => value.ToLowerInvariant() switch
    {
        "f" or "female" or "woman" or "2" => "female",
        "m" or "male" or "man" or "1" => "male",
        "u" or "unknown" or "9" or "0" => Unknown,
        _ => "other",
    };

    static string NationalityGroupOf(string value) => value.ToUpperInvariant() switch
    {
        "GBR" or "IRL" => "british-irish",
        "XXA" or "XXB" or "XXX" or "UNK" => Unknown, // stateless, refugee and unspecified of ICAO 9303 say nothing of a nationality
        var code => s_eea.Contains(code) ? "eea-swiss" : "other",
    };

    static IEnumerable<string> Values(IReadOnlyList<PersonRecord> records, string field) => records.Select(record => record.Fields.GetValueOrDefault(field)?.Trim()).OfType<string>().Where(value => value.Length > 0);

    static string One(IEnumerable<string> values, string several = Unknown)
    {
        var distinct = values.Distinct(StringComparer.Ordinal).Take(2).ToList();
        return distinct.Count switch { 0 => Unknown, 1 => distinct[0], _ => several };
    }
}
