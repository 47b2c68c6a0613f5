using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Sources;

/// <summary>Reads and writes entries as JSON, docs/formats/source.md. Keep in sync with that page.</summary>
/// <remarks>Strict: a property it does not know, a wrong type, a text too long is refused with its path. Pure; safe on any thread.</remarks>
public static partial class SourceJson
{
    static readonly (string Word, Known Value)[] s_known = [("unknown", Known.Unknown), ("yes", Known.Yes), ("no", Known.No)];
    static readonly (string Word, LoadMode Value)[] s_modes = [("replace", LoadMode.Replace), ("add", LoadMode.Add)];

    /// <summary>What an entry's file asks for: the entry, and whether the provider's name is to be withheld.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="Reason">Why the name is to be withheld; null: it is not.</param>
    /// <param name="Owner">Who answers for that.</param>
    /// <param name="Until">The last day.</param>
    public sealed record Request(Source Entry, string? Reason, string? Owner, LocalDate? Until);

    /// <summary>Reads one entry.</summary>
    /// <exception cref="ExchangeFormatException">It is none; the message says where and why.</exception>
    public static Request Read(ReadOnlyMemory<byte> utf8) => StrictObject.ReadDocument(utf8, json =>
    {
        var withheld = json.ObjectOrNull("withhold_provider", static inner => Tuple.Create(inner.Text("reason"), inner.Text("owner", 200), inner.Date("until")));
        return new Request(ReadEntry(json), withheld?.Item1, withheld?.Item2, withheld?.Item3);
    });

