namespace Muniment.Linkage.Modelling;

/// <summary>Which pairs of records may belong together.</summary>
public enum LinkType
{
    /// <summary>Any two records (dedupe_only with one source, link_and_dedupe with several).</summary>
    Both,

    /// <summary>Any two records of one source; every source's rows are taken as one (dedupe_only).</summary>
    Dedupe,

    /// <summary>Two records of different sources (link_only).</summary>
    Link,
}

/// <summary>How the text of fields is compared.</summary>
public enum TextUnit
{
    /// <summary>UTF-8 bytes, as the engine behind Splink does; what an imported model keeps.</summary>
    Bytes,

    /// <summary>Unicode scalar values, so that accented and non-Latin names are measured like others.</summary>
    Scalars,
}

/// <summary>A Fellegi-Sunter model: what is compared, how, and what each outcome is worth.</summary>
/// <remarks>Read from and written to Splink 4's JSON by <c>SplinkModel</c>. Immutable.</remarks>
public sealed record LinkModel
{
    /// <summary>Which pairs may be made.</summary>
    public LinkType LinkType { get; init; }

    /// <summary>Probability (0 to 1, exclusive) that two records taken at random match.</summary>
    public double Prior { get; init; } = 0.0001;

    /// <summary>The comparisons, in order; names are unique.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>The blocking rules, in order; a pair belongs to the first that yields it. None: all pairs.</summary>
    public IReadOnlyList<BlockingRule> BlockingRules { get; init; } = [];

    /// <summary>The rules whose pairs m is learnt on, a session each; not needed once the model is trained.</summary>
    public IReadOnlyList<BlockingRule> TrainingRules { get; init; } = [];

    /// <summary>Blocks of more records than this are refined by <see cref="Refinements"/>; null: never.</summary>
    public int? BlockCap { get; init; }

    /// <summary>Chains of columns that split a block over the cap: each chain further and further, all chains side by side.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Refinements { get; init; } = [];

    /// <summary>Fields computed from the extracts' columns before anything is compared; empty for an imported model.</summary>
    public IReadOnlyList<DerivedColumn> Columns { get; init; } = [];

    /// <summary>What each column of the extracts says about a person; empty for an imported model.</summary>
    public IReadOnlyList<RoleOfColumn> Roles { get; init; } = [];

    /// <summary>Bytes or scalars.</summary>
    public TextUnit Text { get; init; }

    /// <summary>True for a model of another program, run exactly as that program would: no cap, no refinement, no evidence cap.</summary>
    public bool Faithful { get; init; }

    /// <summary>EM stops when no m, u or prior moves by more than this.</summary>
    public double EmConvergence { get; init; } = 0.0001;

    /// <summary>EM stops after so many rounds.</summary>
    public int MaxIterations { get; init; } = 25;

    /// <summary>The column that identifies a record, as the model names it.</summary>
    public string IdColumn { get; init; } = "unique_id";

    /// <summary>The column that names a record's source, as the model names it.</summary>
    public string SourceColumn { get; init; } = "source_dataset";

    /// <summary>Match probability from which records are grouped; null: the default.</summary>
    public double? Threshold { get; init; }

    /// <summary>How edges become persons: components, one-to-one or dense; null: chosen by the run.</summary>
    public string? Grouping { get; init; }

    /// <summary>Settings that only Splink reads, kept for the way back; null: its defaults.</summary>
    public SplinkSettings? Splink { get; init; }
}

/// <summary>How one field or group of fields is compared: ordered levels, the first that is true wins.</summary>
/// <param name="Name">output_column_name: names the gamma column.</param>
/// <param name="Levels">In order; gamma counts from Levels.Count - 1 - (null levels) down to 0; a null level is gamma -1.</param>
public sealed record Comparison(string Name, IReadOnlyList<ComparisonLevel> Levels)
{
    /// <summary>Free text, kept for the way back.</summary>
    public string? Description { get; init; }
}

/// <summary>One outcome of a comparison.</summary>
/// <param name="Condition">When it is the outcome.</param>
/// <param name="Label">For charts and explanations.</param>
public sealed record ComparisonLevel(Condition Condition, string Label)
{
    /// <summary>True: at least one value is missing; gamma -1, weight 0.</summary>
    public bool IsNull { get; init; }

    /// <summary>Probability of this level among matches; null: never observed.</summary>
    public double? M { get; init; }

    /// <summary>Probability of this level among non-matches; null: never observed.</summary>
    public double? U { get; init; }

    /// <summary>Training leaves m alone.</summary>
    public bool FixM { get; init; }

    /// <summary>Training leaves u alone.</summary>
    public bool FixU { get; init; }

    /// <summary>The column whose term frequencies adjust this level; null: none.</summary>
    public string? TermFrequencyColumn { get; init; }

    /// <summary>0 = no adjustment, 1 = full.</summary>
    public double TermFrequencyWeight { get; init; } = 1;

    /// <summary>Smallest frequency taken into account, 0 to 1.</summary>
    public double TermFrequencyMinimum { get; init; }

    /// <summary>Splink's switch: take this level's own u for the adjustment instead of looking for the exact-match level.</summary>
    public bool DisableExactMatchDetection { get; init; }

    /// <summary>The condition's text as it was given where it differs from what is written; null: written from the condition.</summary>
    public string? Sql { get; init; }
}

/// <summary>Which pairs are looked at: those for which the condition holds.</summary>
/// <param name="Condition">A conjunction of equalities between expressions of left and right, and further conditions.</param>
public sealed record BlockingRule(Condition Condition)
{
    /// <summary>The rule's text as it was given, kept for the way back; null: written from the condition.</summary>
    public string? Sql { get; init; }

    /// <summary>Splink's salting_partitions, kept for the way back: how many tasks it cuts the rule into; null: not given.</summary>
    public int? SaltingPartitions { get; init; }
}

/// <summary>A field computed from columns of the extracts, value by value.</summary>
/// <param name="Name">The new column's name.</param>
/// <param name="From">The columns it is computed from, joined by a blank; missing parts are left out.</param>
/// <param name="Steps">Names of cleaning steps, in order; see <c>Cleaning</c>.</param>
public sealed record DerivedColumn(string Name, IReadOnlyList<string> From, IReadOnlyList<string> Steps)
{
    /// <inheritdoc/>
    public bool Equals(DerivedColumn? other) =>
        other is not null && Name == other.Name && From.SequenceEqual(other.From) && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, From.Count, Steps.Count);
}
