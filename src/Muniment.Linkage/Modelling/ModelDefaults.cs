using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Modelling;

/// <summary>The m and u Splink uses for a level that training never observed. Only for imported models: one of ours says so instead.</summary>
/// <remarks>
/// Splink 4.0.16: m is .95 at the top level and .05 shared among the others; u is m / 2^w, with w = 10 at the top level and evenly spaced from -5
/// (the lowest level) to 3 (the second highest) below it. Levels are counted without null levels. Pure; safe on any thread.
/// </remarks>
public static class ModelDefaults
{
    const double TopM = 0.95;
    const double TopWeightBits = 10;
    const double LowestWeightBits = -5;
    const double SecondWeightBits = 3;

    /// <summary>The level's own m, or the default where it has none; 1 at a null level, whose evidence is none.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="levelIndex">0-based index into its levels.</param>
    public static double MOf(Comparison comparison, int levelIndex)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var level = comparison.Levels[levelIndex];
        return level.IsNull ? 1 : level.M ?? DefaultM(comparison, levelIndex);
    }

    /// <summary>The level's own u, or the default where it has none; 1 at a null level, whose evidence is none.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="levelIndex">0-based index into its levels.</param>
    public static double UOf(Comparison comparison, int levelIndex)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var level = comparison.Levels[levelIndex];
        if (level.IsNull || level.U is not null)
            return level.IsNull ? 1 : level.U!.Value;
        var (gamma, count) = GammaOf(comparison, levelIndex);
        return DefaultM(comparison, levelIndex) / Bits.Exp2(WeightBits(gamma, count));
    }

    /// <summary>The level's gamma (0 the lowest) and how many levels are not null levels.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="levelIndex">0-based index into its levels; at a null level gamma is -1.</param>
    public static (int Gamma, int Count) GammaOf(Comparison comparison, int levelIndex)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (above, count) = (0, 0);
        for (var i = 0; i < comparison.Levels.Count; i++)
        {
            count += comparison.Levels[i].IsNull ? 0 : 1;
            above += i < levelIndex && !comparison.Levels[i].IsNull ? 1 : 0;
        }
        return (comparison.Levels[levelIndex].IsNull ? -1 : count - 1 - above, count);
    }

    static double DefaultM(Comparison comparison, int levelIndex)
    {
        var (gamma, count) = GammaOf(comparison, levelIndex);
        return gamma == count - 1 ? TopM : (1 - TopM) / (count - 1);
    }

    static double WeightBits(int gamma, int count) => gamma == count - 1 ? TopWeightBits
        : count == 2 ? LowestWeightBits
        : LowestWeightBits + (gamma * ((SecondWeightBits - LowestWeightBits) / (count - 2)));
}
