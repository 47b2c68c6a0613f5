namespace Muniment.Linkage.Scoring;

/// <summary>What one level allows a pair to score on its comparison, in integers of 2^-16 bit, rounded up.</summary>
/// <remarks>
/// Read in order: a level that is plain, and whose lanes are equal, is the pair's or one before it is; any other may be the pair's, and so adds to
/// what is possible, if its lanes are equal and its texts can be so alike.
/// </remarks>
/// <param name="IsPlain">True: equal lanes are all it asks for.</param>
/// <param name="Lanes">Lanes that must be equal.</param>
/// <param name="Texts">What signatures can tell of the texts it asks for; none: nothing.</param>
/// <param name="Weight">Worth of the level, the most that rarity can add included.</param>
sealed record BoundLevel(bool IsPlain, int[] Lanes, TextTest[] Texts, int Weight)
{
    /// <summary>What each code of the first lane adds to <see cref="Own"/>; null: <see cref="Weight"/> for all.</summary>
    public Rarity? Rarity { get; init; }

    /// <summary>True: rarity is taken off.</summary>
    public bool TakesBack { get; init; }

    /// <summary>Worth without rarity.</summary>
    public int Own { get; init; }

    /// <summary>The least the level can be worth.</summary>
    public int Least { get; init; } = Weight;
}

/// <summary>The levels of a comparison as a bound reads them.</summary>
/// <param name="Levels">In order, without those that cannot raise the bound and those behind one that always holds.</param>
/// <param name="Rest">Worth where no plain level holds and no other can, 2^-16 bit.</param>
/// <param name="MissingLane">Lane whose absence decides before any level; -1: none.</param>
/// <param name="Missing">Worth where that lane is missing in either record.</param>
sealed record BoundLevels(BoundLevel[] Levels, int Rest, int MissingLane, int Missing)
{
    // A level that can raise the bound by less is taken to be possible: looking at its texts would cost more than the pairs it lets go.
    const int WorthATest = 1 << 15;

    /// <summary>Reads a comparison.</summary>
    /// <param name="kernel">Its tests.</param>
    /// <param name="weights">[levels] what each is worth.</param>
    public static BoundLevels Of(ComparisonKernel kernel, LevelWeight[] weights)
    {
        var levels = new List<BoundLevel>();
        var (missingLane, missing) = (-1, 0);
        var rest = ScoreBound.RoundUp(weights[^1].Weight + weights[^1].MostAdjustment); // Without an ELSE, a pair no level describes counts as the last.
        for (var level = 0; level < weights.Length; level++)
        {
            var (tests, most) = (kernel.Levels[level], ScoreBound.RoundUp(weights[level].Weight + weights[level].MostAdjustment));
            if (level == 0 && tests is [{ Kind: TestKind.EitherMissing } test] && test.Left == test.Right)
            {
                (missingLane, missing) = (test.Left, most);
                continue;
            }
            if (tests is [{ Kind: TestKind.Always }])
            {
                rest = most;
                break;
            }
            int[] equal = [.. tests.Where(part => part.Kind == TestKind.Same).Select(part => part.Left).Distinct()];
            if (equal.Length > 0 && tests.All(part => part.Kind == TestKind.Same))
                levels.Add(Plain(weights[level], equal, most));
            else
                levels.Add(new BoundLevel(false, [.. equal, .. tests.Where(part => part.SwapLane >= 0).Select(part => part.SwapLane)], TextsOf(kernel.TextTests(level)), most));
        }
        var least = rest;
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            if (!levels[level].IsPlain && levels[level].Weight <= least)
                levels.RemoveAt(level);
            else if (!levels[level].IsPlain && levels[level].Weight - least < WorthATest)
                levels[level] = levels[level] with { Texts = [] };
            else if (levels[level].IsPlain)
                least = Math.Min(least, levels[level].Least);
        }
        return new BoundLevels([.. levels], rest, missingLane, missing);
    }

    // Two fields against each other are the same question whichever record is the left one only if both ways are asked; then one of them will do.
    static TextTest[] TextsOf(TextTest[] texts) =>
        [.. texts.Where((test, index) => test.Left == test.Right
            || (test.Left < test.Right && texts.Any(other => other.Left == test.Right && other.Right == test.Left && other.Similarity?.Similarity == test.Similarity?.Similarity)))];

    // Both records hold the same code, so its own rarity counts. Rounded up whether it is added or taken off.
    static BoundLevel Plain(LevelWeight level, int[] equal, int most) => level.Lane != equal[0] || level.Rarity is null ? new(true, equal, [], most)
        : new(true, equal, [], most) { Rarity = level.Rarity, TakesBack = level.TakesBack, Own = ScoreBound.RoundUp(level.Weight + level.ExactU) + (level.TakesBack ? 1 : 0), Least = ScoreBound.RoundUp(level.Least) - 1 };
}
