namespace Muniment.Linkage.Tests.Reference;

/// <summary>Jaro and Jaro-Winkler as described in words: flags, a window, two passes.</summary>
static class SlowJaro
{
    public static double Similarity(int[] a, int[] b)
    {
        var window = Math.Max((Math.Max(a.Length, b.Length) / 2) - 1, 0);
        var takenA = new bool[a.Length];
        var takenB = new bool[b.Length];
        for (var j = 0; j < b.Length; j++)
        {
            for (var i = Math.Max(0, j - window); i <= Math.Min(a.Length - 1, j + window); i++)
            {
                if (takenA[i] || a[i] != b[j])
                    continue;
                takenA[i] = takenB[j] = true;
                break;
            }
        }
        var inA = a.Where((_, i) => takenA[i]).ToArray();
        var inB = b.Where((_, j) => takenB[j]).ToArray();
        if (inA.Length == 0)
            return 0;
        double m = inA.Length;
        var t = inA.Zip(inB).Count(pair => pair.First != pair.Second) / 2;
        return ((m / a.Length) + (m / b.Length) + ((m - t) / m)) / 3.0;
    }

    public static double WinklerSimilarity(int[] a, int[] b)
    {
        var jaro = Similarity(a, b);
        var prefix = a.Zip(b).Take(4).TakeWhile(pair => pair.First == pair.Second).Count();
        return jaro > 0.7 ? jaro + (prefix * 0.1 * (1.0 - jaro)) : jaro;
    }
}
