using System.CommandLine;
using Muniment.Cli.Agreements;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Tables;
using NodaTime.Text;

namespace Muniment.Cli.Commands;

/// <summary>muniment agreement: what an agreement would let out, before it does.</summary>
static class AgreementCommand
{
    static readonly Argument<string> s_file = new("FILE") { Description = "An agreement as JSON." };
    static readonly Argument<string> s_older = new("OLD") { Description = "The version in force." };
    static readonly Argument<string> s_newer = new("NEW") { Description = "The version to take its place." };
    static readonly Argument<string[]> s_files = new("FILE") { Description = "Agreements as JSON.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string> s_person = new("--person") { Description = "Facts about a person as JSON; - reads them from standard input.", Required = true };
    static readonly Option<string[]> s_fields = new("--field") { Description = "Ask for this field only; may be given several times (default: all that the agreement returns)." };
    static readonly Option<string?> s_at = new("--at") { Description = "The day, such as 2026-03-31, or an instant, such as 2026-03-31T10:15:00Z (default: now)." };
    static readonly Option<string?> s_pauses = new("--pauses") { Description = "A list of pauses as JSON (default: none)." };
    static readonly Option<string?> s_field = new("--field") { Description = "Prove that nobody can be told this field." };
    static readonly Option<bool> s_child = new("--child") { Description = "Prove that nothing can be told about anybody who is or may be under 18." };

    /// <summary>The command, for the root.</summary>
    public static Command Create() => new("agreement", "Checks agreements, shows what they would disclose, and proves what they cannot.") { Check(), Try(), Diff(), Prove() };

    static Command Check()
    {
        var command = new Command("check", "Says what is wrong with an agreement, and what it means in plain words.") { s_file };
        command.SetAction(parsed => AgreementText.Check(AgreementFiles.Agreement(parsed.GetValue(s_file)!), Console.Out));
        return command;
    }

    static Command Try()
    {
        var command = new Command("try", "Shows what an agreement would disclose about somebody, whether or not it is in force.") { s_file, s_person, s_fields, s_at, s_pauses };
        command.SetAction(parsed => AgreementText.Try(
            AgreementFiles.Agreement(parsed.GetValue(s_file)!), AgreementFiles.Pauses(parsed.GetValue(s_pauses)), AgreementFiles.Person(parsed.GetValue(s_person)!),
            [.. parsed.GetValue(s_fields) ?? []], At(parsed.GetValue(s_at)), Console.Out));
        return command;
    }

    static Command Diff()
    {
        var command = new Command("diff", "Says in words what changes between two versions, and whether it may.") { s_older, s_newer };
        command.SetAction(parsed => AgreementText.Diff(
            AgreementDiff.Between(AgreementFiles.Agreement(parsed.GetValue(s_older)!), AgreementFiles.Agreement(parsed.GetValue(s_newer)!)), Console.Out));
        return command;
    }

    static Command Prove()
    {
        var command = new Command("prove", "Tries every kind of person at every moment: shows that nothing of a kind can leave, or about whom it does.") { s_files, s_field, s_child, s_pauses };
        command.SetAction(parsed =>
        {
            var field = parsed.GetValue(s_field);
            if (field is null != parsed.GetValue(s_child))
                throw new BadInputException("Say what to prove: --field NAME or --child, and one of them only.");
            return AgreementText.Prove([.. parsed.GetValue(s_files)!.Select(AgreementFiles.Agreement)], AgreementFiles.Pauses(parsed.GetValue(s_pauses)), new ProofGoal(field), Console.Out);
        });
        return command;
    }

    static Moment At(string? text)
    {
        if (text is null)
            return Moment.Now(TimeProvider.System);
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date && date.Value.Year is >= 1800 and <= 2999)
            return Moment.Noon(date.Value);
        return InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant
            ? Moment.At(instant.Value) : throw new BadInputException($"--at '{text}' is neither a day, such as 2026-03-31, nor an instant, such as 2026-03-31T10:15:00Z.");
    }
}
