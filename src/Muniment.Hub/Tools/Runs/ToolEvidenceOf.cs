using System.Collections.Immutable;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools.Runs;

/// <summary>Puts a run's evidence into words.</summary>
static class ToolEvidenceOf
{
    /// <summary>The evidence of a run.</summary>
    /// <param name="tool">The version that ran.</param>
    /// <param name="run">The run.</param>
    /// <param name="holds">What stands in the way of a decision against the person.</param>
    /// <param name="ranAt">When it ran: dates are counted to that day.</param>
    public static ToolEvidence Run(DecisionTool tool, ToolRun run, ImmutableArray<string> holds, Moment ranAt)
    {
        var values = tool.Inputs.Select(input => ToolInputs.TryRead(input, run.Inputs.GetValueOrDefault(input.Id), ranAt.Date, out var value) ? value : null).ToArray();
        var recommendation = Recommendation.Of(tool, values);
        var rows = recommendation.Rows.IsEmpty ? [tool.Default!] : recommendation.Rows.Select(row => tool.Rows[row]);
        return new(
            run,
            tool.Question,
            [.. recommendation.Outputs.Select(output => tool.Outputs[output].Words)],
            [.. rows.Select(row => new ToolReason(ToolWords.Row(tool, row), row.Because, Laws(tool, row)))],
            [.. tool.Inputs.Select((input, place) => (input.Words, Answer(input, run.Inputs.GetValueOrDefault(input.Id), values[place])))],
            KnownInputs.Missing(tool, values),
            [.. tool.Outputs.Select(output => (output.Id, output.Words))],
            holds);
    }

    /// <summary>What a row cites, as it is cited.</summary>
    public static ImmutableArray<string> Laws(DecisionTool tool, ToolRow row) => [.. row.Laws.Select(id => tool.Laws.Single(law => law.Id == id).Words)];

    static string Answer(ToolInput input, string? text, long? value) => value is null || !input.IsDate ? ToolWords.Value(input, value) : $"{text} ({ToolWords.Value(input, value)})";
}
