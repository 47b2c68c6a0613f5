using System.Text;
using System.Text.Json;
using Muniment.Cli.Tests.Docs;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Writing;

namespace Muniment.Cli.Tests.Ledgers;

/// <summary>The commands as a user types them, on a ledger of 300 entries.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    const string Origin = "example.org/ledger";
    static readonly NoteSigner s_signer = new(Origin, SignatureKind.Ed25519, new byte[32]);
    static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muniment-test-");

    public LedgerCommandTests()
    {
        var log = TileLog.Open(PathOf("ledger"), 0, TreeHasher.Empty);
        foreach (var (from, to) in new[] { (0, 200), (200, 300) })
        {
            var entries = Enumerable.Range(from, to - from).Select(i => (ReadOnlyMemory<byte>)new LedgerLeaf("disclosure", 2026, 3, "driver-push", 2, Commitment.Of(s_salt, Encoding.UTF8.GetBytes($"clear {i}"))).ToBytes());
            log.Publish(log.Stage([.. entries]).Checkpoint(Origin).Sign(s_signer));
            File.Copy(PathOf("ledger/checkpoint"), PathOf($"kept-{to}"));
        }
        File.WriteAllText(PathOf("key"), s_signer.Key + "\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Verify_GoodLedger_SaysWhatItIsAndEndsWith0()
    {
        var (code, output, errors) = Run("ledger", "verify", "ledger", "--key", "key", "--since", "kept-200", "--save", "saved");

        Assert.Equal((0, ""), (code, errors));
        var root = Checkpoint.Of(SignedNote.Parse(File.ReadAllBytes(PathOf("kept-300")))).Root;
        Assert.Equal(
            $"""
            example.org/ledger: 300 entries, root {root}
            Signed by {s_signer.Key}.
            Not independently witnessed.
            Every hash leads to the root. Entries verified: 300; not given out: 0.
            It goes on from the earlier checkpoint over 200 entries: none of them was altered.

            """, output);
        Assert.Equal(File.ReadAllBytes(PathOf("kept-300")), File.ReadAllBytes(PathOf("saved")));
    }

    [Fact]
    public void Verify_AlteredTile_NamesFileAndByteAndEndsWith2()
    {
        var tile = PathOf("ledger/tile/0/000");
        var bytes = File.ReadAllBytes(tile);
        bytes[4132] ^= 1;
        File.WriteAllBytes(tile, bytes);

        var (code, output, _) = Run("ledger", "verify", "ledger", "--key", s_signer.Key.ToString(), "--json");

        Assert.Equal(2, code);
        var wrong = JsonDocument.Parse(output).RootElement.GetProperty("wrong");
        Assert.Equal(("tile/0/000", 4132), (wrong.GetProperty("file").GetString(), wrong.GetProperty("offset").GetInt32()));
        Assert.Contains("WRONG: tile/0/000 is wrong at byte 4132: the hash of entry 129", Run("ledger", "verify", "ledger").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prove_ThenCheckReceipt_NeedsNoLedger()
    {
        Assert.Equal(0, Run("ledger", "prove", "ledger", "--index", "131", "--key", "key", "--out", "entry.tlog-proof").ExitCode);
        Directory.Delete(PathOf("ledger"), recursive: true);
        File.WriteAllText(PathOf("clear"), "clear 131");
        var salt = Convert.ToBase64String(s_salt);

        var (code, output, errors) = Run("ledger", "check-receipt", "entry.tlog-proof", "--key", "key", "--salt", salt, "--clear-text", "clear");

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            Proven: this is entry 131 of example.org/ledger, under its checkpoint over 300 entries.
            Not independently witnessed.
            It says: disclosure, 2026-03, under version 2 of agreement driver-push; commitment {Commitment.Of(s_salt, "clear 131"u8)}.
            Salt and clear text are what the entry commits to.

            """, output);
        File.WriteAllText(PathOf("clear"), "clear 132");
        Assert.Equal(2, Run("ledger", "check-receipt", "entry.tlog-proof", "--key", "key", "--salt", salt, "--clear-text", "clear").ExitCode);
        File.WriteAllText(PathOf("other"), "other");
        Assert.Contains("does not prove this entry", Run("ledger", "check-receipt", "entry.tlog-proof", "--key", "key", "--entry", "other").Errors, StringComparison.Ordinal);
        Assert.Equal(2, Run("ledger", "check-receipt", "entry.tlog-proof", "--key", NoteSigner.Generate(Origin, SignatureKind.Ed25519).Key.ToString()).ExitCode);
    }

    [Theory]
    [InlineData("There is no folder 'nowhere'", "ledger", "verify", "nowhere")]
    [InlineData("There is no entry 300", "ledger", "prove", "ledger", "--index", "300")]
    [InlineData("'KEY' is no verifier key", "ledger", "verify", "ledger", "--key", "KEY")]
    [InlineData("give the ledger's public key", "ledger", "check-receipt", "kept-300")]
    [InlineData("has no empty line", "ledger", "check-receipt", "key", "--key", "key")]
    public void Run_Wrong_IsASentenceAnd2(string sentence, params string[] arguments)
    {
        var (code, _, errors) = Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    string PathOf(string name) => Path.Combine(_folder.FullName, name);

    (int ExitCode, string Output, string Errors) Run(params IEnumerable<string> arguments) => Repository.Run(_folder.FullName, arguments);
}
