namespace Muniment.Linkage.Tests.Reference;

/// <summary>Jaccard by sets.</summary>
static class SlowJaccard
{
    public static double Similarity(int[] a, int[] b) =>
        a.Length == 0 || b.Length == 0 ? 0 : (double)a.Intersect(b).Count() / a.Union(b).Count();
}
