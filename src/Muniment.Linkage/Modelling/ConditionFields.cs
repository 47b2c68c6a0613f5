namespace Muniment.Linkage.Modelling;

/// <summary>Which columns a comparison looks at.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
public static class ConditionFields
{
    /// <summary>The columns of a comparison, each once, in the order in which its levels name them.</summary>
    public static IReadOnlyList<string> Of(Comparison comparison)
    {
        var columns = new List<string>();
        foreach (var level in comparison.Levels)
            Add(level.Condition, columns);
        return columns;
    }

    /// <summary>The columns of a condition, each once, in the order in which it names them.</summary>
    public static IReadOnlyList<string> Of(Condition condition)
    {
        var columns = new List<string>();
        Add(condition, columns);
        return columns;
    }

    static void Add(Condition condition, List<string> columns)
    {
        switch (condition)
        {
            case All all:
                foreach (var part in all.Parts)
                    Add(part, columns);
                break;
            case Any any:
                foreach (var part in any.Parts)
                    Add(part, columns);
                break;
            case Not not:
                Add(not.Part, columns);
                break;
            case Missing missing:
                Add(missing.Value, columns);
                break;
            case Test test:
                Add(test.Left, columns);
                Add(test.Right, columns);
                break;
            default:
                break;
        }
    }

    static void Add(Expression expression, List<string> columns)
    {
        if (expression is FieldValue field)
        {
            if (!columns.Contains(field.Column))
                columns.Add(field.Column);
            return;
        }
        foreach (var part in PartsOf(expression))
            Add(part, columns);
    }

    static IReadOnlyList<Expression> PartsOf(Expression expression) => expression switch
    {
        Substring part => [part.Text],
        ChangeCase part => [part.Text],
        Trim part => [part.Text],
        RegexExtract part => [part.Text],
        NullIf part => [part.Text],
        Concatenate part => part.Parts,
        ParseTime part => [part.Text],
        ParseNumber part => [part.Text],
        Measured part => [part.First, part.Second],
        AbsoluteDifference part => [part.First, part.Second],
        RelativeDifference part => [part.First, part.Second],
        ListOverlap part => [part.First, part.Second],
        _ => [],
    };
}
