namespace Muniment.Linkage.Modelling;

/// <summary>What must be true of a pair. Three-valued as in SQL: a comparison with a missing value is neither true nor false.</summary>
/// <remarks>Immutable; equality is by content.</remarks>
public abstract record Condition;

/// <summary>All of the parts (AND).</summary>
public sealed record All(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public bool Equals(All? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(19, HashCode.Combine);
}

/// <summary>Any of the parts (OR).</summary>
public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public bool Equals(Any? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(23, HashCode.Combine);
}

/// <summary>NOT.</summary>
public sealed record Not(Condition Part) : Condition;

/// <summary>ELSE: always true.</summary>
public sealed record Otherwise : Condition;

/// <summary>IS NULL.</summary>
public sealed record Missing(Expression Value) : Condition;

/// <summary>left (relation) right. Two texts are compared as texts, anything else as numbers.</summary>
public sealed record Test(Expression Left, Relation Relation, Expression Right) : Condition;

/// <summary>How two values are compared.</summary>
public enum Relation
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;&gt; or !=</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}
