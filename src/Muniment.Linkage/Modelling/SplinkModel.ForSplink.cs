using System.Globalization;

namespace Muniment.Linkage.Modelling;

/// <summary>A model for Splink to load, and what it no longer says.</summary>
/// <param name="Json">UTF-8, without the key "muniment"; the caller owns it.</param>
/// <param name="Lost">One sentence for each thing that Splink would do differently; empty: it computes the same.</param>
public sealed record SplinkExport(byte[] Json, IReadOnlyList<string> Lost);

public static partial class SplinkModel
{
    /// <summary>The model as Splink 4 loads it, with a sentence for everything that does not survive the way.</summary>
    /// <param name="model">Any model that keeps the rules in docs/formats/model.md.</param>
    /// <exception cref="ModelException">The model breaks a rule.</exception>
    public static SplinkExport ForSplink(LinkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var lost = new List<string>();
        foreach (var column in model.Columns)
        {
            if (column.Steps.Count > 0 || column.From is not [var only] || only != column.Name)
                lost.Add($"The column {column.Name} is computed here from {string.Join(" and ", column.From)}{(column.Steps.Count == 0 ? "" : $" by {string.Join(", ", column.Steps)}")}; Splink will not compute it: give it tables that already hold it.");
        }
        if (model.Text == TextUnit.Scalars)
            lost.Add("Texts are compared here by Unicode characters; Splink on DuckDB compares bytes, so names with accents or of non-Latin scripts will come out further apart.");
        if (model.Roles.Count > 0)
            lost.Add("What each column says about a person (its role) has no place in Splink's file and is left out.");
        if (model.Threshold is { } threshold)
            lost.Add(string.Create(CultureInfo.InvariantCulture, $"The threshold {threshold:R} has no place in Splink's file; give it to predict and to the clustering yourself."));
        if (model.Grouping is { } grouping and not "components")
            lost.Add($"The grouping \"{grouping}\" has no place in Splink's file; {(grouping == "one-to-one" ? "call cluster_using_single_best_links" : "Splink groups by connected components, which glue chains that this grouping keeps apart")}.");
        if (model.BlockCap is { } cap)
            lost.Add(string.Create(CultureInfo.InvariantCulture, $"Blocks of more than {cap} records are refined here; Splink makes all their pairs, which may be far more."));
        if (!model.Faithful)
            lost.Add("Thin evidence is capped here and not in Splink, which may give such pairs a higher probability.");
        if (model.LinkType == LinkType.Both)
            lost.Add("The link type is written as link_and_dedupe; with a single table Splink wants dedupe_only there.");
        AddUnobserved(model, lost);
        return new(Write(model, withAdditions: false), lost);
    }

    static void AddUnobserved(LinkModel model, List<string> lost)
    {
        foreach (var comparison in model.Comparisons)
        {
            foreach (var level in comparison.Levels)
            {
                if (!model.Faithful && !level.IsNull && (level.M is null || level.U is null))
                    lost.Add($"The level \"{level.Label}\" of {comparison.Name} was never observed{(level.M is null ? level.U is null ? "" : " among matches" : " among non-matches")}; Splink will use a default for it and not say so.");
            }
        }
    }
}
