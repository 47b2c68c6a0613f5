using System.Collections.Immutable;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>The state of an agreement, in the exact words the public reads.</summary>
public enum AgreementState
{
    /// <summary>Not yet in force: not signed off by two people, no public notice, or not begun. The default.</summary>
    Proposed = 0,

    /// <summary>In force.</summary>
    Active = 1,

    /// <summary>In force, but a pause covers some people.</summary>
    Restricted = 2,

    /// <summary>Nothing leaves: a review or assessment has lapsed, or a pause covers all of it.</summary>
    Suspended = 3,

    /// <summary>Over.</summary>
    Ended = 4,
}

/// <summary>Everything that makes a state what it is; several can be so at once.</summary>
[Flags]
public enum StateCauses
{
    /// <summary>Nothing stands in the way.</summary>
    None = 0,

    /// <summary>Somebody ended it.</summary>
    EndedByAct = 1,

    /// <summary>Its last day is over.</summary>
    PastEnd = 2,

    /// <summary>Fewer than two different people have signed it off.</summary>
    TooFewSignOffs = 4,

    /// <summary>Its public notice has not appeared.</summary>
    NoNotice = 8,

    /// <summary>Its first day is yet to come.</summary>
    NotBegun = 16,

    /// <summary>Its review date is over.</summary>
    ReviewLapsed = 32,

    /// <summary>No impact assessment counts today.</summary>
    NoDpia = 64,

    /// <summary>No equality assessment counts today.</summary>
    NoEqualityAssessment = 128,

    /// <summary>A pause covers all of it.</summary>
    Paused = 256,

    /// <summary>A pause covers some people.</summary>
    PausedForSome = 512,
}

/// <summary>A state with its causes. The sentence: <see cref="Words.State(Agreement, ImmutableArray{Pause}, Moment)"/>.</summary>
/// <param name="State">The state.</param>
/// <param name="Causes">Why; of several states the later in the life of an agreement is given.</param>
public readonly record struct StateReading(AgreementState State, StateCauses Causes);

/// <summary>Computes the state of an agreement. It is never stored.</summary>
public static class AgreementStates
{
    /// <summary>The state at a moment.</summary>
    /// <param name="agreement">The version in force.</param>
    /// <param name="pauses">Every pause that may not have ended, see <see cref="Question.Pauses"/>.</param>
    /// <param name="moment">When.</param>
    public static StateReading Read(Agreement agreement, ImmutableArray<Pause> pauses, Moment moment)
    {
        var causes = OfAgreement(agreement, moment);
        foreach (var pause in pauses)
        {
            if (pause.Covers(agreement) && !pause.HasEndedAt(moment))
                causes |= pause.About.IsEmpty ? StateCauses.Paused : StateCauses.PausedForSome;
        }
        return new StateReading(
            (causes & (StateCauses.EndedByAct | StateCauses.PastEnd)) != 0 ? AgreementState.Ended
            : (causes & (StateCauses.TooFewSignOffs | StateCauses.NoNotice | StateCauses.NotBegun)) != 0 ? AgreementState.Proposed
            : (causes & (StateCauses.ReviewLapsed | StateCauses.NoDpia | StateCauses.NoEqualityAssessment | StateCauses.Paused)) != 0 ? AgreementState.Suspended
            : causes != 0 ? AgreementState.Restricted
            : AgreementState.Active, causes);
    }

    /// <summary>How many different people have signed a version off.</summary>
    public static int SignedOffBy(Agreement agreement, Moment moment)
    {
        var signOffs = agreement.SignOffs;
        var people = 0;
        for (var i = 0; i < signOffs.Length; i++)
        {
            var isNew = signOffs[i].At <= moment.Instant;
            for (var before = 0; before < i && isNew; before++)
                isNew = signOffs[before].At > moment.Instant || !signOffs[before].By.AsSpan().Trim().Equals(signOffs[i].By.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
            people += isNew ? 1 : 0;
        }
        return people;
    }

    /// <summary>The same terms as if two people had signed them off and their notice had appeared before a day: to see what a proposal would disclose. Not for anything that leaves.</summary>
    /// <param name="agreement">Any version.</param>
    /// <param name="from">The day from which it shall count; if its own first day is earlier, that stays.</param>
    public static Agreement AsIfInForce(Agreement agreement, LocalDate from)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var start = from < agreement.StartDate ? from : agreement.StartDate;
        var before = Moment.Noon(start.PlusDays(-2)).Instant;
        return agreement with { StartDate = start, NoticePublishedAt = before, SignOffs = [new SignOff("first", "if", before), new SignOff("second", "if", before)] };
    }

    static StateCauses OfAgreement(Agreement agreement, Moment moment)
    {
        var causes = StateCauses.None;
        if (agreement.End is { } end && end.At <= moment.Instant)
            causes |= StateCauses.EndedByAct;
        if (moment.Date > agreement.EndDate)
            causes |= StateCauses.PastEnd;
        if (SignedOffBy(agreement, moment) < 2)
            causes |= StateCauses.TooFewSignOffs;
        if (!(agreement.NoticePublishedAt <= moment.Instant))
            causes |= StateCauses.NoNotice;
        if (moment.Date < agreement.StartDate)
            causes |= StateCauses.NotBegun;
        if (moment.Date > agreement.ReviewDate)
            causes |= StateCauses.ReviewLapsed;
        if (!Counts(agreement.Dpia, agreement, moment))
            causes |= StateCauses.NoDpia;
        if (!Counts(agreement.EqualityAssessment, agreement, moment))
            causes |= StateCauses.NoEqualityAssessment;
        return causes;
    }

    /// <summary>A sandbox holds nobody's data, so it may do without an assessment; one that it has must count.</summary>
    static bool Counts(Assessment? assessment, Agreement agreement, Moment moment) => assessment?.CountsOn(moment.Date) ?? agreement.IsSandbox;
}
