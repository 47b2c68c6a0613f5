namespace Muniment.Linkage.Modelling;

/// <summary>Which record of the pair a value is taken from.</summary>
public enum Side
{
    /// <summary>The left record (l).</summary>
    Left,

    /// <summary>The right record (r).</summary>
    Right,
}

/// <summary>A value computed from a pair of records; null (missing) spreads as in SQL.</summary>
/// <remarks>The tree a Splink SQL condition is read into and written from. Immutable; equality is by content.</remarks>
public abstract record Expression;

/// <summary>A field of one record.</summary>
public sealed record FieldValue(string Column, Side Side) : Expression;

/// <summary>A text in the condition itself.</summary>
public sealed record TextLiteral(string Text) : Expression;

/// <summary>A number in the condition itself.</summary>
public sealed record NumberLiteral(double Number) : Expression;

/// <summary>SUBSTRING(text, start, length): start counts characters from 1; a null length means "to the end".</summary>
public sealed record Substring(Expression Text, int Start, int? Length) : Expression;

/// <summary>LOWER or UPPER.</summary>
public sealed record ChangeCase(Expression Text, bool Upper) : Expression;

/// <summary>TRIM of blanks on both ends.</summary>
public sealed record Trim(Expression Text) : Expression;

/// <summary>REGEXP_EXTRACT(text, pattern, group): the empty text where nothing matches.</summary>
public sealed record RegexExtract(Expression Text, string Pattern, int Group) : Expression;

/// <summary>NULLIF(text, other): missing where the two are equal.</summary>
public sealed record NullIf(Expression Text, string Other) : Expression;

/// <summary>a || b || …: missing if any part is.</summary>
public sealed record Concatenate(IReadOnlyList<Expression> Parts) : Expression
{
    /// <inheritdoc/>
    public bool Equals(Concatenate? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(17, HashCode.Combine);
}

/// <summary>TRY_STRPTIME(text, format), as seconds since 1970-01-01; missing where the text is not such a date.</summary>
public sealed record ParseTime(Expression Text, string Format) : Expression;

/// <summary>TRY_CAST(text AS DOUBLE), or a bare column used as a number; missing where the text is not one.</summary>
public sealed record ParseNumber(Expression Text) : Expression
{
    /// <summary>True: a bare column that is used as a number, and is written so. The value is the same.</summary>
    public bool Implicit { get; init; }
}

/// <summary>A string measure of two texts.</summary>
public sealed record Measured(Measure Measure, Expression First, Expression Second) : Expression;

/// <summary>ABS(first - second) of two numbers or two times in seconds.</summary>
public sealed record AbsoluteDifference(Expression First, Expression Second) : Expression;

/// <summary>|first - second| / max(first, second), as Splink's percentage difference.</summary>
public sealed record RelativeDifference(Expression First, Expression Second) : Expression;

/// <summary>ARRAY_LENGTH(LIST_INTERSECT(first, second)): how many distinct values two list fields share.</summary>
public sealed record ListOverlap(Expression First, Expression Second) : Expression;

/// <summary>The string measures. Distances are counts of edits, similarities are 0 to 1.</summary>
public enum Measure
{
    /// <summary>Levenshtein distance.</summary>
    Levenshtein,

    /// <summary>Unrestricted Damerau-Levenshtein distance.</summary>
    DamerauLevenshtein,

    /// <summary>Jaro similarity.</summary>
    Jaro,

    /// <summary>Jaro-Winkler similarity (prefix bonus .1 a letter, at most 4, only above .7).</summary>
    JaroWinkler,

    /// <summary>Jaccard similarity of the two sets of single characters.</summary>
    Jaccard,
}
