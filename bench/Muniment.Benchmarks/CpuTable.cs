
namespace Muniment.Benchmarks;

/// <summary>The same benchmarks in processor time instead of wall time: for a machine shared with others, where wall time says little.</summary>
static class CpuTable
{
    const int Rounds = 25;

    /// <summary>Writes a table in Markdown: the lowest of 25 rounds of at least 20 ms each, because what others do only adds.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine("| CPU ns a pair | Unrelated | Slips |");
        output.WriteLine("|---|---|---|");
        var unrelated = Benchmarks(Pairing.Unrelated);
        var slips = Benchmarks(Pairing.Slips);
        for (var i = 0; i < unrelated.Count; i++)
        {
            var line = $"| {unrelated[i].Name} | {Lowest(unrelated[i].Run):F1} | {Lowest(slips[i].Run):F1} |";
            output.WriteLine(line);
        }
    }

    static List<(string Name, Action Run)> Benchmarks(Pairing pairs)
    {
        var winkler = new JaroWinklerBench { Pairs = pairs };
        winkler.Prepare();
        var edits = new LevenshteinBench { Pairs = pairs };
        edits.Prepare();
        return
        [
            ("Jaro-Winkler, the slow twin", () => winkler.Reference()),
            ("Jaro-Winkler, bytes", () => winkler.Bytes()),
            ("Jaro-Winkler, scalars, plain Latin", () => winkler.Scalars()),
            ("Jaro-Winkler, scalars, accented", () => winkler.ScalarsAccented()),
            ("signature bound alone, ≥ .88", () => winkler.SignatureAlone()),
            ("Jaro-Winkler ≥ .88, signature first", () => winkler.AtLeastPoint88()),
            ("Levenshtein, the slow twin", () => edits.Reference()),
            ("Levenshtein, bytes", () => edits.Bytes()),
            ("Levenshtein, scalars, accented", () => edits.ScalarsAccented()),
            ("Levenshtein ≤ 2", () => edits.AtMostTwo()),
            ("Levenshtein ≤ 2, signature first", () => edits.AtMostTwoWithSignature()),
            ("optimal alignment, bytes", () => edits.OptimalAlignmentBytes()),
            ("Damerau-Levenshtein, bytes", () => edits.DamerauBytes()),
            ("Damerau-Levenshtein ≤ 2", () => edits.DamerauAtMostTwo()),
        ];
    }

    static double Lowest(Action run)
    {
        var enough = TimeSpan.FromMilliseconds(20);
        for (var warm = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - warm < 20 * enough;)
            run();
        var lowest = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var spent = TimeSpan.Zero;
            long repeats = 0;
            for (; spent < enough; spent = Environment.CpuUsage.TotalTime - start, repeats++)
                run();
            lowest = Math.Min(lowest, spent.TotalNanoseconds / (repeats * NamePairs.Count));
        }
        return lowest;
    }
}
