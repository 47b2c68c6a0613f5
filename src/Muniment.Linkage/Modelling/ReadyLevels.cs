using System.Globalization;

namespace Muniment.Linkage.Modelling;

/// <summary>The comparison levels Splink 4 offers, each as the condition and label Splink gives it, without m and u.</summary>
/// <remarks>Source: Splink 4.0.16's own output for each, which the tests compare with. A blank column name is a bug of the caller. Pure; safe on any thread.</remarks>
public static class ReadyLevels
{
    /// <summary>At least one record has no value.</summary>
    /// <param name="column">The column.</param>
    public static ComparisonLevel Missing(string column) => Null(Left(column), Right(column), $"{column} is NULL");

    /// <summary>At least one record has no value, or one that is no date in the format.</summary>
    /// <param name="column">The column.</param>
    /// <param name="format">As strptime takes it, such as %Y-%m-%d.</param>
    public static ComparisonLevel MissingTime(string column, string format) =>
        Null(new ParseTime(Left(column), format), new ParseTime(Right(column), format), $"transformed {column} is NULL");

    /// <summary>The same text in both records.</summary>
    /// <param name="column">The column.</param>
    /// <param name="termFrequencies">True: the level's weight follows how common the value is.</param>
    public static ComparisonLevel Exact(string column, bool termFrequencies = false) =>
        new(Equal(Left(column), Right(column)), $"Exact match on {column}") { TermFrequencyColumn = termFrequencies ? column : null };

    /// <summary>The part of the text that a pattern finds is the same; nothing found is missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="pattern">A regular expression of the RE2 kind; its whole match is taken.</param>
    /// <param name="label">For charts.</param>
    public static ComparisonLevel ExactPart(string column, string pattern, string label) =>
        new(Equal(Part(Left(column), pattern), Part(Right(column), pattern)), label);

    /// <summary>The one's first column is the other's second, both ways.</summary>
    /// <param name="first">A column.</param>
    /// <param name="second">Another column.</param>
    public static ComparisonLevel Reversed(string first, string second) =>
        new(new All([Equal(Left(first), Right(second)), Equal(Right(first), Left(second))]), $"Match on reversed cols: {first} and {second} (both directions)");

    /// <summary>Both records hold one given text.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The text.</param>
    public static ComparisonLevel Literal(string column, string text) =>
        new(new All([Equal(Left(column), new TextLiteral(text)), Equal(Right(column), new TextLiteral(text))]), $"{column} = {text} on both");

    /// <summary>A string measure reaches a threshold: at most for distances, at least for similarities.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="column">The column.</param>
    /// <param name="threshold">Edits (0 or more) for a distance, 0 to 1 for a similarity.</param>
    public static ComparisonLevel Within(Measure measure, string column, double threshold)
    {
        var at = Text(threshold);
        return new(Within(measure, Left(column), Right(column), threshold), measure switch
        {
            Measure.Levenshtein => $"Levenshtein distance of {column} <= {at}",
            Measure.DamerauLevenshtein => $"Damerau-Levenshtein distance of {column} <= {at}",
            Measure.Jaro => $"Jaro distance of '{column} >= {at}'",
            Measure.JaroWinkler => $"Jaro-Winkler distance of {column} >= {at}",
            _ => $"Jaccard distance of '{column} >= {at}'",
        });
    }

    /// <summary>As <see cref="Within(Measure, string, double)"/>, of the parts that a pattern finds.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="column">The column.</param>
    /// <param name="pattern">A regular expression of the RE2 kind; its whole match is taken.</param>
    /// <param name="threshold">Edits for a distance, 0 to 1 for a similarity.</param>
    /// <param name="label">For charts.</param>
    public static ComparisonLevel PartWithin(Measure measure, string column, string pattern, double threshold, string label) =>
        new(Within(measure, Part(Left(column), pattern), Part(Right(column), pattern), threshold), label);

    /// <summary>Two numbers differ by at most so much.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="difference">In the column's own unit; 0 or more.</param>
    public static ComparisonLevel NumberWithin(string column, double difference) =>
        new(new Test(new AbsoluteDifference(Number(Left(column)), Number(Right(column))), Relation.LessOrEqual, new NumberLiteral(difference)),
            $"Absolute difference of '{column}' <= {Text(difference)}");

    /// <summary>Two numbers differ by less than a share of the larger one.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="fraction">0 to 1.</param>
    public static ComparisonLevel PercentageWithin(string column, double fraction) =>
        new(new Test(new RelativeDifference(Number(Left(column)), Number(Right(column))), Relation.Less, new NumberLiteral(fraction)),
            string.Create(CultureInfo.InvariantCulture, $"Percentage difference of '{column}' within {fraction * 100:F2}%"));

    /// <summary>Two dates or times differ by at most so much.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="format">As strptime takes it, such as %Y-%m-%d.</param>
    /// <param name="difference">The most they may differ by.</param>
    public static ComparisonLevel TimeWithin(string column, string format, TimeDifference difference) =>
        new(new Test(new AbsoluteDifference(new ParseTime(Left(column), format), new ParseTime(Right(column), format)), Relation.LessOrEqual, new NumberLiteral(difference.Seconds)),
            $"Abs difference of 'transformed {column} <= {Text(difference)}'");

    /// <summary>Two lists share at least so many values.</summary>
    /// <param name="column">A column of lists.</param>
    /// <param name="size">1 or more.</param>
    public static ComparisonLevel Sharing(string column, int size) =>
        new(new Test(new ListOverlap(Left(column), Right(column)), Relation.GreaterOrEqual, new NumberLiteral(size)), $"Array intersection size >= {Text(size)}");

    /// <summary>Two levels at once.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other; the result is a null level if both are.</param>
    public static ComparisonLevel Both(ComparisonLevel first, ComparisonLevel second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(new All([first.Condition, second.Condition]), $"({first.Label}) AND ({second.Label})") { IsNull = first.IsNull && second.IsNull };
    }

    /// <summary>Whatever no earlier level took.</summary>
    public static ComparisonLevel Else { get; } = new(new Otherwise(), "All other comparisons");

    internal static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>2 day, as Splink's labels have it.</summary>
    internal static string Text(TimeDifference difference) => string.Create(CultureInfo.InvariantCulture, $"{difference.Count:R} {difference.Unit switch
    {
        TimeUnit.Second => "second",
        TimeUnit.Minute => "minute",
        TimeUnit.Hour => "hour",
        TimeUnit.Day => "day",
        TimeUnit.Month => "month",
        _ => "year",
    }}");

    static ComparisonLevel Null(Expression left, Expression right, string label) =>
        new(new Any([new Missing(left), new Missing(right)]), label) { IsNull = true };

    static Test Within(Measure measure, Expression left, Expression right, double threshold) =>
        new(new Measured(measure, left, right), measure is Measure.Levenshtein or Measure.DamerauLevenshtein ? Relation.LessOrEqual : Relation.GreaterOrEqual, new NumberLiteral(threshold));

    static Test Equal(Expression left, Expression right) => new(left, Relation.Equal, right);

    static NullIf Part(Expression text, string pattern) => new(new RegexExtract(text, pattern, 0), "");

    static ParseNumber Number(Expression column) => new(column) { Implicit = true };

    static FieldValue Left(string column) => new(column, Side.Left);

    static FieldValue Right(string column) => new(column, Side.Right);
}
