using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Rules;

/// <summary>All cases of a tool, numbered: one value of each class of each input, unknown among them. The first input counts fastest, and its value 0 is unknown.</summary>
static class ToolSpace
{
    /// <summary>[inputs][classes] the values to try.</summary>
    public static ImmutableArray<long?>[] ClassesOf(params DecisionTool[] tools) => [.. Enumerable.Range(0, tools[0].Inputs.Length).Select(input => ToolInputs.Classes(input, tools))];

    /// <summary>How many cases there are; <see cref="ToolCheck.MostCases"/> + 1 where there are more.</summary>
    public static int Count(ImmutableArray<long?>[] classes)
    {
        var count = 1L;
        foreach (var input in classes)
            count = Math.Min(count * input.Length, ToolCheck.MostCases + 1);
        return (int)count;
    }

    /// <summary>Writes the values of a case.</summary>
    public static void Fill(ImmutableArray<long?>[] classes, int number, Span<long?> values)
    {
        for (var input = 0; input < classes.Length; input++)
        {
            values[input] = classes[input][number % classes[input].Length];
            number /= classes[input].Length;
        }
    }
}
