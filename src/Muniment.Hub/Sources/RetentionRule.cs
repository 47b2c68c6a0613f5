using Muniment.Hub.Exchange.Rules;
using Muniment.Linkage.Columns;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Sources;

/// <summary>Which records are past their source's retention.</summary>
/// <remarks>Months are calendar months of the date in London. Pure; safe on any thread.</remarks>
static class RetentionRule
{
    /// <summary>The first day whose records are still kept.</summary>
    public static LocalDate FirstKept(Retention retention, DateTimeOffset now) => Moment.At(Instant.FromDateTimeOffset(now)).Date.PlusMonths(-retention.Months);

    /// <summary>Says of a row of a load whether it is past.</summary>
    /// <param name="table">The load's records.</param>
    /// <param name="retention">The source's rule.</param>
    /// <param name="asOf">When the extract was made.</param>
    /// <param name="now">Now.</param>
    public static Func<int, bool> PastIn(RecordTable table, Retention retention, DateTimeOffset asOf, DateTimeOffset now)
    {
        var first = FirstKept(retention, now);
        var loadIsPast = Moment.At(Instant.FromDateTimeOffset(asOf)).Date < first;
        if (!retention.FromRecordedOn || table.Find(StandardFields.RecordedOn) is not { } column)
            return _ => loadIsPast;
        var ofValue = new bool[column.Values.Count];
        for (var code = 0; code < ofValue.Length; code++)
            ofValue[code] = DayOf(column.Values[code]) is { } day ? day < first : loadIsPast;
        return row => ofValue[column.Codes[row]];
    }

    // "2026-03-31", or a time that begins so; anything else says nothing, and the load's own day counts.
    static LocalDate? DayOf(ReadOnlySpan<byte> value) =>
        value.Length >= 10 && LocalDatePattern.Iso.Parse(System.Text.Encoding.UTF8.GetString(value[..10])) is { Success: true } day ? day.Value : null;
}
