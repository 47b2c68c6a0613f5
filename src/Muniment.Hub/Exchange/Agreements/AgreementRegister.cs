using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>The public register of agreements, from the objects that are enforced.</summary>
/// <remarks>
/// First the 18 fields of the register under Part 5 of the Digital Economy Act 2017, by their names and in their order, organisations as CURIEs; then
/// ours. An agreement without an end date leaves it empty. Same agreements, pauses and moment: same bytes. Pure; safe on any thread.
/// </remarks>
public static class AgreementRegister
{
    static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One agreement with what its state depends on.</summary>
    readonly record struct Row(Agreement Agreement, ImmutableArray<Pause> Pauses, Moment Moment);

    static readonly (string Name, Func<Row, object?> Value)[] s_columns =
    [
        ("Information sharing agreement", row => row.Agreement.Id),
        ("Name", row => row.Agreement.Name),
        ("Purpose", row => row.Agreement.Purpose.Words),
        ("Information sharing benefits", row => row.Agreement.Benefits),
        ("Legal power disclosure", row => row.Agreement.LegalPower),
        ("Disclosed information", row => row.Agreement.FieldsReturned),
        ("Controllers", row => List(row.Agreement.OurSide.Id, row.Agreement.Partner.Id)),
        ("Controller names", row => List(row.Agreement.OurSide.Name, row.Agreement.Partner.Name)),
        ("Information sharing method", row => List([.. row.Agreement.Directions.Select(Words.Direction)])),
        ("Processors", row => List([.. row.Agreement.Processors.Select(processor => processor.Id)])),
        ("Processor names", row => List([.. row.Agreement.Processors.Select(processor => processor.Name)])),
        ("Retention period", row => row.Agreement.Retention),
        ("Start date", row => AgreementJson.Text(row.Agreement.StartDate)),
        ("End date", row => row.Agreement.EndDate is { } end ? AgreementJson.Text(end) : null),
        ("Review date", row => AgreementJson.Text(row.Agreement.ReviewDate)),
        ("Contact", row => row.Agreement.Contact),
        ("Areas", row => List([.. row.Agreement.Areas.Select(area => area.Id)])),
        ("Area names", row => List([.. row.Agreement.Areas.Select(area => area.Name)])),
        ("Version", row => row.Agreement.Version),
        ("State", row => Words.State(AgreementStates.Read(row.Agreement, row.Pauses, row.Moment).State)),
        ("State explained", row => Words.State(row.Agreement, row.Pauses, row.Moment)),
        ("Purpose term", row => row.Agreement.Purpose.Term),
        ("Lawful basis", row => row.Agreement.LawfulBasis),
        ("Lawful basis names", row => List([.. row.Agreement.LawfulBasis.Select(Words.LawfulBasis)])),
        ("Adverse to the person", row => row.Agreement.IsAdverse),
        ("Approval of each disclosure", row => row.Agreement.NeedsApproval),
        ("Fields asked", row => row.Agreement.FieldsAsked),
        ("Conditions", row => List([.. Words.Conditions(row.Agreement)])),
        ("Matching", row => Words.Matching(row.Agreement.Matching)),
        ("Caps", row => Words.Caps(row.Agreement.Caps)),
        ("Sources", row => row.Agreement.Sources),
        ("Outcomes", row => Words.Outcomes(row.Agreement.OutcomeReturnDays)),
        ("Words to the person", row => row.Agreement.WordsToThePerson),
        ("Impact assessment date", row => row.Agreement.Dpia is { } dpia ? AgreementJson.Text(dpia.Date) : null),
        ("Impact assessment expiry", row => row.Agreement.Dpia is { } dpia ? AgreementJson.Text(dpia.Expiry) : null),
        ("Impact assessment link", row => row.Agreement.Dpia?.Link),
        ("Equality assessment date", row => row.Agreement.EqualityAssessment is { } assessment ? AgreementJson.Text(assessment.Date) : null),
        ("Equality assessment expiry", row => row.Agreement.EqualityAssessment is { } assessment ? AgreementJson.Text(assessment.Expiry) : null),
        ("Equality assessment link", row => row.Agreement.EqualityAssessment?.Link),
        ("Notice published", row => row.Agreement.NoticePublishedAt is { } published ? AgreementJson.Text(published) : null),
        ("Ended", row => row.Agreement.End is { } end ? AgreementJson.Text(end.At) : null),
        ("Sandbox", row => row.Agreement.IsSandbox),
        ("Pauses", row => List([.. row.Pauses.Where(pause => pause.Covers(row.Agreement)).Select(pause => Words.Pause(pause, row.Moment))])),
    ];

    /// <summary>The names of all columns; the first 18 are the Digital Economy Act's.</summary>
    public static ImmutableArray<string> Columns { get; } = [.. s_columns.Select(column => column.Name)];

    /// <summary>The register as CSV (RFC 4180, UTF-8, a header line), in the order given. Items of a list are parted by semicolons.</summary>
    /// <param name="agreements">The versions to show.</param>
    /// <param name="pauses">Every pause ever made: those in force make the state, the others are its history.</param>
    /// <param name="moment">When.</param>
    /// <remarks>A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.</remarks>
    public static byte[] Csv(IEnumerable<Agreement> agreements, ImmutableArray<Pause> pauses, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(agreements);
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(Cell)).Append("\r\n");
        foreach (var agreement in agreements)
            text.AppendJoin(',', s_columns.Select(column => Cell(Flat(column.Value(new Row(agreement, pauses, moment)))))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The register as a JSON list of objects with the same names as the CSV's columns; what is empty is left out.</summary>
    /// <param name="agreements">The versions to show.</param>
    /// <param name="pauses">As for <see cref="Csv"/>.</param>
    /// <param name="moment">When.</param>
    public static byte[] Json(IEnumerable<Agreement> agreements, ImmutableArray<Pause> pauses, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(agreements);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartArray();
            foreach (var agreement in agreements)
            {
                json.WriteStartObject();
                foreach (var (name, value) in s_columns)
                    Write(json, name, value(new Row(agreement, pauses, moment)));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: break;
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            default: AgreementJson.Write(json, name, (ImmutableArray<string>)value); break;
        }
    }

    static ImmutableArray<string> List(params ImmutableArray<string> items) => items;

    static string Flat(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        ImmutableArray<string> items => string.Join(';', items.Select(item => item.Replace(';', ','))),
        _ => FormattableString.Invariant($"{value}"),
    };

    static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
