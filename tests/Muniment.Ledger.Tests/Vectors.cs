using System.Text.Json;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tests;

/// <summary>Reads the vectors in data/; its README says where they are from.</summary>
static class Vectors
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(Bytes(name));
        return document.RootElement.Clone();
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static byte[] Base64(this JsonElement element, string property) => element.GetProperty(property).GetBytesFromBase64();

    public static TreeHash Hash(this JsonElement element, string property) => new(element.Base64(property));

    public static TreeHash FromHex(string hex) => new(Convert.FromHexString(hex));

    public static IEnumerable<JsonElement> Each(this JsonElement element, string property) =>
        element.TryGetProperty(property, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().ToList() : [];

    /// <summary>A proof's hashes; null if one of them has another length than a hash.</summary>
    public static TreeHash[]? Hashes(IEnumerable<byte[]> hashes)
    {
        var all = hashes.ToList();
        return all.TrueForAll(hash => hash.Length == TreeHash.Length) ? [.. all.Select(hash => new TreeHash(hash))] : null;
    }

    public static LedgerFault FaultOf(Action action) => Assert.Throws<LedgerException>(action).Fault;

}

/// <summary>A folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muniment-ledger-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
