using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>What is to be shown impossible.</summary>
/// <param name="Field">The field that none may return; null: anything about somebody who is or may be under 18.</param>
public readonly record struct ProofGoal(string? Field)
{
    /// <summary>Nothing about a child.</summary>
    public static ProofGoal Child => default;
}

/// <summary>A person and a moment at which an agreement lets out what it was thought not to.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Person">The person.</param>
/// <param name="Moment">The moment.</param>
/// <param name="Ruling">What it lets out then.</param>
public sealed record Counterexample(Agreement Agreement, PersonFacts Person, Moment Moment, Ruling Ruling);

/// <summary>The end of a proof.</summary>
/// <param name="Cases">How many cases of agreement, person and moment were decided.</param>
/// <param name="Counterexample">The first case that lets it out; null: none does, which is the proof.</param>
public sealed record ProofResult(long Cases, Counterexample? Counterexample);

/// <summary>Proves by enumeration that no agreement of a set can let something out, or finds who it lets out and when.</summary>
/// <remarks>
/// The rules tell apart only finitely many people and moments, and every class has a member in <see cref="PersonSpace"/>. One record a person is enough:
/// a further record can only make another forbid or pause hold, or a permit not hold. So are a sure match, every field agreeing, no cap used, and a
/// reviewer who says yes: each alternative discloses less. The pauses are taken as they stand: a restart yet to come is not foreseen. Sandboxes hold nobody's
/// data and are left out. Pure; safe on any thread.
/// </remarks>
public static class Proof
{
    /// <summary>Tries every case.</summary>
    /// <param name="agreements">The agreements. One that is never in force lets nothing out.</param>
    /// <param name="pauses">Every pause made; each counts from when it was made until it was restarted.</param>
    /// <param name="goal">What none may let out.</param>
    /// <exception cref="ArgumentException">An agreement and its pauses name more flags than <see cref="PersonSpace.MostFlags"/>.</exception>
    public static ProofResult Try(IEnumerable<Agreement> agreements, ImmutableArray<Pause> pauses, ProofGoal goal)
    {
        ArgumentNullException.ThrowIfNull(agreements);
        var cases = 0L;
        foreach (var agreement in agreements.Where(agreement => !agreement.IsSandbox && (goal.Field is null || agreement.FieldsReturned.Contains(goal.Field))))
        {
            var covering = pauses.Where(pause => pause.Covers(agreement)).ToImmutableArray();
            var space = new PersonSpace(agreement, covering);
            foreach (var moment in space.Moments())
            {
                var standing = covering.Where(pause => pause.StoodAt(moment)).ToImmutableArray();
                var request = new Request(agreement.Directions[0], agreement.FieldsAsked, default);
                var question = new Question(agreement, standing, request, default, moment, IsApproved: true);
                if (Ruling.BeforeLookUp(question) != RulingReason.None)
                {
                    cases++;
                    continue;
                }
                foreach (var person in space.People(moment))
                {
                    cases++;
                    var ruling = Ruling.Decide(question, person);
                    if (ruling.Outcome != Outcome.Refused && (goal.Field is { } field ? ruling.Fields.Contains(field) : person.MayBeUnder(ChildRule.AdultAge, moment)))
                        return new ProofResult(cases, new Counterexample(agreement, person, moment, ruling));
                }
            }
        }
        return new ProofResult(cases, null);
    }
}
