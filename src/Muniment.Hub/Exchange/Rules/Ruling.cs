using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>What comes of a question.</summary>
public enum Outcome
{
    /// <summary>Nothing leaves. The default.</summary>
    Refused = 0,

    /// <summary>Nothing leaves until a named reviewer decides.</summary>
    Pending = 1,

    /// <summary>Exactly the fields named leave.</summary>
    Disclosed = 2,
}

/// <summary>What the rules say to one question about one person.</summary>
/// <param name="Outcome">Whether anything leaves.</param>
/// <param name="Reason">Why not, or why not yet; internal unless <see cref="RulingReasons.MayBeTold"/>.</param>
/// <param name="Fields">The fields that leave, in the agreement's order; while pending, those that would. Empty for a refusal.</param>
/// <param name="TellsProbability">The match probability may be told.</param>
/// <param name="TellsAgreeingFields">The agreeing and absent fields may be told.</param>
public readonly record struct Ruling(Outcome Outcome, RulingReason Reason, ImmutableArray<string> Fields, bool TellsProbability, bool TellsAgreeingFields)
{
    /// <summary>Decides. The same question and person always get the same ruling; nothing else is looked at.</summary>
    /// <param name="question">The agreement, the pauses, what is asked, what was counted, and when.</param>
    /// <param name="person">Who was found; null: nobody.</param>
    /// <remarks>
    /// Forbid overrides permit; unknown counts as protected. To be asked again, with the pauses of that moment, each time bytes leave.
    /// Pure; safe on any thread; allocates only where some but not all fields leave.
    /// </remarks>
    public static Ruling Decide(in Question question, PersonFacts? person)
    {
        var agreement = question.Agreement;
        var reason = BeforeLookUp(question);
        if (reason == RulingReason.None)
            reason = person is null ? RulingReason.NoMatch : AboutPerson(question, person);
        if (reason != RulingReason.None)
            return new Ruling(Outcome.Refused, reason, [], false, false);

        var fields = FieldsFor(question, person!);
        if (fields.IsEmpty)
            return new Ruling(Outcome.Refused, RulingReason.NoFieldLeft, [], false, false);
        var isPossible = !(person!.MatchProbability >= agreement.Matching.MinimumProbability);
        reason = question.IsApproved ? RulingReason.None
            : isPossible ? RulingReason.Possible
            : agreement.NeedsApproval ? RulingReason.Approval
            : agreement.IsAdverse ? RulingReason.Adverse
            : RulingReason.None;
        return new Ruling(reason == RulingReason.None ? Outcome.Disclosed : Outcome.Pending, reason, fields,
            agreement.Matching.TellsProbability && !isPossible, agreement.Matching.TellsAgreeingFields && !isPossible);
    }

    /// <summary>Decides what can be decided before anybody is looked up.</summary>
    /// <returns>None, or a reason that may be told.</returns>
    public static RulingReason BeforeLookUp(in Question question)
    {
        var agreement = question.Agreement;
        var request = question.Request;
        switch (AgreementStates.Read(agreement, question.Pauses, question.Moment).State)
        {
            case AgreementState.Ended: return RulingReason.Ended;
            case AgreementState.Proposed: return RulingReason.Proposed;
            case AgreementState.Suspended: return RulingReason.Suspended;
        }
        if (!agreement.Directions.Contains(request.Direction))
            return RulingReason.Direction;
        if (!AllIn(request.Fields, agreement.FieldsReturned))
            return RulingReason.FieldNotReturned;
        if (request.Direction != Direction.Push)
        {
            if (!AllIn(request.Given, agreement.FieldsAsked))
                return RulingReason.FieldNotAsked;
            if (!AllIn(agreement.Matching.MustAgree, request.Given))
                return RulingReason.FieldMissing;
        }
        return question.Used.Today >= agreement.Caps.PerDay ? RulingReason.DayCap
            : question.Used.ThisMonth >= agreement.Caps.PerMonth ? RulingReason.MonthCap
            : RulingReason.None;
    }

    static RulingReason AboutPerson(in Question question, PersonFacts person)
    {
        var (agreement, moment) = (question.Agreement, question.Moment);
        if (person.IsMadeUp != agreement.IsSandbox)
            return RulingReason.WrongWorld;
        if (!(person.MatchProbability >= (agreement.Matching.PossibleFrom ?? agreement.Matching.MinimumProbability)))
            return RulingReason.TooUnsure; // written so that NaN is too unsure
        if (!AllIn(agreement.Matching.MustAgree, person.AgreeingFields))
            return RulingReason.FieldsDisagree;
        if (!AnyIn(person.Sources, agreement.Sources))
            return RulingReason.Source;
        if (person.HasOpenMergedIdentity)
            return RulingReason.MergedIdentity;
        if (person.HasObjection)
            return RulingReason.Objection;
        if (!agreement.Children.AreIncluded && person.MayBeUnder(ChildRule.AdultAge, moment))
            return RulingReason.Child;
        var conditions = ByConditions(agreement.Conditions, person, moment);
        if (conditions != RulingReason.None)
            return conditions;
        foreach (var pause in question.Pauses)
        {
            if (pause.Covers(agreement) && !pause.HasEndedAt(moment) && pause.MayConcern(person, moment))
                return RulingReason.Paused;
        }
        return question.Used.PersonThisMonth >= agreement.Caps.PerPersonPerMonth ? RulingReason.PersonCap : RulingReason.None;
    }

    /// <summary>Those on the person as a whole: any forbid that may apply refuses; of the permits, if there are any, one must surely apply.</summary>
    static RulingReason ByConditions(ImmutableArray<Condition> conditions, PersonFacts person, Moment moment)
    {
        var (permits, permitted) = (false, false);
        foreach (var condition in conditions)
        {
            if (!condition.Fields.IsEmpty)
                continue;
            if (condition.Effect == Effect.Forbid)
            {
                if (condition.MayHold(person, moment))
                    return RulingReason.Forbidden;
            }
            else
            {
                permits = true;
                permitted |= condition.SurelyHolds(person, moment);
            }
        }
        return permits && !permitted ? RulingReason.NotPermitted : RulingReason.None;
    }

    static ImmutableArray<string> FieldsFor(in Question question, PersonFacts person)
    {
        var returned = question.Agreement.FieldsReturned;
        var left = 0;
        foreach (var field in returned)
            left += Leaves(field, question, person) ? 1 : 0;
        if (left == returned.Length)
            return returned;
        if (left == 0)
            return [];
        var fields = ImmutableArray.CreateBuilder<string>(left);
        foreach (var field in returned)
        {
            if (Leaves(field, question, person))
                fields.Add(field);
        }
        return fields.MoveToImmutable();
    }

    static bool Leaves(string field, in Question question, PersonFacts person)
    {
        var wanted = question.Request.Fields;
        if ((!wanted.IsDefaultOrEmpty && !PersonFacts.Has(wanted, field)) || PersonFacts.Has(person.ContestedFields, field))
            return false;
        var (permits, permitted) = (false, false);
        foreach (var condition in question.Agreement.Conditions)
        {
            if (!PersonFacts.Has(condition.Fields, field))
                continue;
            if (condition.Effect == Effect.Forbid)
            {
                if (condition.MayHold(person, question.Moment))
                    return false;
            }
            else
            {
                permits = true;
                permitted |= condition.SurelyHolds(person, question.Moment);
            }
        }
        return !permits || permitted;
    }

    static bool AllIn(ImmutableArray<string> words, ImmutableArray<string> list)
    {
        if (words.IsDefaultOrEmpty)
            return true;
        foreach (var word in words)
        {
            if (!PersonFacts.Has(list, word))
                return false;
        }
        return true;
    }

    static bool AnyIn(ImmutableArray<string> words, ImmutableArray<string> list)
    {
        if (words.IsDefaultOrEmpty)
            return false;
        foreach (var word in words)
        {
            if (PersonFacts.Has(list, word))
                return true;
        }
        return false;
    }
}
