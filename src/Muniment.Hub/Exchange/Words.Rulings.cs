using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange;

public static partial class Words
{
    /// <summary>A ruling for our own people. It may say something about the person: not for the partner.</summary>
    public static string Ruling(Ruling ruling) => ruling.Outcome switch
    {
        Outcome.Disclosed => $"Disclosed: {All(ruling.Fields)}.",
        Outcome.Pending => $"Pending: {Reason(ruling.Reason)}. Would be disclosed: {All(ruling.Fields)}.",
        _ => $"Nothing is disclosed: {Reason(ruling.Reason)}.",
    };

    /// <summary>What the partner hears of a ruling, its fields apart.</summary>
    public static string Told(Ruling ruling) => ruling.Outcome switch
    {
        Outcome.Disclosed => "Disclosed.",
        Outcome.Pending => "Pending: a named reviewer decides. This is not evidence about the person.",
        _ when ruling.Reason.MayBeTold() => $"Refused: {Reason(ruling.Reason)}.",
        _ => NothingToDisclose,
    };

    /// <summary>The facts that conditions ask about, as the middle of a sentence: for made-up people only.</summary>
    public static string Person(PersonFacts person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return string.Join(", ",
            person.BirthDates.IsDefaultOrEmpty ? "somebody whose birth date is unknown" : $"somebody born {All(person.BirthDates.Select(date => date.IsWhole ? date.ToString() : $"in part unknown ({date})"), "or")}",
            person.Nationalities.IsDefaultOrEmpty ? "nationality unknown" : $"nationality {All(person.Nationalities)}",
            person.Flags.IsDefault ? "flags unknown" : person.Flags.IsEmpty ? "not flagged" : $"flagged {All(person.Flags)}",
            person.Sources.IsDefaultOrEmpty ? "sources unknown" : $"in the records of {All(person.Sources)}");
    }

    /// <summary>A reason as the end of a sentence, without its full stop.</summary>
    public static string Reason(RulingReason reason) => reason switch
    {
        RulingReason.None => "nothing stands in the way",
        RulingReason.Key => "the key is unknown or revoked",
        RulingReason.Ended => "the agreement has ended",
        RulingReason.Proposed => "the agreement is not in force yet",
        RulingReason.Suspended => "the agreement is suspended",
        RulingReason.Direction => "the agreement does not provide for this way of asking",
        RulingReason.FieldNotReturned => "a field was asked for that the agreement does not return",
        RulingReason.FieldNotAsked => "a field was sent that the agreement does not let the partner send",
        RulingReason.FieldMissing => "a field that must agree was not sent",
        RulingReason.DayCap => "the agreement's cap for today is used up",
        RulingReason.MonthCap => "the agreement's cap for this month is used up",
        RulingReason.NoMatch => "nobody was found",
        RulingReason.WrongWorld => "a sandbox is about made-up people only, and everything else about real people only",
        RulingReason.TooUnsure => "the match is less sure than the agreement asks",
        RulingReason.FieldsDisagree => "a field that must agree does not",
        RulingReason.Source => "none of the person's records comes from a source the agreement may draw on",
        RulingReason.MergedIdentity => "the person's records may belong to more than one human being",
        RulingReason.Objection => "the person objects",
        RulingReason.Child => "the person is or may be under 18, and the agreement does not include children",
        RulingReason.Forbidden => "a condition of the agreement forbids it",
        RulingReason.NotPermitted => "no condition that permits it surely applies",
        RulingReason.Paused => "a pause applies to the person",
        RulingReason.PersonCap => "the agreement's cap for one person is used up",
        RulingReason.NoFieldLeft => "every field is contested, withheld by a condition, or not asked for",
        RulingReason.Possible => "the match is only possible, so a named reviewer decides",
        RulingReason.Approval => "the agreement asks for an approval on our side",
        RulingReason.Adverse => "the use is adverse to the person, so a named reviewer on our side decides",
        _ => "for a reason this version has no words for",
    };
}
