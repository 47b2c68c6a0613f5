using System.Collections.Immutable;
using System.Globalization;
using Muniment.Hub.Exchange.Agreements;
using NodaTime;

namespace Muniment.Hub.Exchange;

public static partial class Words
{
    /// <summary>What changed in one property of the format, in sentences; empty if there are no words for it.</summary>
    internal static List<(string Sentence, bool IsNewField)> Change(string name, Agreement older, Agreement newer) => name switch
    {
        "version" => One($"Version {Number(newer.Version)} instead of {Number(older.Version)}."),
        "name" => Text("Its name", older.Name, newer.Name),
        "our_side" => Text("Our side", Body(older.OurSide), Body(newer.OurSide)),
        "partner" => Text("The partner", Body(older.Partner), Body(newer.Partner)),
        "purpose" => Text("Its purpose", $"{older.Purpose.Words} ({older.Purpose.Term})", $"{newer.Purpose.Words} ({newer.Purpose.Term})"),
        "legal_power" => Text("The legal power", older.LegalPower, newer.LegalPower),
        "lawful_basis" => List("the lawful basis", older.LawfulBasis.Select(LawfulBasis), newer.LawfulBasis.Select(LawfulBasis)),
        "benefits" => Text("Its benefits", older.Benefits, newer.Benefits),
        "directions" => List("the ways it works", older.Directions.Select(Direction), newer.Directions.Select(Direction)),
        "adverse" => One(newer.IsAdverse ? "The use is now adverse to the person: every match waits for a named reviewer." : "The use is no longer said to be adverse: a match no longer waits for a reviewer."),
        "approval" => One(newer.NeedsApproval ? "Each disclosure now needs an approval on our side." : "A disclosure no longer needs an approval on our side."),
        "fields_asked" => Fields("what the partner may send", older.FieldsAsked, newer.FieldsAsked),
        "fields_returned" => Fields("what is disclosed", older.FieldsReturned, newer.FieldsReturned),
        "conditions" => Sentences("A condition is gone: ", "A condition is new: ", older.Conditions.Select(Condition), newer.Conditions.Select(Condition)),
        "children" => Text("Children", Children(older.Children), Children(newer.Children)),
        "matching" => Text("Matching", Matching(older.Matching), Matching(newer.Matching)),
        "caps" => Text("Caps", Caps(older.Caps), Caps(newer.Caps)),
        "start" => Text("Its first day", Date(older.StartDate), Date(newer.StartDate)),
        "end" => Text("Its last day", Date(older.EndDate), Date(newer.EndDate)),
        "review" => Text("Its review date", Date(older.ReviewDate), Date(newer.ReviewDate)),
        "dpia" => Text("The data protection impact assessment", Assessment(older.Dpia), Assessment(newer.Dpia)),
        "equality_assessment" => Text("The equality assessment", Assessment(older.EqualityAssessment), Assessment(newer.EqualityAssessment)),
        "outcome_return_days" => Text("Returning outcomes", Outcomes(older.OutcomeReturnDays), Outcomes(newer.OutcomeReturnDays)),
        "words_to_the_person" => Text("The words to the person", older.WordsToThePerson, newer.WordsToThePerson),
        "processors" => List("the processors", older.Processors.Select(Body), newer.Processors.Select(Body)),
        "retention" => Text("How long the partner keeps it", older.Retention, newer.Retention),
        "contact" => Text("The contact", older.Contact, newer.Contact),
        "areas" => List("the areas", older.Areas.Select(Body), newer.Areas.Select(Body)),
        "sandbox" => One(newer.IsSandbox ? "It is now a sandbox about made-up people." : "It is no longer a sandbox: it is now about real people."),
        "sources" => List("the sources it may draw on", older.Sources, newer.Sources),
        "sign_offs" when newer.Version != older.Version => newer.SignOffs.IsEmpty
            ? One($"Nobody has signed version {Number(newer.Version)} off yet.") : Sentences("", "Signed off: ", [], newer.SignOffs.Select(Signature)),
        "sign_offs" => Sentences("A signature is gone: ", "Signed off: ", older.SignOffs.Select(Signature), newer.SignOffs.Select(Signature)),
        "notice_published" => One(newer.NoticePublishedAt is null ? "Its public notice is yet to appear." : $"Its public notice appeared at {AgreementJson.Text(newer.NoticePublishedAt.Value)}."),
        "ended" => One(newer.End is { } end ? $"{end.By} ended it at {AgreementJson.Text(end.At)}, because {Because(end.Because)}." : "It is no longer ended."),
        _ => [],
    };

    /// <summary>The duty to return outcomes, as a sentence.</summary>
    public static string Outcomes(int? days) => days is { } within ? $"The partner says within {Days(within)} what came of each disclosure." : "The partner has no duty to say what came of a disclosure.";

    static List<(string Sentence, bool IsNewField)> Fields(string what, ImmutableArray<string> older, ImmutableArray<string> newer)
    {
        var changes = newer.Except(older).Select(field => ($"{field} is new in {what}.", true)).Concat(older.Except(newer).Select(field => ($"{field} is gone from {what}.", false))).ToList();
        return changes.Count > 0 ? changes : [($"The order of {what} changes.", false)];
    }

    static List<(string Sentence, bool IsNewField)> List(string what, IEnumerable<string> older, IEnumerable<string> newer)
    {
        var (before, after) = (older.ToList(), newer.ToList());
        var changes = after.Except(before).Select(item => ($"{item} is new in {what}.", false)).Concat(before.Except(after).Select(item => ($"{item} is gone from {what}.", false))).ToList();
        return changes.Count > 0 ? changes : [($"The order of {what} changes.", false)];
    }

    static List<(string Sentence, bool IsNewField)> Sentences(string gone, string added, IEnumerable<string> older, IEnumerable<string> newer)
    {
        var (before, after) = (older.ToList(), newer.ToList());
        return [.. before.Except(after).Select(item => (gone + item, false)), .. after.Except(before).Select(item => (added + item, false))];
    }

    /// <summary>Both texts; nothing if they read the same, so that the caller shows what differs beneath the words.</summary>
    static List<(string Sentence, bool IsNewField)> Text(string what, string before, string after) => before == after ? [] : [($"{what}: from \"{before}\" to \"{after}\".", false)];

    static List<(string Sentence, bool IsNewField)> One(string sentence) => [(sentence, false)];

    static string Body(Organisation organisation) => $"{organisation.Name} ({organisation.Id})";

    static string Date(LocalDate? date) => date is { } day ? Date(day) : "none";

    static string Assessment(Assessment? assessment) =>
        assessment is null ? "none" : $"made on {Date(assessment.Date)}, counts until {Date(assessment.Expiry)}{(assessment.Link is { } link ? $", {link}" : ", not published")}";

    static string Signature(SignOff signOff) => $"{signOff.By}, {signOff.Role}, at {AgreementJson.Text(signOff.At)}.";

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
