namespace Muniment.Linkage.Tests.Reference;

/// <summary>The edit distances by their definitions: the whole matrix, no shortcuts.</summary>
static class SlowEditDistance
{
    public static int Levenshtein(int[] a, int[] b) => Fill(a, b, (_, _, _) => int.MaxValue);

    public static int OptimalAlignment(int[] a, int[] b) => Fill(a, b, (d, i, j) =>
        i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? d[i - 2, j - 2] + 1 : int.MaxValue);

    /// <summary>Lowrance and Wagner: the best swap of two elements with anything deleted or inserted between them, all tried.</summary>
    public static int DamerauLevenshtein(int[] a, int[] b) => Fill(a, b, (d, i, j) =>
    {
        var best = int.MaxValue;
        for (var k = 1; k < i; k++)
        {
            for (var l = 1; l < j; l++)
            {
                if (a[k - 1] == b[j - 1] && a[i - 1] == b[l - 1])
                    best = Math.Min(best, d[k - 1, l - 1] + (i - k - 1) + 1 + (j - l - 1));
            }
        }
        return best;
    });

    static int Fill(int[] a, int[] b, Func<int[,], int, int, int> swap)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1),
                        Math.Min(d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), swap(d, i, j)));
            }
        }
        return d[a.Length, b.Length];
    }
}
