using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>Reads and writes agreements as JSON, docs/formats/agreement.md. Keep in sync: that page, AgreementJson.Write.cs, AgreementDiff.</summary>
/// <remarks>Strict: a property it does not know, a wrong type, a text too long is refused with its path. Pure; safe on any thread.</remarks>
public static partial class AgreementJson
{
    internal static readonly (string Word, Direction Value)[] DirectionWords = [("check", Direction.Check), ("bulk_check", Direction.BulkCheck), ("push", Direction.Push)];
    internal static readonly (string Word, Effect Value)[] EffectWords = [("forbid", Effect.Forbid), ("permit", Effect.Permit)];

    /// <summary>Reads one agreement.</summary>
    /// <param name="utf8">The document, at most 1 MiB.</param>
    /// <exception cref="ExchangeFormatException">It is not an agreement; the message says where and why.</exception>
    public static Agreement Read(ReadOnlyMemory<byte> utf8) => StrictObject.ReadDocument(utf8, Read);

    static Agreement Read(StrictObject json) => new()
    {
        Id = json.Shaped("id", IsId, "an id of at most 64 small letters, digits and hyphens"),
        Version = json.Whole("version", 1),
        Name = json.Text("name", 200),
        OurSide = json.Object("our_side", ReadOrganisation),
        Partner = json.Object("partner", ReadOrganisation),
        Purpose = json.Object("purpose", static purpose => new Purpose(
            purpose.Shaped("term", text => Term().IsMatch(text), "a purpose such as dpv:IdentityVerification or muniment:StatusCheck"), purpose.Text("words"))),
        LegalPower = json.Text("legal_power"),
        LawfulBasis = json.ShapedList("lawful_basis", LawfulBases.All.Contains, "a lawful basis such as eu-gdpr:A6-1-e or muniment:DPA-Part-3"),
        Benefits = json.Text("benefits"),
        Directions = json.WordList("directions", DirectionWords),
        IsAdverse = json.Flag("adverse"),
        NeedsApproval = json.Flag("approval"),
        FieldsAsked = Fields(json, "fields_asked"),
        FieldsReturned = Fields(json, "fields_returned"),
        Conditions = json.Objects("conditions", ReadCondition),
        Children = json.Object("children", static rule => new ChildRule(rule.Flag("included"), rule.TextOrNull("because"))),
        Matching = json.Object("matching", static matching => new Matching(
            matching.ProbabilityOrNull("minimum_probability") ?? throw matching.Refuse("minimum_probability", "is missing; a number from 0 to 1 was expected."),
            matching.ProbabilityOrNull("possible_from"), Fields(matching, "must_agree"), matching.Flag("tell_probability"), matching.Flag("tell_agreeing_fields"))),
        Caps = json.Object("caps", static caps => new Caps(caps.WholeOrNull("per_day", 0), caps.WholeOrNull("per_month", 0), caps.WholeOrNull("per_person_per_month", 0))),
        StartDate = json.Date("start"),
        EndDate = json.DateOrNull("end"),
        ReviewDate = json.Date("review"),
        Dpia = json.ObjectOrNull("dpia", ReadAssessment),
        EqualityAssessment = json.ObjectOrNull("equality_assessment", ReadAssessment),
        OutcomeReturnDays = json.WholeOrNull("outcome_return_days", 1, 3650),
        WordsToThePerson = json.Text("words_to_the_person"),
        Processors = json.Objects("processors", ReadOrganisation),
        Retention = json.Text("retention"),
        Contact = json.Text("contact"),
        Areas = json.Objects("areas", ReadOrganisation),
        IsSandbox = json.Flag("sandbox"),
        Sources = json.ShapedList("sources", IsId, "the id of a source, of at most 64 small letters, digits and hyphens"),
        SignOffs = json.Has("sign_offs") ? json.Objects("sign_offs", static signOff => new SignOff(signOff.Text("by", 200), signOff.Text("role", 200), signOff.Instant("at"))) : [],
        NoticePublishedAt = json.InstantOrNull("notice_published"),
        End = json.ObjectOrNull("ended", static end => new EndOfAgreement(end.Instant("at"), end.Text("by", 200), end.Text("because"))),
    };

    static Condition ReadCondition(StrictObject json) => new(
        json.Word<Effect>("effect", EffectWords), json.Objects("tests", PersonTestJson.Read), json.Has("fields") ? Fields(json, "fields") : [], json.Text("because"));

    static Organisation ReadOrganisation(StrictObject json) =>
        new(json.Shaped("id", IsCurie, "an organisation or area as prefix:reference, such as government-organisation:EX02"), json.Text("name", 200));

    static Assessment ReadAssessment(StrictObject json) => new(json.Date("date"), json.Date("expiry"), json.TextOrNull("link", 500));

    static ImmutableArray<string> Fields(StrictObject json, string name) => json.ShapedList(name, IsField, "a field's name, of at most 64 small letters, digits and underscores");

    /// <summary>Whether a text can be the id of an agreement, a source or a pause.</summary>
    internal static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Whether a text can be the name of a field or flag.</summary>
    internal static bool IsField(string text) => Field().IsMatch(text);

    /// <summary>Whether a text can name an organisation.</summary>
    internal static bool IsCurie(string text) => Curie().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,63}:[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Curie();

    [GeneratedRegex(@"\A(?:dpv|muniment):[A-Z][A-Za-z0-9]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
