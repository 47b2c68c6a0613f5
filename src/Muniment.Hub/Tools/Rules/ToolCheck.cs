using System.Collections.Immutable;
using System.Numerics;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Tools.Rules;

/// <summary>Tries a tool on every case there is, and says what is wrong with it. A tool with a problem is not published and does not run.</summary>
/// <remarks>Inputs fall into finitely many classes, so all cases can be tried; a tool that has too many for that is refused. Pure; safe on any thread.</remarks>
public static class ToolCheck
{
    /// <summary>The most cases that are tried.</summary>
    public const int MostCases = 500_000;

    /// <summary>Everything wrong with it, a sentence each; empty if nothing is.</summary>
    public static ImmutableArray<string> Problems(DecisionTool tool) => [.. Terms(tool), .. Trials(tool), .. ToolCases.Failures(tool), .. AtrsRecord.Missing(tool), .. Wording(tool)];

    /// <summary>How many cases there are; <see cref="MostCases"/> + 1 where there are more.</summary>
    public static int CountCases(DecisionTool tool) => ToolSpace.Count(ToolSpace.ClassesOf(tool));

    static IEnumerable<string> Terms(DecisionTool tool)
    {
        if (tool.Default is { } otherwise && tool.Outputs[otherwise.Output].IsCertain)
            yield return $"The default recommends '{tool.Outputs[otherwise.Output].Id}', which takes certainty. What is left over is no certainty.";
        foreach (var (name, assessment) in new[] { ("equality_assessment", tool.EqualityAssessment), ("dpia", tool.Dpia), ("cases_reviewed", tool.CasesReview) })
        {
            if (assessment.Expiry <= assessment.Date)
                yield return $"{name}: expires before it begins.";
        }
        foreach (var output in tool.Outputs.Where((_, place) => tool.Rows.All(row => row.Output != place) && tool.Default?.Output != place))
            yield return $"No row recommends '{output.Id}'. Remove it.";
        foreach (var input in tool.Inputs.Where((_, place) => tool.Rows.All(row => row.Tests.All(test => test.Input != place))))
            yield return $"No row looks at '{input.Id}'. What is not needed is not asked.";
        foreach (var law in tool.Laws.Where(law => !tool.Rows.Select(row => row.Laws).Concat(tool.Never.Select(never => never.Laws)).Append(tool.Default?.Laws ?? []).Any(cited => cited.Contains(law.Id))))
            yield return $"No reason cites '{law.Id}'. Remove it.";
    }

    static List<string> Trials(DecisionTool tool)
    {
        var classes = ToolSpace.ClassesOf(tool);
        var count = ToolSpace.Count(classes);
        if (count > MostCases)
            return [$"There are more than {MostCases} cases to try. Ask less, or draw fewer lines."];
        var problems = new List<string>();
        var outputs = new ulong[count];
        var reached = 0ul;
        var defaultReached = false;
        var values = new long?[classes.Length];
        for (var number = 0; number < count; number++)
        {
            ToolSpace.Fill(classes, number, values);
            var rows = Recommendation.RowsHeld(tool, values);
            reached |= rows;
            defaultReached |= rows == 0;
            outputs[number] = Recommendation.OutputsOf(tool, rows);
            if (outputs[number] == 0 && problems.Count < 20)
                problems.Add($"No row holds where {ToolWords.Case(tool, values)}, and there is no default.");
            foreach (var never in tool.Never)
            {
                if (problems.Count < 20 && Breaks(never, values, outputs[number]))
                    problems.Add($"Where {ToolWords.Case(tool, values)}, it recommends '{string.Join(", ", Recommendation.Places(outputs[number]).Where(never.Outputs.Contains).Select(output => tool.Outputs[output].Id))}', which it says it never does.");
            }
        }
        for (var row = 0; row < tool.Rows.Length; row++)
        {
            if ((reached >> row & 1) == 0)
                problems.Add($"Row '{tool.Rows[row].Id}' is never reached. Remove it, or move it up.");
        }
        if (tool.Default is not null && !defaultReached)
            problems.Add("The default is never reached. Remove it.");
        if (problems.Count == 0 && FirstUnprotected(tool, classes, outputs) is { } unprotected)
            problems.Add(unprotected);
        return problems;
    }

    static bool Breaks(ToolNever never, long?[] values, ulong outputs)
    {
        foreach (var test in never.Tests)
        {
            if (!test.MayHold(values[test.Input]))
                return false;
        }
        return never.Outputs.Any(output => (outputs >> output & 1) != 0);
    }

    /// <summary>Looks for a case where not knowing something serves the person worse than some answer would.</summary>
    static string? FirstUnprotected(DecisionTool tool, ImmutableArray<long?>[] classes, ulong[] outputs)
    {
        var certain = 0ul;
        var leftOver = tool.Default is { } otherwise ? 1ul << otherwise.Output : 0;
        for (var output = 0; output < tool.Outputs.Length; output++)
            certain |= tool.Outputs[output].IsCertain ? 1ul << output : 0;
        var values = new long?[classes.Length];
        for (var number = 0; number < outputs.Length; number++)
        {
            var stride = 1;
            for (var input = 0; input < classes.Length; stride *= classes[input].Length, input++)
            {
                if (number / stride % classes[input].Length != 0)
                    continue;
                for (var other = 1; other < classes[input].Length; other++)
                {
                    if (IsAtLeastAsProtecting(tool.Collects, certain, leftOver, outputs[number], outputs[number + (other * stride)]))
                        continue;
                    ToolSpace.Fill(classes, number, values);
                    var unknown = ToolWords.Case(tool, values);
                    values[input] = classes[input][other];
                    return $"Where {unknown}, it recommends less protection than where {ToolWords.Case(tool, values)}. What is unknown must protect.";
                }
            }
        }
        return null;
    }

    // Outputs stand in order of protection; of those that are collected, certain ones may only become fewer and the others, but for the default's, only more.
    static bool IsAtLeastAsProtecting(bool collects, ulong certain, ulong leftOver, ulong unknown, ulong known) => collects
        ? (unknown & certain & ~known) == 0 && (known & ~certain & ~leftOver & ~unknown) == 0
        : BitOperations.TrailingZeroCount(unknown) <= BitOperations.TrailingZeroCount(known);

    static IEnumerable<string> Wording(DecisionTool tool) => ToolWords.All(tool).Select(RefusedWords.Find).OfType<string>().Distinct().Select(word => $"It says '{word}'. Nobody is: say undocumented or irregular.");
}
