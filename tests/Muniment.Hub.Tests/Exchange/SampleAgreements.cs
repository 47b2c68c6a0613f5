using Muniment.Hub.Exchange.Agreements;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>The agreements under samples/, which the documents show.</summary>
static class SampleAgreements
{
    static readonly string s_root = FindRoot();

    public static Agreement Pupils => Read("agreements/pupils.json");

    public static Agreement DriverLicences => Read("agreements/driver-licences.json");

    public static Agreement Read(string path) => AgreementJson.Read(Bytes(path));

    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(s_root, "samples", path));

    public static IEnumerable<string> Paths(string folder) =>
        Directory.GetFiles(Path.Combine(s_root, "samples", folder), "*.json").Order(StringComparer.Ordinal).Select(path => $"{folder}/{Path.GetFileName(path)}");

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Muniment.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"No Muniment.slnx above {AppContext.BaseDirectory}.");
        return folder;
    }
}
