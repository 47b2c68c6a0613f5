namespace Muniment.Linkage.Tests.Modelling;

/// <summary>The files of data/golden; see the README there.</summary>
static class Golden
{
    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "golden", path));
}
