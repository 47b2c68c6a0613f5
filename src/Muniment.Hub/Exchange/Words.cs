using System.Collections.Immutable;
using System.Globalization;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Exchange;

/// <summary>Agreements, pauses and rulings in plain English, made from the rules themselves: what the public reads cannot drift from what is enforced.</summary>
/// <remarks>Every English sentence of the exchange's rules stands in the files of this class, so that a translation has one place to go. Pure; safe on any thread.</remarks>
public static partial class Words
{
    /// <summary>What everybody hears whom anything decided after the look-up refuses, whatever it was.</summary>
    public const string NothingToDisclose = "Nothing to disclose. This is not evidence about the person.";

    static readonly string[] s_months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>A date, such as 1 January 1989.</summary>
    public static string Date(LocalDate date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {s_months[date.Month - 1]} {date.Year}");

    /// <summary>A state in one word.</summary>
    public static string State(AgreementState state) => state switch
    {
        AgreementState.Proposed => "proposed",
        AgreementState.Active => "active",
        AgreementState.Restricted => "restricted",
        AgreementState.Suspended => "suspended",
        _ => "ended",
    };

    /// <summary>The state of an agreement with every reason for it.</summary>
    /// <param name="agreement">The version in force.</param>
    /// <param name="pauses">As <see cref="Question.Pauses"/>.</param>
    /// <param name="moment">When.</param>
    public static string State(Agreement agreement, ImmutableArray<Pause> pauses, Moment moment)
    {
        var reading = AgreementStates.Read(agreement, pauses, moment);
        var reasons = reading.State switch
        {
            AgreementState.Ended => EndReasons(agreement, reading.Causes),
            AgreementState.Proposed => ProposedReasons(agreement, reading.Causes, moment),
            AgreementState.Suspended => [.. LapseReasons(agreement, reading.Causes), .. PauseReasons(agreement, pauses, moment, wholeOnly: true)],
            AgreementState.Restricted => PauseReasons(agreement, pauses, moment, wholeOnly: false),
            _ => [],
        };
        var word = State(reading.State);
        return reasons.Count == 0 ? $"It is {word}." : $"It is {word}: {string.Join("; ", reasons)}.";
    }

    static List<string> EndReasons(Agreement agreement, StateCauses causes)
    {
        var reasons = new List<string>();
        if (causes.HasFlag(StateCauses.EndedByAct))
            reasons.Add($"{agreement.End!.By} ended it on {Date(Moment.At(agreement.End.At).Date)} ({agreement.End.Because})");
        if (causes.HasFlag(StateCauses.PastEnd))
            reasons.Add($"its last day was {Date(agreement.EndDate!.Value)}");
        return reasons;
    }

    static List<string> ProposedReasons(Agreement agreement, StateCauses causes, Moment moment)
    {
        var reasons = new List<string>();
        if (causes.HasFlag(StateCauses.TooFewSignOffs))
            reasons.Add(AgreementStates.SignedOffBy(agreement, moment) == 0 ? "nobody has signed this version off yet, and two people must" : "one person has signed this version off, and a second must");
        if (causes.HasFlag(StateCauses.NoNotice))
            reasons.Add("the public notice of this version has not been published");
        if (causes.HasFlag(StateCauses.NotBegun))
            reasons.Add($"its first day is {Date(agreement.StartDate)}");
        return reasons;
    }

    static List<string> LapseReasons(Agreement agreement, StateCauses causes)
    {
        var reasons = new List<string>();
        if (causes.HasFlag(StateCauses.ReviewLapsed))
            reasons.Add($"it should have been reviewed by {Date(agreement.ReviewDate)}");
        if (causes.HasFlag(StateCauses.NoDpia))
            reasons.Add($"its data protection impact assessment {Lapse(agreement.Dpia)}");
        if (causes.HasFlag(StateCauses.NoEqualityAssessment))
            reasons.Add($"its equality assessment {Lapse(agreement.EqualityAssessment)}");
        return reasons;
    }

    static string Lapse(Assessment? assessment) => assessment is null ? "has not been made" : $"counts only from {Date(assessment.Date)} to {Date(assessment.Expiry)}";

    static List<string> PauseReasons(Agreement agreement, ImmutableArray<Pause> pauses, Moment moment, bool wholeOnly) =>
        [.. pauses.Where(pause => pause.Covers(agreement) && !pause.HasEndedAt(moment) && (!wholeOnly || pause.About.IsEmpty)).Select(pause => $"{PauseScope(pause)} is paused ({pause.Reason}); {Answer(pause, moment)}")];

    /// <summary>A pause, with its owner and whether its review is overdue.</summary>
    public static string Pause(Pause pause, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(pause);
        var (scope, reason) = (PauseScope(pause), pause.Reason.TrimEnd('.'));
        return pause.HasEndedAt(moment)
            ? $"{Capital(scope)} was paused on {Date(Moment.At(pause.MadeAt).Date)} ({reason}) and was restarted on {Date(Moment.At(pause.Restart!.At).Date)} by {pause.Restart.By} ({pause.Restart.Because.TrimEnd('.')})."
            : $"{Capital(scope)} has been paused since {Date(Moment.At(pause.MadeAt).Date)} ({reason}); {Answer(pause, moment)}. Nothing restarts by itself.";
    }

    /// <summary>What a pause stops, as the beginning of a sentence without its full stop.</summary>
    public static string Scope(Pause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);
        return Capital(PauseScope(pause));
    }

    static string PauseScope(Pause pause)
    {
        var reach = pause.Reach switch
        {
            PauseReach.Partner => $"everything disclosed to {pause.Target}",
            PauseReach.Agreement => $"everything disclosed under the agreement {pause.Target}",
            _ => "every disclosure",
        };
        return pause.About.IsEmpty ? reach : $"{reach} about {People(pause.About)}{Unknown(pause.About)}";
    }

    static string Answer(Pause pause, Moment moment) => pause.IsOverdueAt(moment)
        ? $"{pause.Owner} was to answer for it by {Date(pause.ReviewDate)}, and the review is {Days(Period.DaysBetween(pause.ReviewDate, moment.Date))} overdue"
        : $"{pause.Owner} is to answer for it by {Date(pause.ReviewDate)}";

    static string Days(int days) => days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");

    static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    /// <summary>a, b and c.</summary>
    static string All(IEnumerable<string> words, string joint = "and")
    {
        var list = words.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list[..^1])} {joint} {list[^1]}";
    }
}
