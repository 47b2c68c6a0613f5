namespace Muniment.Linkage.Cleaning;

/// <summary>A step a recipe can name.</summary>
/// <param name="Name">As a recipe names it, without argument.</param>
/// <param name="Argument">What follows the colon, for the user; empty: the step takes none.</param>
/// <param name="Description">What it does, one sentence.</param>
/// <param name="Example">A recipe, what goes in, and what comes out (empty = missing); a test holds it true.</param>
public sealed record StepDescription(string Name, string Argument, string Description, StepExample Example);

/// <summary>What a step does to one value.</summary>
/// <param name="Recipe">The step with its argument.</param>
/// <param name="Before">A value.</param>
/// <param name="After">The value cleaned; empty = missing. A list's U+001F is written as |.</param>
public sealed record StepExample(string Recipe, string Before, string After);
