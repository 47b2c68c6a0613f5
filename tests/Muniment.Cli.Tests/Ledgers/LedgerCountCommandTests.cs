using System.Text;
using System.Text.Json;
using Muniment.Cli.Tests.Docs;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Writing;

namespace Muniment.Cli.Tests.Ledgers;

/// <summary>Anybody counts a ledger of 300 entries; an inspector counts their openings.</summary>
public sealed class LedgerCountCommandTests : IDisposable
{
    const string Origin = "example.org/ledger";
    static readonly NoteSigner s_signer = new(Origin, SignatureKind.Ed25519, new byte[32]);
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muniment-test-");

    public LedgerCountCommandTests()
    {
        var entries = Enumerable.Range(0, 300).Select(i => (Salt: Salt(i), Opening: Opening(i))).ToList();
        var leaves = entries.Select((entry, i) => Leaf(i, Commitment.Of(entry.Salt, entry.Opening))).ToList();
        var log = TileLog.Open(PathOf("ledger"), 0, TreeHasher.Empty);
        log.Publish(log.Stage([.. leaves.Select(leaf => (ReadOnlyMemory<byte>)leaf.ToBytes())]).Checkpoint(Origin).Sign(s_signer));
        File.WriteAllLines(PathOf("openings"), entries.Select((entry, i) => JsonSerializer.Serialize(new { index = i, leaf = leaves[i].ToString(), salt = entry.Salt, opening = entry.Opening })));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Count_PublicEntries_SaysEventsByMonthAndAgreement()
    {
        var (code, output, errors) = Run("ledger", "count", "ledger", "--key", s_signer.Key.ToString(), "--from", "2026-03");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("2026-03  banks  60\n2026-03  driver-push  100\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-02", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_Openings_CountsWhatTheySay()
    {
        var (code, output, _) = Run("ledger", "count", "ledger", "--openings", "openings", "--json");

        Assert.Equal(0, code);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((300, 7), (json.GetProperty("openings").GetInt32(), json.GetProperty("people").GetInt32()));
        var last = json.GetProperty("events").EnumerateArray().Last();
        Assert.Equal(("2026-03", "driver-push", 100), (last.GetProperty("month").GetString(), last.GetProperty("agreement").GetString(), last.GetProperty("events").GetInt32()));
        Assert.Equal((50, 50, 100), (last.GetProperty("disclosed").GetInt32(), last.GetProperty("nothing_to_disclose").GetInt32(), last.GetProperty("fields").GetInt32()));
    }

    [Fact]
    public void Count_OpeningAltered_SaysTheLineAndEndsWith2()
    {
        var lines = File.ReadAllLines(PathOf("openings"));
        lines[6] = lines[7].Replace("\"index\":7", "\"index\":6", StringComparison.Ordinal);
        var other = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(lines[6])!;
        lines[6] = JsonSerializer.Serialize(new { index = 6, leaf = other["leaf"], salt = other["salt"], opening = Opening(9) });
        File.WriteAllLines(PathOf("openings"), lines);

        var (code, _, errors) = Run("ledger", "count", "--openings", "openings");

        Assert.Equal(2, code);
        Assert.Contains("line 7", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_OpeningOfAnotherEntry_IsFoundOut()
    {
        var lines = File.ReadAllLines(PathOf("openings"));
        lines[6] = lines[7].Replace("\"index\":7", "\"index\":6", StringComparison.Ordinal);
        File.WriteAllLines(PathOf("openings"), lines);

        var (code, _, errors) = Run("ledger", "count", "ledger", "--openings", "openings");

        Assert.Equal(2, code);
        Assert.Contains("entry 6", errors, StringComparison.Ordinal);
    }

    static byte[] Salt(int i) => [.. Enumerable.Range(i, 32).Select(b => (byte)b)];

    static byte[] Opening(int i) => Encoding.UTF8.GetBytes($$"""{"id":"ent_{{i}}","subject":"p{{i % 7}}","outcome":"{{(i % 2 == 0 ? "disclosed" : "nothing-to-disclose")}}","reason":0,"fields":{{(i % 2 == 0 ? """["a","b"]""" : "[]")}}}""");

    static LedgerLeaf Leaf(int i, Commitment commitment) => new(i < 280 ? "check" : "view", 2026, i < 120 ? 2 : 3, i < 220 ? "driver-push" : i < 280 ? "banks" : null, i < 280 ? 1 : 0, commitment);

    string PathOf(string name) => Path.Combine(_folder.FullName, name);

    (int Code, string Output, string Errors) Run(params IEnumerable<string> arguments) => Repository.Run(_folder.FullName, arguments);
}
