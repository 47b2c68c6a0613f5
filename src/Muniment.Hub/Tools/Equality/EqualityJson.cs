using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Tools.Equality;

/// <summary>The equality figures for everybody, with how they were made.</summary>
/// <remarks>Counts are rounded and small groups left out first; ratios and trends are computed from what is published, so that they tell no more. Same figures, same bytes. Pure.</remarks>
static class EqualityJson
{
    static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>How the figures are made, a sentence each.</summary>
    public static ImmutableArray<string> Method { get; } =
    [
        "Whoever was scored is counted, flagged or not, in whole months that have ended.",
        FormattableString.Invariant($"Of a group with fewer than {EqualityCounts.LeastScored} people scored nothing is shown; other counts are rounded to the nearest {EqualityCounts.Base}."),
        FormattableString.Invariant($"A ratio compares a group's rate with that of all others whose group is known, with the 95 % log-normal interval of Katz and others (Biometrics 34, 1978, 469–474), from the rounded counts; it is left out under {RateRatio.LeastEvents} events on either side."),
        FormattableString.Invariant($"An alarm is raised where, by the exact counts, the 99 % interval does not hold 1 and the ratio is at least {EqualityAlarms.HighRatio} or at most {EqualityAlarms.LowRatio}."),
        "A difference is no proof of wrong, and none is no proof of right: each alarm is looked into and answered in public.",
    ];

    public static byte[] Write(ImmutableArray<EqualitySubject> subjects, ImmutableArray<EqualityAlarm> alarms, Moment moment)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteStartArray("method");
            foreach (var sentence in Method)
                json.WriteStringValue(sentence);
            json.WriteEndArray();
            json.WriteStartArray("subjects");
            foreach (var subject in subjects)
                Write(json, subject, moment);
            json.WriteEndArray();
            json.WriteStartArray("alarms");
            foreach (var alarm in alarms)
                Write(json, alarm, moment);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, EqualitySubject subject, Moment moment)
    {
        json.WriteStartObject();
        json.WriteString("kind", subject.Kind);
        json.WriteString("id", subject.Id);
        json.WriteString("name", subject.Name);
        json.WriteString("owner", subject.Owner);
        json.WriteString("state", subject.State);
        json.WriteStartObject("characteristics");
        var yearAgo = Disclosures.LedgerEntries.MonthOf(moment.Date.PlusMonths(-12));
        var twoYearsAgo = Disclosures.LedgerEntries.MonthOf(moment.Date.PlusMonths(-24));
        var beforeThat = Disclosures.LedgerEntries.MonthOf(moment.Date.PlusMonths(-13));
        foreach (var characteristic in PersonGroups.Characteristics)
        {
            json.WriteStartObject(characteristic);
            Groups(json, "all", EqualitySubject.Published(subject.Groups(characteristic)));
            Groups(json, "last_12_months", EqualitySubject.Published(subject.Groups(characteristic, yearAgo)));
            Groups(json, "12_months_before", EqualitySubject.Published(subject.Groups(characteristic, twoYearsAgo, beforeThat)));
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Groups(Utf8JsonWriter json, string name, ImmutableArray<(string Group, EqualityCounts Counts)> groups)
    {
        json.WriteStartArray(name);
        foreach (var (group, counts) in groups)
        {
            json.WriteStartObject();
            json.WriteString("group", group);
            json.WriteNumber("scored", counts.Scored);
            json.WriteNumber("flagged", counts.Flagged);
            json.WriteNumber("reviewed", counts.Reviewed);
            json.WriteNumber("overturned", counts.Overturned);
            json.WriteNumber("contested", counts.Contested);
            json.WriteNumber("wrong", counts.Wrong);
            json.WriteStartObject("rate_ratios");
            foreach (var measure in EqualityCounts.Measures)
            {
                if (EqualitySubject.Ratio(groups, group, measure, RateRatio.Z95) is not { } ratio)
                    continue;
                json.WriteStartObject(measure);
                json.WriteNumber("ratio", Math.Round(ratio.Ratio, 2));
                json.WriteNumber("low", Math.Round(ratio.Low, 2));
                json.WriteNumber("high", Math.Round(ratio.High, 2));
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, EqualityAlarm alarm, Moment moment)
    {
        json.WriteStartObject();
        json.WriteString("id", alarm.Id);
        json.WriteString("kind", alarm.Kind);
        json.WriteString("subject", alarm.Subject);
        json.WriteString("characteristic", alarm.Characteristic);
        json.WriteString("group", alarm.Group);
        json.WriteString("measure", alarm.Measure);
        json.WriteNumber("ratio", Math.Round(alarm.Ratio.Ratio, 1)); // one digit: it comes from exact counts
        json.WriteString("owner", alarm.Owner);
        json.WriteString("raised", Moment.At(NodaTime.Instant.FromDateTimeOffset(alarm.RaisedAt)).Date.ToString("R", null));
        json.WriteString("due", alarm.DueOn.ToString("R", null));
        json.WriteBoolean("overdue", alarm.IsOverdueOn(moment.Date));
        if (alarm.AnsweredAt is { } answered)
        {
            json.WriteString("answered", Moment.At(NodaTime.Instant.FromDateTimeOffset(answered)).Date.ToString("R", null));
            json.WriteString("answer", alarm.Answer);
        }
        json.WriteEndObject();
    }
}
