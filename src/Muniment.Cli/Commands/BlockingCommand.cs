using System.CommandLine;
using Muniment.Cli.Counting;
using Muniment.Cli.Linking;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment blocking: what blocking rules would cost, before anything is compared.</summary>
static class BlockingCommand
{
    static readonly Option<int> s_largest = new("--largest") { Description = "How many of the largest blocks of each rule to show (default 5).", DefaultValueFactory = _ => 5 };
    static readonly Option<bool> s_showValues = new("--show-values") { Description = "Show the values of the largest blocks, which are masked otherwise." };
    static readonly Option<bool> s_json = new("--json") { Description = "Write JSON to standard output, and nothing else there." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = InputOptions.With(new Command("blocking", "Counts the pairs of each blocking rule and shows its largest blocks. Makes no pair.") { s_largest, s_showValues, s_json });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var largest = parsed.GetValue(s_largest);
        if (largest < 0)
            throw new BadInputException($"--largest {largest} is not possible: give 0 or more.");
        using var progress = new StageProgress();
        var clock = new StageClock { Progress = progress };
        using var bound = BoundModel.Bind(InputOptions.RequestOf(parsed), clock, null, cancellation);
        var facts = clock.Run("count", () => BlockingFacts.Of(bound, largest, parsed.GetValue(s_showValues)));
        if (parsed.GetValue(s_json))
        {
            using var output = Console.OpenStandardOutput();
            BlockingText.Write(output, facts);
        }
        else
        {
            BlockingText.Write(Console.Out, facts);
        }
        return 0;
    }
}
