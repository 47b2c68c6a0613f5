namespace Muniment.Cli.Generating;

/// <summary>Every name a population can have: for each origin female and male forenames and surnames, the popular ones from data and the rest made to resemble them.</summary>
/// <remarks>The same for every seed of a population, so that name frequencies do not move with it. Immutable; safe on any thread.</remarks>
sealed class NameStock
{
    const ulong NamesSeed = 0x6E616D6573; // "names"
    const int TriesPerName = 12;
    const double ForenameFlatness = 4;
    readonly NameList[] _female;
    readonly NameList[] _male;
    readonly NameList[] _surnames;

    /// <summary>Makes the names of every origin.</summary>
    /// <param name="threads">Threads to use, 1 or more; the names are the same whatever it is.</param>
    public NameStock(int threads)
    {
        var seeds = new NameSeeds();
        var origins = Origin.All;
        (_female, _male, _surnames) = (new NameList[origins.Length], new NameList[origins.Length], new NameList[origins.Length]);
        Parallel.For(0, origins.Length * 3, new ParallelOptions { MaxDegreeOfParallelism = threads }, task =>
        {
            var origin = origins[task / 3];
            _ = (task % 3) switch
            {
                0 => _surnames[task / 3] = Grow(seeds, origin, "S", origin.Surnames, origin.SurnameFlatness, task),
                1 => _female[task / 3] = Grow(seeds, origin, "F", origin.Forenames, ForenameFlatness, task),
                _ => _male[task / 3] = Grow(seeds, origin, "M", origin.Forenames, ForenameFlatness, task),
            };
        });
    }

    /// <summary>The forenames of an origin and sex.</summary>
    public NameList Forenames(int origin, bool female) => female ? _female[origin] : _male[origin];

    /// <summary>The surnames of an origin.</summary>
    public NameList Surnames(int origin) => _surnames[origin];

    static NameList Grow(NameSeeds seeds, Origin origin, string kind, int wanted, double flatness, int task)
    {
        var list = new NameList(wanted);
        var popular = seeds.Of(origin, kind);
        foreach (var seed in popular.Take(wanted))
            list.Add(seed.Latin, seed.Native);
        var draw = Draw.Of(NamesSeed, task, 0);
        var (front, back) = (seeds.Of(origin, kind + "1"), seeds.Of(origin, kind + "2"));
        if (front.Count > 0)
            Join(front, back, origin, wanted, list, ref draw);
        else if (origin.Key == "vietnamese")
            Pair(popular, wanted, list, ref draw);
        else
            Chain(seeds, origin, kind, wanted, list, ref draw);
        list.Close(flatness);
        return list;
    }

    /// <summary>Names of two pieces, as in Chinese, Korean and Japanese.</summary>
    static void Join(IReadOnlyList<NameSeed> front, IReadOnlyList<NameSeed> back, Origin origin, int wanted, NameList list, ref Draw draw)
    {
        for (var tries = 0; tries < wanted * TriesPerName && list.Count < wanted; tries++)
        {
            var (first, second) = (front[draw.Below(front.Count)], back[draw.Below(back.Count)]);
            var latin = origin.Script == Script.Hangul ? $"{first.Latin}-{second.Latin.ToLowerInvariant()}" : first.Latin + second.Latin.ToLowerInvariant();
            list.Add(latin, first.Native + second.Native);
        }
    }

    /// <summary>Two whole names side by side, as in Vietnamese given names (Minh Anh).</summary>
    static void Pair(IReadOnlyList<NameSeed> names, int wanted, NameList list, ref Draw draw)
    {
        for (var tries = 0; tries < wanted * TriesPerName && list.Count < wanted; tries++)
        {
            var (first, second) = (names[draw.Below(names.Count)], names[draw.Below(names.Count)]);
            if (first != second)
                list.Add($"{first.Latin} {second.Latin}");
        }
    }

    static void Chain(NameSeeds seeds, Origin origin, string kind, int wanted, NameList list, ref Draw draw)
    {
        var taught = seeds.Of(origin, kind).Select(name => name.Latin).ToList();
        if (taught.Count == 0)
            throw new InvalidOperationException($"No names of kind {kind} for {origin.Key} in the data.");
        var chain = new NameChain(taught.Concat(taught.Take(taught.Count / 5)).Concat(taught.Take(taught.Count / 10))); // Popular names have more kin.
        Span<char> scratch = stackalloc char[24];
        for (var tries = 0; tries < wanted * TriesPerName && list.Count < wanted; tries++)
        {
            var length = chain.Make(ref draw, scratch);
            // Longer words are two names run together; a few are kept, as real surnames have them.
            if (length == 0 || (length > (kind == "S" ? 10 : 8) && !draw.Chance(0.15)))
                continue;
            Capitalise(scratch.Slice(3, length));
            list.Add(scratch.Slice(3, length));
        }
    }

    /// <summary>A capital at the start of each part; particles of two letters before a space stay small ("de Silva").</summary>
    static void Capitalise(Span<char> name)
    {
        var particle = name.Length > 3 && name[2] == ' ';
        for (var i = particle ? 3 : 0; i < name.Length; i++)
        {
            if (i == 0 || name[i - 1] is ' ' or '-' or '\'')
                name[i] = char.ToUpperInvariant(name[i]);
        }
    }
}
