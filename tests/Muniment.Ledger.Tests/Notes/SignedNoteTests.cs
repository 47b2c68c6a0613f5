using Muniment.Ledger.Notes;

namespace Muniment.Ledger.Tests.Notes;

public class SignedNoteTests
{
    [Fact]
    public void Verify_Vectors_AsStated()
    {
        foreach (var one in Vectors.Json("signed-note/open.json").EnumerateArray().ToList())
        {
            var keys = one.Each("verifiers").Select(key => VerifierKey.Parse(key.GetString()!)).ToList();
            var bytes = one.Base64("noteB64");
            var (id, want) = (one.Text("id"), one.Text("want"));
            if (want == "ok")
            {
                var note = SignedNote.Parse(bytes);
                Assert.Equal(one.Each("verified").Select(name => name.GetString()), note.Verify(keys).Select(good => good.Key.Name));
                Assert.Equal(bytes, note.ToBytes());
                continue;
            }
            var fault = Vectors.FaultOf(() => SignedNote.Parse(bytes).Verify(keys));
            Assert.True(fault == want switch { "malformed" => LedgerFault.Malformed, "unverified" => LedgerFault.Unsigned, _ => LedgerFault.BadSignature }, $"{id}: {fault}");
        }
    }

    [Fact]
    public void Parse_Keys_GoodOnesRoundTripBadOnesAreRefused()
    {
        var vectors = Vectors.Json("signed-note/vkeys.json");
        foreach (var key in vectors.Each("good"))
            Assert.Equal(key.GetString(), VerifierKey.Parse(key.GetString()!).ToString());
        foreach (var bad in vectors.Each("bad"))
            Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => VerifierKey.Parse(bad.Text("vkey"))));
        foreach (var sign in vectors.Each("sign"))
        {
            var signer = NoteSigner.Parse(sign.Text("signerKey"));
            Assert.Equal(sign.Text("signerKey"), signer.Encode());
            Assert.Equal(sign.Base64("wantNoteB64"), SignedNote.Sign(System.Text.Encoding.UTF8.GetString(sign.Base64("textB64")), signer).ToBytes());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIVATE+KEY+a+b+c")]
    [InlineData("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDF")]
    public void Parse_DamagedSigner_DoesNotRepeatTheKey(string text)
    {
        var exception = Assert.Throws<LedgerException>(() => NoteSigner.Parse(text));
        Assert.DoesNotContain("AYEKFAL", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OneBitFlippedAnywhere_IsNeverVerifiedAsSomethingElse()
    {
        var signer = NoteSigner.Parse(Vectors.Json("tlog-tiles-log/keys.json").Text("signerKey"));
        var bytes = Vectors.Bytes("tlog-tiles-log/checkpoint.3");
        var text = SignedNote.Parse(bytes).Text;
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                var note = SignedNote.Parse(bytes);
                note.Verify(signer.Key);
                Assert.Fail($"bit {bit}: '{note.Text}' passes for '{text}'");
            }
            catch (LedgerException)
            {
            }
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Parse_SixteenLargeSignaturesByOthers_AreAccepted()
    {
        var signer = NoteSigner.Generate("example.org/log", SignatureKind.Ed25519);
        var note = SignedNote.Sign("text\n", signer).With(Enumerable.Range(1, 16).Select(i => new NoteSignature($"w{i}", (uint)i, new byte[5000])));

        var read = SignedNote.Parse(note.ToBytes());

        Assert.Equal(17, read.Signatures.Count);
        Assert.Single(read.Verify(signer.Key));
        Assert.Equal(17, read.With(read.Signatures).Signatures.Count);
    }
}
