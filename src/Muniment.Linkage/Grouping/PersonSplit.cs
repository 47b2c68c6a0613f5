namespace Muniment.Linkage.Grouping;

/// <summary>Divides a person's records so that what contradicts stands apart and what agrees stays together.</summary>
/// <remarks>
/// The minimum-weight cut between the two records that contradict each other most, in the graph whose edges weigh minus the
/// evidence for two people. Weights of both signs make the exact cut hard, so it is exact up to twelve records (at most 2,047
/// cuts) and found by moving single records beyond. Pure.
/// </remarks>
static class PersonSplit
{
    const int ExactUpTo = 12;

    /// <summary>Divides in two, at least two of the records contradicting each other; true in the result: the part without the first record.</summary>
    /// <param name="findings">[records × records], symmetric, the diagonal unused.</param>
    /// <param name="chosen">The records to divide, two or more.</param>
    public static bool[] InTwo(PairFinding[,] findings, IReadOnlyList<int> chosen) =>
        chosen.Count <= ExactUpTo ? Exact(findings, chosen) : FromSeeds(findings, chosen);

    /// <summary>Divides again and again, as long as a part still holds records that cannot be of one human being.</summary>
    public static List<List<int>> InParts(PairFinding[,] findings)
    {
        var open = new Stack<List<int>>([[.. Enumerable.Range(0, findings.GetLength(0))]]);
        var parts = new List<List<int>>();
        while (open.TryPop(out var part))
        {
            if (!Contradicts(findings, part))
            {
                parts.Add(part);
                continue;
            }
            var side = InTwo(findings, part);
            open.Push([.. part.Where((_, at) => side[at])]);
            open.Push([.. part.Where((_, at) => !side[at])]);
        }
        parts.Sort((first, second) => first[0].CompareTo(second[0]));
        return parts;
    }

    static bool Contradicts(PairFinding[,] findings, List<int> part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            for (var j = i + 1; j < part.Count; j++)
            {
                if (findings[part[i], part[j]].IsTelling)
                    return true;
            }
        }
        return false;
    }

    static bool[] Exact(PairFinding[,] findings, IReadOnlyList<int> chosen)
    {
        var (first, second) = Seeds(findings, chosen);
        var best = 0;
        var bestBits = float.NegativeInfinity;
        for (var cut = 1; cut < 1 << (chosen.Count - 1); cut++) // Bit i: record i + 1 stands apart from the first.
        {
            if (Side(cut, first) == Side(cut, second))
                continue;
            var bits = 0f;
            for (var i = 0; i < chosen.Count; i++)
            {
                for (var j = i + 1; j < chosen.Count; j++)
                {
                    if (Side(cut, i) != Side(cut, j))
                        bits += findings[chosen[i], chosen[j]].Bits;
                }
            }
            if (bits > bestBits)
                (best, bestBits) = (cut, bits);
        }
        return [.. Enumerable.Range(0, chosen.Count).Select(i => Side(best, i))];

        static bool Side(int cut, int i) => i > 0 && ((cut >> (i - 1)) & 1) != 0;
    }

    static bool[] FromSeeds(PairFinding[,] findings, IReadOnlyList<int> chosen)
    {
        var (first, second) = Seeds(findings, chosen);
        var side = new bool[chosen.Count];
        for (var i = 0; i < side.Length; i++)
            side[i] = findings[chosen[i], chosen[first]].Bits > findings[chosen[i], chosen[second]].Bits;
        side[first] = false;
        side[second] = true;
        var moved = true;
        for (var round = 0; moved && round < 20; round++) // Each move lessens the cut, so it ends; twenty rounds bound the time.
        {
            moved = false;
            for (var i = 0; i < side.Length; i++)
            {
                if (i == first || i == second || Gain(findings, chosen, side, i) <= 0)
                    continue;
                side[i] = !side[i];
                moved = true;
            }
        }
        return side[0] ? [.. side.Select(here => !here)] : side;
    }

    /// <summary>By how many bits the cut gets better if record i changes sides.</summary>
    static double Gain(PairFinding[,] findings, IReadOnlyList<int> chosen, bool[] side, int i)
    {
        var gain = 0d;
        for (var j = 0; j < side.Length; j++)
        {
            if (j != i)
                gain += side[j] == side[i] ? findings[chosen[i], chosen[j]].Bits : -findings[chosen[i], chosen[j]].Bits;
        }
        return gain;
    }

    static (int First, int Second) Seeds(PairFinding[,] findings, IReadOnlyList<int> chosen)
    {
        var best = (First: 0, Second: 1);
        var bestBits = float.NegativeInfinity;
        for (var i = 0; i < chosen.Count; i++)
        {
            for (var j = i + 1; j < chosen.Count; j++)
            {
                var finding = findings[chosen[i], chosen[j]];
                if (finding.IsTelling && finding.Bits > bestBits)
                    (best, bestBits) = ((i, j), finding.Bits);
            }
        }
        return best;
    }
}
