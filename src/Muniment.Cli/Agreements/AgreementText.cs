using System.Collections.Immutable;
using System.Globalization;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Tables;

namespace Muniment.Cli.Agreements;

/// <summary>What the agreement commands print. Each returns the exit code: 0, or 2 where the reader has something to do.</summary>
static class AgreementText
{
    /// <summary>What an agreement means, and what is wrong with it.</summary>
    public static int Check(Agreement agreement, TextWriter output)
    {
        output.WriteLine($"{agreement.Name} ({agreement.Reference}), {agreement.OurSide.Name} with {agreement.Partner.Name}");
        output.WriteLine($"  Lets out: {string.Join(", ", agreement.FieldsReturned)}.");
        foreach (var sentence in Words.Conditions(agreement).Append(Words.Matching(agreement.Matching)).Append(Words.Caps(agreement.Caps)).Append(Words.Outcomes(agreement.OutcomeReturnDays)))
            output.WriteLine($"  {sentence}");
        var problems = AgreementCheck.Problems(agreement);
        output.WriteLine();
        foreach (var problem in problems)
            output.WriteLine(problem);
        output.WriteLine(problems.Length switch { 0 => "Nothing is wrong with it.", 1 => "1 thing is wrong with it.", _ => $"{problems.Length} things are wrong with it." });
        return problems.IsEmpty ? 0 : CommandRunner.UserMustAct;
    }

    /// <summary>What an agreement would disclose about somebody.</summary>
    public static int Try(Agreement agreement, ImmutableArray<Pause> pauses, PersonFacts person, ImmutableArray<string> fields, Moment moment, TextWriter output)
    {
        var standing = pauses.Where(pause => pause.StoodAt(moment)).ToImmutableArray();
        output.WriteLine($"{agreement.Name} ({agreement.Reference}) on {Words.Date(moment.Date)}");
        output.WriteLine($"  {Words.State(agreement, standing, moment)}");
        if (AgreementStates.Read(agreement, standing, moment).State == AgreementState.Proposed)
        {
            agreement = AgreementStates.AsIfInForce(agreement, moment.Date);
            output.WriteLine("  What follows is as if it were signed off, published and begun.");
        }
        var request = new Request(agreement.Directions[0], agreement.FieldsAsked, fields);
        var question = new Question(agreement, standing, request, default, moment);
        var ruling = Ruling.Decide(question, person);
        output.WriteLine();
        output.WriteLine(Words.Ruling(ruling));
        if (ruling.Outcome == Outcome.Pending)
            output.WriteLine($"If the reviewer says yes: {Words.Ruling(Ruling.Decide(question with { IsApproved = true }, person))}");
        output.WriteLine($"The partner hears: {Words.Told(ruling)}");
        Explain(agreement, standing, person, moment, output);
        return 0;
    }

    static void Explain(Agreement agreement, ImmutableArray<Pause> pauses, PersonFacts person, Moment moment, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"  [{(!agreement.Children.AreIncluded && person.MayBeUnder(ChildRule.AdultAge, moment) ? "stops" : "lets through")}] {Words.Children(agreement.Children)}");
        foreach (var condition in agreement.Conditions)
        {
            var verdict = condition.Effect == Effect.Forbid
                ? condition.MayHold(person, moment) ? "stops" : "lets through"
                : condition.SurelyHolds(person, moment) ? "permits" : "does not permit";
            output.WriteLine($"  [{verdict}] {Words.Condition(condition)}");
        }
        foreach (var pause in pauses.Where(pause => pause.Covers(agreement)))
            output.WriteLine($"  [{(pause.MayConcern(person, moment) ? "stops" : "lets through")}] {Words.Pause(pause, moment)}");
    }

    /// <summary>What changes between two versions.</summary>
    public static int Diff(AgreementDiff diff, TextWriter output)
    {
        if (diff.Changes.IsEmpty)
            output.WriteLine("Nothing changes.");
        foreach (var change in diff.Changes)
            output.WriteLine($"{(change.IsNewField ? "new field  " : change.IsTerm ? "term       " : "           ")}{change.Words}");
        foreach (var refusal in diff.Refusals)
            output.WriteLine($"Refused: {refusal}");
        if (diff.Refusals.IsEmpty && diff.Changes.Any(change => change.IsTerm))
            output.WriteLine("The new version needs two sign-offs and a public notice of its own before anything leaves under it.");
        return diff.Refusals.IsEmpty ? 0 : CommandRunner.UserMustAct;
    }

    /// <summary>Whether something can leave under any of some agreements, each as if it were signed off and published.</summary>
    public static int Prove(ImmutableArray<Agreement> agreements, ImmutableArray<Pause> pauses, ProofGoal goal, TextWriter output)
    {
        var what = goal.Field is { } field ? $"return {field}" : "return anything about somebody who is or may be under 18";
        ProofResult result;
        try
        {
            result = Proof.Try(agreements.Select(agreement => AgreementStates.AsIfInForce(agreement, agreement.StartDate)), pauses, goal);
        }
        catch (ArgumentException exception)
        {
            throw new BadInputException($"This cannot be proved: {exception.Message}", exception);
        }
        var cases = result.Cases.ToString("#,0", CultureInfo.InvariantCulture);
        if (result.Counterexample is not { } example)
        {
            output.WriteLine($"Proved: {(agreements.Length == 1 ? "the agreement cannot" : $"none of the {agreements.Length} agreements can")} {what}. {(result.Cases == 0 ? "No agreement names it." : $"Cases decided: {cases}.")}");
            return 0;
        }
        output.WriteLine($"Not so: {example.Agreement.Name} ({example.Agreement.Reference}) can {what}.");
        output.WriteLine($"  On {Words.Date(example.Moment.Date)}, about {Words.Person(example.Person)}.");
        output.WriteLine($"  {Words.Ruling(example.Ruling)}");
        return CommandRunner.UserMustAct;
    }
}
