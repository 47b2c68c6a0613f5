using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tests.Notes;

public class WitnessPolicyTests
{
    static readonly NoteSigner s_log = new("example.org/log", SignatureKind.Ed25519, new byte[32]);
    static readonly NoteSigner[] s_witnesses = [.. Enumerable.Range(1, 6).Select(i => new NoteSigner($"w{i}", SignatureKind.Cosignature, [(byte)i, .. new byte[31]]))];

    static readonly string s_policy = $"""
        # two levels, as in the specification
        log {s_log.Key} https://example.org/log
        witness X1 {s_witnesses[0].Key}
        witness X2 {s_witnesses[1].Key} https://x2.example
        {'\t'}witness  X3   {s_witnesses[2].Key}
        group X-witnesses 2 X1 X2 X3
        witness Y1 {s_witnesses[3].Key}
        witness Y2 {s_witnesses[4].Key}
        witness Y3 {s_witnesses[5].Key}
        group Y-witnesses any Y1 Y2 Y3
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y
        """;

    [Fact]
    public void Parse_Vector_IsRead()
    {
        foreach (var valid in Vectors.Json("tlog-policy/policies.json").Each("valid"))
        {
            var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes(valid.GetString()!));
            Assert.Equal(["https://sigsum.org/witness/", "https://example.com/witness/"], policy.Witnesses.Select(witness => witness.Url));
            Assert.All(policy.Witnesses, witness => Assert.Equal(SignatureKind.Cosignature, witness.Key.Kind));
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("123", false)]
    [InlineData("456", false)]
    [InlineData("14", false)]
    [InlineData("124", true)]
    [InlineData("236", true)]
    [InlineData("123456", true)]
    public void Verify_TwoLevels_NeedsBothGroups(string who, bool enough)
    {
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes(s_policy));
        var note = new Checkpoint("example.org/log", 0, TreeHasher.Empty).Sign(s_log);
        note = note.With(who.Select(letter => s_witnesses[letter - '1'].Cosign(note.Text, 5)));

        var findings = policy.Examine(note);

        Assert.Equal((1, who.Length, enough), (findings.Log.Count, findings.Cosignatures.Count, findings.QuorumReached));
        if (!enough)
            Assert.Equal(LedgerFault.NotWitnessed, Vectors.FaultOf(() => policy.Verify(note)));
    }

    [Fact]
    public void Verify_OtherOriginSignedWithTheLogsKey_IsRefused()
    {
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {s_log.Key}\nquorum none\n"));
        Assert.True(policy.AsksForNone);
        Assert.Equal(LedgerFault.Unsigned, Vectors.FaultOf(() => policy.Verify(new Checkpoint("example.org/other", 0, TreeHasher.Empty).Sign(s_log))));
    }

    [Theory]
    [InlineData("", "no quorum line")]
    [InlineData("quorum nobody", "Line 1")]
    [InlineData("quorum none\nquorum none", "Line 2")]
    [InlineData("witness a KEY\nwitness b KEY\nquorum a", "stands there twice")]
    [InlineData("witness none KEY\nquorum none", "is taken")]
    [InlineData("witness a KEY\ngroup g any a a\nquorum g", "nobody may count twice")]
    [InlineData("witness a KEY\ngroup g any a\ngroup h any a\nquorum g", "nobody may count twice")]
    [InlineData("witness a KEY\ngroup g 2 a\nquorum g", "from 1 to 1")]
    [InlineData("witness a KEY\ngroup g 0 a\nquorum g", "from 1 to 1")]
    [InlineData("group g any a\nwitness a KEY\nquorum g", "line before")]
    [InlineData("group g any g\nquorum g", "line before")]
    [InlineData("surprise\nquorum none", "'surprise'")]
    [InlineData("quorum none\r\n", "control character")]
    public void Parse_Wrong_SaysWhere(string text, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace("KEY", s_witnesses[0].Key.ToString(), StringComparison.Ordinal));
        Assert.Contains(message, Assert.Throws<LedgerException>(() => WitnessPolicy.Parse(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NotUtf8_IsTakenAsItIs()
    {
        byte[] bytes = [.. "# \xff comment\n"u8, 0xff, (byte)'\n'];
        Assert.Throws<LedgerException>(() => WitnessPolicy.Parse(bytes)); // 0xff as a word is no line's name.
        Assert.NotNull(WitnessPolicy.Parse([(byte)'#', 0xff, (byte)'\n', .. "quorum none"u8]));
    }
}
