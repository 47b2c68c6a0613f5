using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muniment.Hub.Exchange.Rules;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Exchange.Agreements;

public static partial class AgreementJson
{
    /// <summary>Letters of every script as they are: a person reads these files. They are never put into a page unescaped.</summary>
    internal static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one agreement, always the same bytes for the same agreement, ending with a line feed.</summary>
    public static byte[] Write(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            Write(json, agreement);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, Agreement agreement)
    {
        json.WriteStartObject();
        json.WriteString("id", agreement.Id);
        json.WriteNumber("version", agreement.Version);
        json.WriteString("name", agreement.Name);
        Write(json, "our_side", agreement.OurSide);
        Write(json, "partner", agreement.Partner);
        json.WriteStartObject("purpose");
        json.WriteString("term", agreement.Purpose.Term);
        json.WriteString("words", agreement.Purpose.Words);
        json.WriteEndObject();
        json.WriteString("legal_power", agreement.LegalPower);
        Write(json, "lawful_basis", agreement.LawfulBasis);
        json.WriteString("benefits", agreement.Benefits);
        Write(json, "directions", [.. agreement.Directions.Select(WordOf)]);
        json.WriteBoolean("adverse", agreement.IsAdverse);
        json.WriteBoolean("approval", agreement.NeedsApproval);
        Write(json, "fields_asked", agreement.FieldsAsked);
        Write(json, "fields_returned", agreement.FieldsReturned);
        WriteConditions(json, agreement.Conditions);
        WriteLimits(json, agreement);
        WriteDates(json, agreement);
        json.WriteString("words_to_the_person", agreement.WordsToThePerson);
        Write(json, "processors", agreement.Processors);
        json.WriteString("retention", agreement.Retention);
        json.WriteString("contact", agreement.Contact);
        Write(json, "areas", agreement.Areas);
        json.WriteBoolean("sandbox", agreement.IsSandbox);
        Write(json, "sources", agreement.Sources);
        WriteLife(json, agreement);
        json.WriteEndObject();
    }

    static void WriteConditions(Utf8JsonWriter json, ImmutableArray<Condition> conditions)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in conditions)
        {
            json.WriteStartObject();
            json.WriteString("effect", WordOf(condition.Effect));
            json.WriteStartArray("tests");
            foreach (var test in condition.Tests)
                PersonTestJson.Write(json, test);
            json.WriteEndArray();
            if (!condition.Fields.IsEmpty)
                Write(json, "fields", condition.Fields);
            json.WriteString("because", condition.Because);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteLimits(Utf8JsonWriter json, Agreement agreement)
    {
        json.WriteStartObject("children");
        json.WriteBoolean("included", agreement.Children.AreIncluded);
        if (agreement.Children.Because is { } because)
            json.WriteString("because", because);
        json.WriteEndObject();
        json.WriteStartObject("matching");
        json.WriteNumber("minimum_probability", agreement.Matching.MinimumProbability);
        if (agreement.Matching.PossibleFrom is { } possible)
            json.WriteNumber("possible_from", possible);
        Write(json, "must_agree", agreement.Matching.MustAgree);
        json.WriteBoolean("tell_probability", agreement.Matching.TellsProbability);
        json.WriteBoolean("tell_agreeing_fields", agreement.Matching.TellsAgreeingFields);
        json.WriteEndObject();
        json.WriteStartObject("caps");
        Write(json, "per_day", agreement.Caps.PerDay);
        Write(json, "per_month", agreement.Caps.PerMonth);
        Write(json, "per_person_per_month", agreement.Caps.PerPersonPerMonth);
        json.WriteEndObject();
    }

    static void WriteDates(Utf8JsonWriter json, Agreement agreement)
    {
        json.WriteString("start", Text(agreement.StartDate));
        if (agreement.EndDate is { } end)
            json.WriteString("end", Text(end));
        json.WriteString("review", Text(agreement.ReviewDate));
        Write(json, "dpia", agreement.Dpia);
        Write(json, "equality_assessment", agreement.EqualityAssessment);
        Write(json, "outcome_return_days", agreement.OutcomeReturnDays);
    }

    static void WriteLife(Utf8JsonWriter json, Agreement agreement)
    {
        json.WriteStartArray("sign_offs");
        foreach (var signOff in agreement.SignOffs)
        {
            json.WriteStartObject();
            json.WriteString("by", signOff.By);
            json.WriteString("role", signOff.Role);
            json.WriteString("at", Text(signOff.At));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (agreement.NoticePublishedAt is { } published)
            json.WriteString("notice_published", Text(published));
        if (agreement.End is not { } end)
            return;
        json.WriteStartObject("ended");
        json.WriteString("at", Text(end.At));
        json.WriteString("by", end.By);
        json.WriteString("because", end.Because);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    static void Write(Utf8JsonWriter json, string name, Assessment? assessment)
    {
        if (assessment is null)
            return;
        json.WriteStartObject(name);
        json.WriteString("date", Text(assessment.Date));
        json.WriteString("expiry", Text(assessment.Expiry));
        if (assessment.Link is { } link)
            json.WriteString("link", link);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, ImmutableArray<Organisation> organisations)
    {
        json.WriteStartArray(name);
        foreach (var organisation in organisations)
            Write(json, null, organisation);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string? name, Organisation organisation)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("id", organisation.Id);
        json.WriteString("name", organisation.Name);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static string WordOf(Direction direction) => DirectionWords[(int)direction].Word;

    internal static string WordOf(Effect effect) => EffectWords[(int)effect].Word;

    internal static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    internal static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
