using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Reference;

/// <summary>
/// The rules once more, from their description in docs/formats/agreement.md and not from the code: every objection is collected, then the first in the
/// published order is taken; each field is judged by itself; unknown is a list of things that might be so. Ruling is tested against it.
/// </summary>
static class SlowRuling
{
    const string BirthDateField = "birth_date", NationalityField = "nationality";

    public static (Outcome Outcome, RulingReason Reason, List<string> Fields, bool Probability, bool Agreeing) Decide(Question question, PersonFacts? person)
    {
        var agreement = question.Agreement;
        var objections = new SortedSet<RulingReason>(Before(question).Concat(person is null ? [RulingReason.NoMatch] : About(question, person)));
        var fields = person is null ? [] : agreement.FieldsReturned.Where(field => MayLeave(field, question, person)).ToList();
        if (fields.Count == 0)
            objections.Add(RulingReason.NoFieldLeft);
        if (objections.Count > 0)
            return (Outcome.Refused, objections.Min, [], false, false);

        var sure = person!.MatchProbability >= agreement.Matching.MinimumProbability;
        var waits = new SortedSet<RulingReason>();
        if (!sure)
            waits.Add(RulingReason.Possible);
        if (agreement.NeedsApproval)
            waits.Add(RulingReason.Approval);
        if (agreement.IsAdverse)
            waits.Add(RulingReason.Adverse);
        var pending = waits.Count > 0 && !question.IsApproved;
        return (pending ? Outcome.Pending : Outcome.Disclosed, pending ? waits.Min : RulingReason.None, fields,
            sure && agreement.Matching.TellsProbability, sure && agreement.Matching.TellsAgreeingFields);
    }

    static IEnumerable<RulingReason> Before(Question question)
    {
        var (agreement, request) = (question.Agreement, question.Request);
        var state = State(agreement, question.Pauses, question.Moment);
        if (state == AgreementState.Ended)
            yield return RulingReason.Ended;
        if (state == AgreementState.Proposed)
            yield return RulingReason.Proposed;
        if (state == AgreementState.Suspended)
            yield return RulingReason.Suspended;
        if (!agreement.Directions.Any(direction => direction == request.Direction))
            yield return RulingReason.Direction;
        if (Set(request.Fields).Except(agreement.FieldsReturned).Any())
            yield return RulingReason.FieldNotReturned;
        if (request.Direction is Direction.Check or Direction.BulkCheck)
        {
            if (Set(request.Given).Except(agreement.FieldsAsked).Any())
                yield return RulingReason.FieldNotAsked;
            if (agreement.Matching.MustAgree.Except(Set(request.Given)).Any())
                yield return RulingReason.FieldMissing;
        }
        if (agreement.Caps.PerDay is { } day && question.Used.Today + 1 > day)
            yield return RulingReason.DayCap;
        if (agreement.Caps.PerMonth is { } month && question.Used.ThisMonth + 1 > month)
            yield return RulingReason.MonthCap;
    }

    static IEnumerable<RulingReason> About(Question question, PersonFacts person)
    {
        var (agreement, moment) = (question.Agreement, question.Moment);
        if (agreement.IsSandbox ? !person.IsMadeUp : person.IsMadeUp)
            yield return RulingReason.WrongWorld;
        var floor = agreement.Matching.PossibleFrom is { } possible ? possible : agreement.Matching.MinimumProbability;
        if (double.IsNaN(person.MatchProbability) || person.MatchProbability < floor)
            yield return RulingReason.TooUnsure;
        if (agreement.Matching.MustAgree.Except(person.AgreeingFields).Any())
            yield return RulingReason.FieldsDisagree;
        if (!agreement.Sources.Intersect(person.Sources).Any())
            yield return RulingReason.Source;
        if (person.HasOpenMergedIdentity)
            yield return RulingReason.MergedIdentity;
        if (person.HasObjection)
            yield return RulingReason.Objection;
        if (!agreement.Children.AreIncluded && Births(person, moment).Any(birth => birth is null || moment.Date < Birthday(birth.Value, 18)))
            yield return RulingReason.Child;
        if (agreement.Conditions.Where(condition => condition is { Effect: Effect.Forbid, Fields.Length: 0 }).Any(condition => condition.Tests.All(test => Answers(test, person, moment).Any(Protects))))
            yield return RulingReason.Forbidden;
        var permits = agreement.Conditions.Where(condition => condition is { Effect: Effect.Permit, Fields.Length: 0 }).ToList();
        if (permits.Count != 0 && !permits.Any(condition => condition.Tests.All(test => Answers(test, person, moment).All(answer => answer == true))))
            yield return RulingReason.NotPermitted;
        if (question.Pauses.Any(pause => Reaches(pause, agreement) && Goes(pause, moment) && pause.About.All(test => Answers(test, person, moment).Any(Protects))))
            yield return RulingReason.Paused;
        if (agreement.Caps.PerPersonPerMonth is { } cap && question.Used.PersonThisMonth + 1 > cap)
            yield return RulingReason.PersonCap;
    }

