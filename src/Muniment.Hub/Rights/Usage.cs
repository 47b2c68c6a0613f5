using System.Text.Json.Serialization;

namespace Muniment.Hub.Rights;

/// <summary>What a use was, for pages to say in their reader's language.</summary>
public enum UsageKind
{
    /// <summary>A partner asked, and was told.</summary>
    Told,

    /// <summary>A partner asked, and a reviewer decides.</summary>
    Waits,

    /// <summary>A partner asked, and was told nothing.</summary>
    NotTold,

    /// <summary>Staff looked.</summary>
    Viewed,

    /// <summary>She looked herself, or somebody who acts for her.</summary>
    OwnView,

    /// <summary>Sent to a partner.</summary>
    Pushed,

    /// <summary>Disclosed urgently, outside any agreement.</summary>
    Urgent,

    /// <summary>A share code of hers was made, used or ended.</summary>
    Shared,

    /// <summary>A recipient was told that something was wrong.</summary>
    Recalled,
}

/// <summary>One use of a person's data, as she is shown it: the members of Estonia's Data Tracker, and ours after them.</summary>
/// <param name="Logtime">When, UTC.</param>
/// <param name="Action">What was done and why, in words.</param>
/// <param name="ReceiverCode">Who received or looked: the partner's CURIE, or "muniment:staff" for this body's own staff.</param>
/// <param name="ReceiverName">Its name.</param>
/// <param name="ReceiverSystem">The agreement's name, or the part of this system that was used.</param>
/// <param name="Agreement">The agreement and its version, such as licences/1, as the public register has it; null: none.</param>
/// <param name="Purpose">What the data may be used for, in plain words; null: no agreement.</param>
/// <param name="Case">The case that was the reason: the receiver's own reference; null: none was given.</param>
/// <param name="Fields">The fields that were disclosed; empty: none were.</param>
/// <param name="Entry">Id of the ledger entry.</param>
/// <param name="Kind">What it was; not part of the Data Tracker's answer, whose words are in <paramref name="Action"/>.</param>
public sealed record Usage(DateTimeOffset Logtime, string Action, string ReceiverCode, string? ReceiverName, string ReceiverSystem, string? Agreement, string? Purpose, string? Case, IReadOnlyList<string> Fields, string Entry, [property: JsonIgnore] UsageKind Kind);

/// <summary>A page of uses.</summary>
/// <param name="TotalUsages">How many there are in the period.</param>
/// <param name="Usages">Those of the page, newest first.</param>
/// <param name="HeldBack">Why some are not shown, because they may be somebody else's; null: none is held back for that.</param>
/// <param name="MayBeSeveral">True: none is shown, because her records may be several people's.</param>
public sealed record UsagePage(int TotalUsages, IReadOnlyList<Usage> Usages, string? HeldBack, [property: JsonIgnore] bool MayBeSeveral = false);

/// <summary>The period that can be asked about.</summary>
/// <param name="PeriodStart">The first entry there is.</param>
public sealed record UsagePeriod(DateTimeOffset PeriodStart);
