using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Exchange.Pauses;

/// <summary>How far a pause reaches.</summary>
public enum PauseReach
{
    /// <summary>Every agreement. The default.</summary>
    All = 0,

    /// <summary>Every agreement with one partner.</summary>
    Partner = 1,

    /// <summary>One agreement, in every version.</summary>
    Agreement = 2,
}

/// <summary>Disclosure stopped, for everybody or for some people, until somebody restarts it.</summary>
/// <remarks>A review date that is over changes nothing but that it is shown as overdue: nothing restarts by itself. Immutable; safe on any thread.</remarks>
public sealed record Pause
{
    /// <summary>The key: small letters, digits and hyphens, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it covers all agreements, those with a partner, or one.</summary>
    public required PauseReach Reach { get; init; }

    /// <summary>The partner's CURIE or the agreement's id; null for all.</summary>
    public string? Target { get; init; }

    /// <summary>All of these together describe the people it is for; empty: everybody.</summary>
    public required ImmutableArray<PersonTest> About { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The day by which the owner must say whether it goes on.</summary>
    public required LocalDate ReviewDate { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>The act that ended it; null: it goes on.</summary>
    public Restart? Restart { get; init; }

    /// <summary>Whether it is about some version of this agreement.</summary>
    public bool Covers(Agreement agreement) => Reach switch
    {
        PauseReach.All => true,
        PauseReach.Partner => string.Equals(Target, agreement.Partner.Id, StringComparison.Ordinal),
        PauseReach.Agreement => string.Equals(Target, agreement.Id, StringComparison.Ordinal),
        _ => true, // a reach nobody knows covers too much rather than too little
    };

    /// <summary>Whether somebody has ended it by that moment. A restart that this machine's clock puts in the future has not happened.</summary>
    public bool HasEndedAt(Moment moment) => Restart is { } restart && restart.At <= moment.Instant;

    /// <summary>Whether it had been made and had not ended: for looking back or ahead. A ruling does not ask when a pause was made.</summary>
    public bool StoodAt(Moment moment) => MadeAt <= moment.Instant && !HasEndedAt(moment);

    /// <summary>Whether its review is overdue: the review date is over and it goes on.</summary>
    public bool IsOverdueAt(Moment moment) => !HasEndedAt(moment) && moment.Date > ReviewDate;

    /// <summary>Whether it may be about this person: each test is true of some record, or unknown.</summary>
    public bool MayConcern(PersonFacts person, Moment moment)
    {
        foreach (var test in About)
        {
            if (!test.MayHold(person, moment))
                return false;
        }
        return true;
    }
}

/// <summary>The act that ends a pause.</summary>
/// <param name="By">Who.</param>
/// <param name="Because">Why.</param>
/// <param name="At">When; it holds from that instant.</param>
public sealed record Restart(string By, string Because, Instant At);