    /// <summary>Writes an entry as it is stored, always the same bytes for the same entry.</summary>
    public static string Write(Source source)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AgreementJson.WriterOptions))
        {
            json.WriteStartObject();
            WriteEntry(json, source, withNameOfProvider: true);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The public register: every source that is in it, with its state.</summary>
    /// <param name="sources">All sources.</param>
    /// <param name="now">The state is told at this instant.</param>
    public static byte[] WriteRegister(IEnumerable<RegisteredSource> sources, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AgreementJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("sources");
            foreach (var source in sources.Where(source => source.StateAt(now) != SourceState.Waiting))
                WritePublic(json, source, now);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A state as the register writes it.</summary>
    public static string WordOf(SourceState state) => state switch
    {
        SourceState.Waiting => "waiting",
        SourceState.InUse => "in_use",
        SourceState.Stopped => "stopped",
        _ => "ended",
    };

    static Source ReadEntry(StrictObject json)
    {
        var source = new Source
        {
            Id = json.Shaped("id", AgreementJson.IsId, "an id of at most 64 small letters, digits and hyphens"),
            Name = json.Text("name", 200),
            Controller = json.Object("controller", ReadOrganisation),
            Provider = json.Object("provider", ReadOrganisation),
            Purposes = json.Objects("purposes", static purpose => new Purpose(
                purpose.Shaped("term", text => PurposeTerm().IsMatch(text), "a purpose such as dpv:IdentityVerification or muniment:StatusCheck"), purpose.Text("words"))),
            LawfulBasis = json.ShapedList("lawful_basis", LawfulBases.All.Contains, "a lawful basis such as eu-gdpr:A6-1-e or muniment:DPA-Part-3"),
            LegalPower = json.Text("legal_power"),
            People = json.Objects("people", ReadCategory),
            Data = json.Objects("data", ReadCategory),
            Children = json.Word<Known>("children", s_known),
            Retention = json.Object("retention", static kept => new Retention(kept.Whole("months", 1, 1200), kept.Flag("from_recorded_on"), kept.Text("words"))),
            Dpia = json.Object("dpia", static dpia => new Assessment(dpia.Date("date"), dpia.Date("expiry"), dpia.TextOrNull("link", 500))),
            Contact = json.Text("contact"),
            Mode = json.Word<LoadMode>("mode", s_modes),
            IdColumn = json.Text("id_column", 200),
            Fields = json.Objects("fields", static field => new FieldOfColumn(
                field.Text("column", 200), field.Shaped("field", AgreementJson.IsField, "a field's name, of at most 64 small letters, digits and underscores"))),
            IsMadeUp = json.Flag("made_up"),
            IsSandbox = json.FlagOrNull("sandbox") ?? false,
        };
        Check(source, json);
        return source;
    }

    static void Check(Source source, StrictObject json)
    {
        foreach (var (name, isEmpty) in new[] { ("purposes", source.Purposes.IsEmpty), ("people", source.People.IsEmpty), ("data", source.Data.IsEmpty), ("fields", source.Fields.IsEmpty) })
        {
            if (isEmpty)
                throw json.Refuse(name, "is empty; at least one was expected.");
        }
        if (!source.LawfulBasis.Any(LawfulBases.Carries))
            throw json.Refuse("lawful_basis", "names no basis of UK GDPR article 6 and not Part 3 of the Data Protection Act 2018. Name the one it is held on.");
        if (source.IsLawEnforcement && source.LawfulBasis.Length > 1)
            throw json.Refuse("lawful_basis", "mixes Part 3 of the Data Protection Act 2018 with other bases. Register what is held for law enforcement as a source of its own.");
        if (source.IsSandbox && !source.IsMadeUp)
            throw json.Refuse("sandbox", "is true, but the people are not made up. A sandbox is never about real people.");
        if (source.Fields.FirstOrDefault(field => field.Field == StandardFields.RecordId || field.Column == source.IdColumn) is not null)
            throw json.Refuse("fields", "names the record id, which id_column says already. Remove it.");
        if (source.Fields.GroupBy(field => field.Field).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw json.Refuse("fields", $"gives '{twice.Key}' two columns. Keep the one that is it.");
        if (source.Fields.GroupBy(field => field.Column).FirstOrDefault(group => group.Count() > 1) is { } column)
            throw json.Refuse("fields", $"names column '{column.Key}' twice. A column is one field.");
        if (source.Retention.FromRecordedOn && source.Fields.All(field => field.Field != StandardFields.RecordedOn))
            throw json.Refuse("retention.from_recorded_on", "is true, but no column is the field recorded_on.");
        if (!source.Fields.Any(field => StandardFields.Identity.Contains(field.Field)))
            throw json.Refuse("fields", $"has none that says who somebody is. These do: {string.Join(", ", StandardFields.Identity.Order(StringComparer.Ordinal))}.");
    }

    static Organisation ReadOrganisation(StrictObject json) =>
        new(json.Shaped("id", AgreementJson.IsCurie, "an organisation as prefix:reference, such as government-organisation:EX02"), json.Text("name", 200));

    static Category ReadCategory(StrictObject json) =>
        new(json.Shaped("term", text => CategoryTerm().IsMatch(text), "a category such as dpv:Immigrant, pd:Identifying or muniment:Sponsors"), json.Text("words", 200));

    static void WriteEntry(Utf8JsonWriter json, Source source, bool withNameOfProvider)
    {
        json.WriteString("id", source.Id);
        json.WriteString("name", source.Name);
        Write(json, "controller", source.Controller);
        if (withNameOfProvider)
            Write(json, "provider", source.Provider);
        WriteTerms(json, "purposes", source.Purposes.Select(purpose => (purpose.Term, purpose.Words)));
        json.WriteStartArray("lawful_basis");
        foreach (var basis in source.LawfulBasis)
            json.WriteStringValue(basis);
        json.WriteEndArray();
        json.WriteString("legal_power", source.LegalPower);
        WriteTerms(json, "people", source.People.Select(category => (category.Term, category.Words)));
        WriteTerms(json, "data", source.Data.Select(category => (category.Term, category.Words)));
        json.WriteString("children", s_known.First(word => word.Value == source.Children).Word);
        json.WriteStartObject("retention");
        json.WriteNumber("months", source.Retention.Months);
        json.WriteBoolean("from_recorded_on", source.Retention.FromRecordedOn);
        json.WriteString("words", source.Retention.Words);
        json.WriteEndObject();
        json.WriteStartObject("dpia");
        json.WriteString("date", LocalDatePattern.Iso.Format(source.Dpia.Date));
        json.WriteString("expiry", LocalDatePattern.Iso.Format(source.Dpia.Expiry));
        json.WriteString("link", source.Dpia.Link);
        json.WriteEndObject();
        json.WriteString("contact", source.Contact);
        json.WriteString("mode", s_modes.First(word => word.Value == source.Mode).Word);
        json.WriteString("id_column", source.IdColumn);
        json.WriteStartArray("fields");
        foreach (var field in source.Fields)
        {
            json.WriteStartObject();
            json.WriteString("column", field.Column);
            json.WriteString("field", field.Field);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("made_up", source.IsMadeUp);
        json.WriteBoolean("sandbox", source.IsSandbox);
    }

    static void WritePublic(Utf8JsonWriter json, RegisteredSource source, DateTimeOffset now)
    {
        json.WriteStartObject();
        WriteEntry(json, source.Entry, withNameOfProvider: false);
        if (source.IsNameWithheld)
        {
            json.WriteNull("provider");
            json.WriteStartObject("provider_withheld");
            json.WriteString("reason", source.Withholding!.Reason);
            json.WriteString("owner", source.Withholding.Owner);
            WriteOrNull(json, "until", source.Withholding.Until);
            json.WriteEndObject();
        }
        else
        {
            Write(json, "provider", source.Entry.Provider);
            json.WriteNull("provider_withheld");
        }
        json.WriteNumber("version", source.Version);
        json.WriteString("state", WordOf(source.StateAt(now)));
        json.WriteBoolean("law_enforcement", source.Entry.IsLawEnforcement);
        json.WriteNumber("records", source.Records);
        WriteOrNull(json, "people", source.People);
        WriteOrNull(json, "counted_at", source.CountedAt);
        WriteOrNull(json, "registered_at", source.RegisteredAt);
        WriteOrNull(json, "last_loaded_at", source.LastLoadedAt);
        WriteOrNull(json, "ended_at", source.EndedAt);
        json.WriteEndObject();
    }

    static void WriteOrNull(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, InstantPattern.ExtendedIso.Format(Instant.FromDateTimeOffset(known)));
        else
            json.WriteNull(name);
    }

    static void WriteOrNull(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    static void WriteTerms(Utf8JsonWriter json, string name, IEnumerable<(string Term, string Words)> terms)
    {
        json.WriteStartArray(name);
        foreach (var (term, words) in terms)
        {
            json.WriteStartObject();
            json.WriteString("term", term);
            json.WriteString("words", words);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, Organisation organisation)
    {
        json.WriteStartObject(name);
        json.WriteString("id", organisation.Id);
        json.WriteString("name", organisation.Name);
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\A(?:dpv|muniment):[A-Z][A-Za-z0-9]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PurposeTerm();

    [GeneratedRegex(@"\A(?:dpv|pd|muniment):[A-Z][A-Za-z0-9]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CategoryTerm();
}
