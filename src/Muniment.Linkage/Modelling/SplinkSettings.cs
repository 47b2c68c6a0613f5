namespace Muniment.Linkage.Modelling;

/// <summary>Settings of a Splink model file that change what Splink prints and nothing that is computed here; kept for the way back.</summary>
/// <remarks>Defaults as in Splink 4.0.16's settings. Immutable.</remarks>
public sealed record SplinkSettings
{
    /// <summary>linker_uid: Splink's name of the linker; null: not given.</summary>
    public string? LinkerUid { get; init; }

    /// <summary>retain_matching_columns: predictions repeat the compared values.</summary>
    public bool RetainMatchingColumns { get; init; } = true;

    /// <summary>retain_intermediate_calculation_columns: predictions hold every Bayes factor.</summary>
    public bool RetainIntermediateColumns { get; init; }

    /// <summary>additional_columns_to_retain: further columns repeated in predictions.</summary>
    public IReadOnlyList<string> AdditionalColumns { get; init; } = [];

    /// <summary>bayes_factor_column_prefix.</summary>
    public string BayesFactorPrefix { get; init; } = "bf_";

    /// <summary>term_frequency_adjustment_column_prefix.</summary>
    public string TermFrequencyPrefix { get; init; } = "tf_";

    /// <summary>comparison_vector_value_column_prefix.</summary>
    public string GammaPrefix { get; init; } = "gamma_";
}
