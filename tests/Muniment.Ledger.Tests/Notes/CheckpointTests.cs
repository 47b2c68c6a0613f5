using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tests.Notes;

public class CheckpointTests
{
    [Fact]
    public void Parse_Vectors_AsStated()
    {
        var vectors = Vectors.Json("checkpoint/parse.json");
        var whole = 0;
        foreach (var valid in vectors.Each("valid"))
        {
            var text = Encoding.UTF8.GetString(valid.Base64("textB64"));
            var lines = text.Split('\n');
            if (lines[2].Length != 44) // Go takes roots of any length; C2SP fixes 32 bytes, and so do we. Origin and size are still to be read.
            {
                Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => Checkpoint.Parse(text)));
                lines[2] = TreeHasher.Empty.ToString();
                text = string.Join('\n', lines);
            }
            var checkpoint = Checkpoint.Parse(text);
            Assert.Equal((valid.Text("origin"), valid.GetProperty("size").GetInt64()), (checkpoint.Origin, checkpoint.Size));
            Assert.Equal(text, checkpoint.ToText());
            whole++;
        }
        Assert.Equal(4, whole);
        foreach (var invalid in vectors.Each("invalid"))
            Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => Checkpoint.Parse(Encoding.UTF8.GetString(invalid.Base64("textB64")))));
    }

    [Fact]
    public void Verify_RekorCheckpoints_AsStated()
    {
        var cases = Vectors.Json("rekor-v2/checkpoints.json").EnumerateArray().ToList();
        foreach (var one in cases)
        {
            var keys = one.Each("logs").Where(log => log.Text("keyDetails") == "PKIX_ED25519")
                .Select(log => new VerifierKey(new Uri(log.Text("baseUrl")).Host, SignatureKind.Ed25519, log.Base64("spkiB64").AsSpan(^32))).ToList();
            var proof = Vectors.Hashes(one.Each("hashesB64").Select(hash => hash.GetBytesFromBase64()))!;
            var receipt = new Ledger.Receipts.Receipt(one.GetProperty("logIndex").GetInt64(), proof, one.Text("checkpoint"));
            var failure = Record.Exception(() => receipt.Verify(one.Base64("leafB64"), keys));
            Assert.True(failure is LedgerException == one.GetProperty("wantFail").GetBoolean() && failure is LedgerException or null, $"{one.Text("id")}: {failure}");
        }
        Assert.Equal(11, cases.Count);
    }

    [Fact]
    public void Cosign_Monkeys_VerifiesAsTypeFourAndNotAsAnother()
    {
        var monkeys = Vectors.Json("witness/monkeys.json");
        var log = VerifierKey.Parse(monkeys.Text("logVerifier"));
        var signer = NoteSigner.Parse(monkeys.Text("witnessSigner"));
        var note = SignedNote.Parse(monkeys.Base64("next"));
        Assert.Throws<InvalidOperationException>(() => signer.Cosign(note.Text, 1));

        var cosigner = signer.AsCosigner();
        var cosigned = SignedNote.Parse(note.With(cosigner.Cosign(note.Text, 1_700_000_000)).ToBytes());

        Assert.Equal(1_700_000_000, cosigned.Signatures[1].Time);
        Assert.Equal(2, cosigned.Verify(log, VerifierKey.Parse(monkeys.Text("witnessVerifierV1")).AsCosigner()).Count);
        Assert.Single(cosigned.Verify(log, VerifierKey.Parse(monkeys.Text("witnessVerifierV1"))));
        var moved = cosigned.Signatures[1].Bytes.ToArray();
        moved[7]++;
        Assert.Equal(LedgerFault.BadSignature, Vectors.FaultOf(() => note.With(cosigned.Signatures[1] with { Bytes = moved }).Verify(log, cosigner.Key)));
    }
}