    static bool MayLeave(string field, Question question, PersonFacts person)
    {
        var wanted = Set(question.Request.Fields);
        if (wanted.Count != 0 && !wanted.Contains(field))
            return false;
        if (person.ContestedFields.Contains(field))
            return false;
        var about = question.Agreement.Conditions.Where(condition => condition.Fields.Contains(field)).ToList();
        var forbidden = about.Any(condition => condition.Effect == Effect.Forbid && !condition.Tests.Any(test => Answers(test, person, question.Moment).All(answer => answer == false)));
        var permits = about.Where(condition => condition.Effect == Effect.Permit).ToList();
        return !forbidden && (permits.Count == 0 || permits.Exists(condition => condition.Tests.All(test => Answers(test, person, question.Moment).All(answer => answer == true))));
    }

    /// <summary>What each thing known of the person answers; null where it is not known.</summary>
    static List<bool?> Answers(PersonTest test, PersonFacts person, Moment moment) => test switch
    {
        AgeTest age => [.. Births(person, moment).Select(birth => birth is not { } born ? (bool?)null
            : (age.From is not { } from || moment.Date >= Birthday(born, from)) && (age.Below is not { } below || moment.Date < Birthday(born, below)))],
        BirthDateTest line => [.. Births(person, moment).Select(birth => birth is not { } born ? (bool?)null
            : !(line.From is { } from && born < from) && !(line.Before is { } before && born >= before))],
        NationalityTest nationality => person.Nationalities.Length == 0 || person.ContestedFields.Contains(NationalityField) ? [null]
            : [.. person.Nationalities.Select(code => (bool?)(nationality.Codes.Contains(code) ? nationality.AmongThem : !nationality.AmongThem))],
        FlagTest flag => person.Flags.IsDefault ? [null] : [flag.Flags.Intersect(person.Flags).Any()],
        SourceTest source => person.Sources.Length == 0 ? [null] : [.. person.Sources.Select(id => (bool?)source.Sources.Contains(id))],
        _ => throw new ArgumentException(test.ToString()),
    };

    static bool Protects(bool? answer) => answer != false;

    /// <summary>Each birth date; a null among them where one is not known in full. A contested one leaves only null.</summary>
    static List<LocalDate?> Births(PersonFacts person, Moment moment)
    {
        if (person.BirthDates.Length == 0 || person.ContestedFields.Contains(BirthDateField))
            return [null];
        var births = person.BirthDates.Select(date => NodaTime.Text.LocalDatePattern.Iso.Parse(date.ToString()) is { Success: true } whole && whole.Value <= moment.Date ? whole.Value : (LocalDate?)null).ToList();
        return births.Contains(null) ? [null] : births;
    }

    /// <summary>The day on which somebody completes a number of years; for a 29 February that does not come, 1 March.</summary>
    static LocalDate Birthday(LocalDate birth, int years) => birth is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(birth.Year + years)
        ? new LocalDate(birth.Year + years, 3, 1) : new LocalDate(birth.Year + years, birth.Month, birth.Day);

    public static AgreementState State(Agreement agreement, IEnumerable<Pause> pauses, Moment moment)
    {
        var now = moment.Instant;
        var about = pauses.Where(pause => Reaches(pause, agreement) && Goes(pause, moment)).ToList();
        if (agreement.End?.At <= now || (agreement.EndDate is { } last && moment.Date > last))
            return AgreementState.Ended;
        var signatures = agreement.SignOffs.Where(signOff => signOff.At <= now).Select(signOff => signOff.By.Trim().ToUpperInvariant()).Distinct().Count();
        if (signatures < 2 || agreement.NoticePublishedAt is null || agreement.NoticePublishedAt > now || agreement.StartDate > moment.Date)
            return AgreementState.Proposed;
        var assessed = new[] { agreement.Dpia, agreement.EqualityAssessment }.All(assessment =>
            assessment is null ? agreement.IsSandbox : assessment.Date <= moment.Date && assessment.Expiry >= moment.Date);
        if (agreement.ReviewDate < moment.Date || !assessed || about.Exists(pause => pause.About.Length == 0))
            return AgreementState.Suspended;
        return about.Count > 0 ? AgreementState.Restricted : AgreementState.Active;
    }

    static bool Reaches(Pause pause, Agreement agreement) =>
        pause.Reach == PauseReach.All || pause.Target == (pause.Reach == PauseReach.Partner ? agreement.Partner.Id : agreement.Id);

    static bool Goes(Pause pause, Moment moment) => pause.Restart is null || pause.Restart.At > moment.Instant;

    static HashSet<string> Set(System.Collections.Immutable.ImmutableArray<string> list) => list.IsDefault ? [] : [.. list];
}
