namespace Muniment.Hub.Tools.Rules;

/// <summary>A tool in words, made from the table that runs.</summary>
/// <remarks>English; pure; same table, same words.</remarks>
public static class ToolWords
{
    /// <summary>A row as a sentence without its reason.</summary>
    public static string Row(DecisionTool tool, ToolRow row)
    {
        var output = tool.Outputs[row.Output];
        if (row.Tests.IsEmpty)
            return $"Otherwise: {output.Words}";
        var tests = string.Join(", and ", row.Tests.Select(test => Test(tool, test)));
        return row.Tests.All(test => test.IsUnknown) ? $"If {tests}: {output.Words}"
            : $"If {tests}{(output.IsCertain ? " (all of it known for certain)" : " (or any of it is not known)")}: {output.Words}";
    }

    /// <summary>What is never recommended, as a sentence.</summary>
    public static string Never(DecisionTool tool, ToolNever never) =>
        $"Never, where it may be that {string.Join(", and ", never.Tests.Select(test => Test(tool, test)))}: {string.Join("; ", never.Outputs.Select(output => tool.Outputs[output].Words))}";

    /// <summary>A test in words, such as "years since birth date: under 18".</summary>
    public static string Test(DecisionTool tool, ToolTest test)
    {
        var input = tool.Inputs[test.Input];
        if (test.IsUnknown)
            return $"{Label(input)} is not known";
        if (input.IsNamed)
            return $"{Label(input)} is {string.Join(" or ", Recommendation.Places(test.Options).Select(option => input.Options[option].Words))}";
        var unit = input.IsDate ? $"{input.Unit} ago" : input.Unit;
        return test.AtLeast == long.MinValue ? $"{Label(input)} is under {test.Under} {unit}"
            : test.Under == long.MaxValue ? $"{Label(input)} is {test.AtLeast} {unit} or more"
            : $"{Label(input)} is {test.AtLeast} {unit} or more and under {test.Under} {unit}";
    }

    /// <summary>How an input is called in sentences: its key with blanks.</summary>
    public static string Label(ToolInput input) => input.Id.Replace('_', ' ');

    /// <summary>An input's value in words.</summary>
    /// <param name="input">The input.</param>
    /// <param name="value">Its value; null: unknown.</param>
    public static string Value(ToolInput input, long? value) => value is not { } known ? "not known"
        : input.IsNamed ? input.Options[(int)known].Words
        : input.IsDate ? $"{known} {input.Unit} ago" : $"{known} {input.Unit}";

    /// <summary>A case in words.</summary>
    internal static string Case(DecisionTool tool, ReadOnlySpan<long?> values)
    {
        var words = new List<string>();
        for (var input = 0; input < values.Length; input++)
            words.Add($"{Label(tool.Inputs[input])} is {Value(tool.Inputs[input], values[input])}");
        return string.Join(", ", words);
    }

    /// <summary>Every text of a tool that people read, but titles of laws, which are quoted as they are.</summary>
    internal static IEnumerable<string> All(DecisionTool tool) =>
    [
        tool.Name, tool.Question, tool.Owner, .. tool.Inputs.Select(input => input.Words), .. tool.Inputs.SelectMany(input => input.Options).Select(option => option.Words),
        .. tool.Outputs.Select(output => output.Words), .. tool.Rows.Select(row => row.Because), tool.Default?.Because ?? "", .. tool.Never.Select(never => never.Because),
        .. tool.Cases.Select(made => made.Name), .. tool.Record.Values,
    ];
}
