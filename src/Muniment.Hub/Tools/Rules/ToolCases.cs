using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Rules;

/// <summary>Runs the made-up cases that a tool's file holds.</summary>
public static class ToolCases
{
    /// <summary>What fails, a sentence each: a case with another answer than it says, a row that no case shows.</summary>
    public static ImmutableArray<string> Failures(DecisionTool tool)
    {
        var failures = ImmutableArray.CreateBuilder<string>();
        var shown = new HashSet<int>();
        var defaultShown = false;
        foreach (var made in tool.Cases)
        {
            if (Values(tool, made) is not { } values)
            {
                failures.Add($"Line {made.Line}: case '{made.Name}' gives an input a value it does not take.");
                continue;
            }
            var rows = Recommendation.RowsHeld(tool, values);
            var outputs = Recommendation.Places(Recommendation.OutputsOf(tool, rows)).ToList();
            shown.UnionWith(Recommendation.Places(rows));
            defaultShown |= rows == 0;
            if (!outputs.SequenceEqual(made.Then))
                failures.Add($"Line {made.Line}: case '{made.Name}' is answered {Names(tool, outputs)}, and {Names(tool, made.Then)} was expected.");
        }
        for (var row = 0; row < tool.Rows.Length; row++)
        {
            if (!shown.Contains(row))
                failures.Add($"No case shows row '{tool.Rows[row].Id}'. Add one.");
        }
        if (tool.Default is not null && !defaultShown)
            failures.Add("No case shows the default. Add one.");
        return failures.ToImmutable();
    }

    static long?[]? Values(DecisionTool tool, ToolCase made)
    {
        var values = new long?[tool.Inputs.Length];
        foreach (var (input, text) in made.Given)
        {
            if (!ToolInputs.TryRead(tool.Inputs[input], text, made.On, out values[input]))
                return null;
        }
        return values;
    }

    static string Names(DecisionTool tool, IReadOnlyCollection<int> outputs) => outputs.Count == 0 ? "nothing" : string.Join(" and ", outputs.Select(output => $"'{tool.Outputs[output].Id}'"));
}
