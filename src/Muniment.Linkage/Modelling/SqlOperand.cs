namespace Muniment.Linkage.Modelling;

/// <summary>What kind of thing a piece of a condition is; decides what may stand beside it.</summary>
enum SqlOperandKind
{
    /// <summary>A column: text, or a number where one is wanted.</summary>
    Column,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A point in time, not yet EPOCH(…).</summary>
    Time,

    /// <summary>What two lists share; only its length can be used.</summary>
    SharedList,

    /// <summary>first - second; only inside ABS(…).</summary>
    Difference,

    /// <summary>CASE WHEN second > first THEN second ELSE first END; only below a fraction bar.</summary>
    Larger,

    /// <summary>A condition.</summary>
    Condition,
}

/// <summary>A piece of a condition while it is being read: an expression, two of them, or a condition.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Start">0-based character at which it begins.</param>
/// <param name="First">The expression; null for a condition.</param>
/// <param name="Second">The second of two; else null.</param>
/// <param name="Condition">The condition; else null.</param>
readonly record struct SqlOperand(SqlOperandKind Kind, int Start, Expression? First, Expression? Second = null, Condition? Condition = null)
{
    /// <summary>How a message names it.</summary>
    public string Noun => Kind switch
    {
        SqlOperandKind.Column => "a column",
        SqlOperandKind.Text => "a text",
        SqlOperandKind.Number => "a number",
        SqlOperandKind.Time => "a point in time",
        SqlOperandKind.SharedList => "a list",
        SqlOperandKind.Difference => "a difference",
        SqlOperandKind.Larger => "a CASE",
        _ => "a condition",
    };
}
