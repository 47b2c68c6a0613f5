using Muniment.Ledger.Notes;
using Muniment.Ledger.Receipts;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tests.Receipts;

public class ReceiptTests
{
    [Fact]
    public void ToString_Vectors_ByteForByteAndBack()
    {
        var vectors = Vectors.Json("tlog-proof/format.json");
        foreach (var one in vectors.Each("marshal"))
        {
            var hashes = one.Each("hashes").Select(hash => new TreeHash(hash.GetBytesFromBase64())).ToArray();
            var extra = one.TryGetProperty("extraB64", out var given) ? given.GetBytesFromBase64() : null;
            var receipt = new Receipt(one.GetProperty("index").GetInt64(), hashes, one.Text("checkpoint")) { Extra = extra };
            Assert.Equal(one.Text("want"), receipt.ToString());
            var read = Receipt.Parse(receipt.ToBytes());
            Assert.Equal(one.Text("want"), read.ToString());
            Assert.Equal((receipt.Index, hashes.Length), (read.Index, read.Proof.Count));
            Assert.Equal(extra, read.Extra);
        }
        foreach (var bad in vectors.Each("unmarshalMustFail"))
            Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => Receipt.Parse(bad.GetString()!)));
    }

    [Fact]
    public async Task Verify_EveryEntryOfTheTestLog_HoldsForItAlone()
    {
        var keys = Vectors.Json("tlog-tiles-log/keys.json");
        var key = VerifierKey.Parse(keys.Text("verifierKey"));
        var entries = keys.Each("entriesInOrder").Select(entry => System.Text.Encoding.UTF8.GetBytes(entry.GetString()!)).ToArray();
        var reader = new LogReader(new DirectoryLogSource(Vectors.PathOf("tlog-tiles-log")));
        var note = await reader.ReadCheckpointAsync(TestContext.Current.CancellationToken);
        for (var index = 0; index < entries.Length; index++)
        {
            var receipt = Receipt.Parse((await reader.MakeReceiptAsync(index, note, entries[index], TestContext.Current.CancellationToken)).ToBytes());
            Assert.Equal(15, receipt.Verify(receipt.Extra, key).Size);
            Assert.Equal(LedgerFault.BadProof, Vectors.FaultOf(() => receipt.Verify(entries[(index + 1) % 15], key)));
            Assert.Equal(LedgerFault.BadProof, Vectors.FaultOf(() => (receipt with { Index = (index + 1) % 15 }).Verify(receipt.Extra, key)));
            Assert.Equal(LedgerFault.Unsigned, Vectors.FaultOf(() => receipt.Verify(receipt.Extra, NoteSigner.Generate("other", SignatureKind.Ed25519).Key)));
            Assert.Equal(entries[index], (await reader.ReadEntryAsync(index, Checkpoint.Of(note), TestContext.Current.CancellationToken))!.Value.ToArray());
        }
    }
}
