namespace Muniment.Hub.Exchange.Rules;

/// <summary>Why nothing leaves, or not yet. Each has a number that stays, because the ledger keeps it. When several apply, the first in this order is given.</summary>
public enum RulingReason
{
    /// <summary>Nothing stands in the way.</summary>
    None = 0,

    /// <summary>The partner's key is unknown or revoked. Decided by whoever reads the signature, before these rules.</summary>
    Key = 1,

    /// <summary>The agreement has ended.</summary>
    Ended = 2,

    /// <summary>The agreement is proposed: not signed off by two people, without a published notice, or not begun.</summary>
    Proposed = 3,

    /// <summary>The agreement is suspended: a review or an assessment has lapsed, or a pause covers all of it.</summary>
    Suspended = 4,

    /// <summary>The agreement does not provide for this way of asking.</summary>
    Direction = 5,

    /// <summary>A field was asked for that the agreement does not return.</summary>
    FieldNotReturned = 6,

    /// <summary>A field was sent that the agreement does not let the partner send.</summary>
    FieldNotAsked = 7,

    /// <summary>A field that must agree was not sent.</summary>
    FieldMissing = 8,

    /// <summary>The cap of the day is used up.</summary>
    DayCap = 9,

    /// <summary>The cap of the month is used up.</summary>
    MonthCap = 10,

    /// <summary>Nobody was found.</summary>
    NoMatch = 20,

    /// <summary>A real person was found for a sandbox, or a made-up one for an agreement that is not a sandbox.</summary>
    WrongWorld = 21,

    /// <summary>The match probability is below what the agreement asks.</summary>
    TooUnsure = 22,

    /// <summary>A field that must agree does not.</summary>
    FieldsDisagree = 23,

    /// <summary>None of her records comes from a source the agreement may draw on.</summary>
    Source = 24,

    /// <summary>Her records may belong to more than one human being.</summary>
    MergedIdentity = 25,

    /// <summary>She objects.</summary>
    Objection = 26,

    /// <summary>She is, or may be, under 18.</summary>
    Child = 27,

    /// <summary>A condition forbids it.</summary>
    Forbidden = 28,

    /// <summary>No condition that permits it surely applies.</summary>
    NotPermitted = 29,

    /// <summary>A pause applies to her.</summary>
    Paused = 30,

    /// <summary>The cap for one person is used up.</summary>
    PersonCap = 31,

    /// <summary>Every field is contested or withheld by a condition.</summary>
    NoFieldLeft = 32,

    /// <summary>Pending: the match is only possible, so a named reviewer decides.</summary>
    Possible = 40,

    /// <summary>Pending: the agreement asks for approval of each disclosure.</summary>
    Approval = 41,

    /// <summary>Pending: the use is adverse to her, so a named reviewer decides.</summary>
    Adverse = 42,
}

/// <summary>What follows from a reason.</summary>
public static class RulingReasons
{
    /// <summary>Whether the partner may be told the reason: it was decided before anybody was looked up, so it says nothing about a person.</summary>
    public static bool MayBeTold(this RulingReason reason) => reason is >= RulingReason.Key and <= RulingReason.MonthCap;

    /// <summary>Whether it waits for a person's decision.</summary>
    public static bool IsPending(this RulingReason reason) => reason >= RulingReason.Possible;
}
