using System.Collections.Immutable;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Rights.Cases;

/// <summary>What a person may ask for.</summary>
static class RightsKinds
{
    /// <summary>A record is not about her (UK GDPR articles 16 and 18).</summary>
    public const string NotMe = "not-me";

    /// <summary>A value is wrong (articles 16 and 18).</summary>
    public const string Wrong = "wrong";

    /// <summary>She objects (article 21).</summary>
    public const string Object = "object";

    /// <summary>She complains (Data Protection Act 2018, section 164A).</summary>
    public const string Complaint = "complaint";

    /// <summary>She asks for a copy (article 15).</summary>
    public const string Copy = "copy";

    /// <summary>She asks for erasure (article 17).</summary>
    public const string Erase = "erase";

    /// <summary>All kinds, in the order a page offers them.</summary>
    public static IReadOnlyList<string> All { get; } = [NotMe, Wrong, Object, Erase, Copy, Complaint];
}

/// <summary>States of a request.</summary>
static class RightsStates
{
    public const string Open = "open", RefusalProposed = "refusal-proposed", Upheld = "upheld", Partly = "partly", Refused = "refused", Withdrawn = "withdrawn";

    /// <summary>Whether somebody still has to decide.</summary>
    public static bool IsUndecided(string state) => state is Open or RefusalProposed;

    /// <summary>Whether it was found right, at least in part.</summary>
    public static bool IsRight(string state) => state is Upheld or Partly;
}

/// <summary>What may be done about a request. Each is on its timeline, and she sees it.</summary>
static class RightsActs
{
    public const string Received = "received", Acknowledged = "acknowledged", Assigned = "assigned", Stopped = "stopped", Resumed = "resumed", Replied = "replied", Extended = "extended",
        RefusalProposed = "refusal-proposed", RefusalReturned = "refusal-returned", Refused = "refused", Upheld = "upheld", Partly = "partly", Recalled = "recalled", NobodyToRecall = "nobody-to-recall", SplitProposed = "split-proposed",
        Corrected = "corrected", OverrideProposed = "override-proposed", Overridden = "overridden", OverrideEnded = "override-ended", EraseRecalled = "erase-recalled", Erased = "erased", Letter = "letter", Withdrawn = "withdrawn";

    /// <summary>Somebody of the staff opened what she wrote and her records; not on the timeline, since it is among the uses of her data.</summary>
    public const string Looked = "looked";
}

/// <summary>One thing that was done.</summary>
/// <param name="At">When.</param>
/// <param name="By">Account.</param>
/// <param name="Act">One of <see cref="RightsActs"/>.</param>
/// <param name="Words">What she is told with it; empty: nothing.</param>
/// <param name="Detail">What it is about: an id, fields.</param>
sealed record RightsAct(DateTimeOffset At, string By, string Act, string Words, string Detail);

/// <summary>A request of a person's.</summary>
/// <param name="Id">Also the id of the staff's case.</param>
/// <param name="Person">The person; never shown.</param>
/// <param name="Kind">One of <see cref="RightsKinds"/>.</param>
/// <param name="Words">What she wrote. Personal data.</param>
/// <param name="Fields">The fields it is about.</param>
/// <param name="Records">The records it is about.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="ReceivedBy">The account that sent it.</param>
/// <param name="State">One of <see cref="RightsStates"/>.</param>
/// <param name="SettledAt">When nothing was left to do; null: something is.</param>
/// <param name="AssignedTo">Account; null: nobody.</param>
sealed record RightsCase(string Id, string Person, string Kind, string Words, ImmutableArray<string> Fields, ImmutableArray<RecordKey> Records, DateTimeOffset ReceivedAt, string ReceivedBy, string State, DateTimeOffset? SettledAt, string? AssignedTo)
{
    public bool IsUndecided => RightsStates.IsUndecided(State);

    /// <summary>The marks that stand while it is not settled: what must not be disclosed.</summary>
    public IEnumerable<(string Kind, string Field)> Marks => Kind switch
    {
        RightsKinds.Wrong => Fields.Select(name => (PersonMarks.ContestedKind, name)),
        RightsKinds.NotMe or RightsKinds.Object or RightsKinds.Erase => [(PersonMarks.ObjectionKind, "")],
        _ => [],
    };
}

/// <summary>A request that is sent.</summary>
/// <param name="Kind">One of <see cref="RightsKinds"/>.</param>
/// <param name="Words">What she wrote.</param>
/// <param name="Fields">The fields it is about.</param>
/// <param name="Records">The records it is about.</param>
sealed record NewRightsCase(string Kind, string Words, IReadOnlyList<string> Fields, IReadOnlyList<RecordKey> Records);
