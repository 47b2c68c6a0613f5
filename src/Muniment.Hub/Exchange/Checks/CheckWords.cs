using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>The words of an answer. Whatever was decided after somebody was looked up and let nothing out reads the same.</summary>
static class CheckWords
{
    public const string Disclosed = "disclosed";
    public const string Pending = "pending";
    public const string Nothing = "nothing-to-disclose";

    public const string NothingStatement = "Nothing to disclose. This is not evidence about the person.";
    public const string PendingStatement = "A named reviewer decides on this. Until then nothing is disclosed, and this is not evidence about the person.";

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Disclosed => Disclosed,
        Outcome.Pending => Pending,
        _ => Nothing,
    };

    /// <summary>Code and sentence of a refusal that may be told.</summary>
    public static (string Code, string Sentence) Of(RulingReason reason) => reason switch
    {
        RulingReason.Key => ("key-unknown", "The token's key (kid) is not known here, or was revoked."),
        RulingReason.Ended => ("agreement-ended", "The agreement has ended."),
        RulingReason.Proposed => ("agreement-proposed", "The agreement is not in force yet: see its public entry in the register."),
        RulingReason.Suspended => ("agreement-suspended", "The agreement is suspended: see its public entry in the register for the reason."),
        RulingReason.Direction => ("direction", "The agreement does not provide for this way of asking."),
        RulingReason.FieldNotReturned => ("field-not-returned", "A field was asked for that the agreement does not return."),
        RulingReason.FieldNotAsked => ("field-not-asked", "A field was sent that the agreement does not let you send. Do not send it again."),
        RulingReason.FieldMissing => ("field-missing", "A field that must agree was not sent."),
        RulingReason.DayCap => ("day-cap", "The agreement's cap for the day is used up."),
        RulingReason.MonthCap => ("month-cap", "The agreement's cap for the month is used up."),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason must not be told."),
    };
}
