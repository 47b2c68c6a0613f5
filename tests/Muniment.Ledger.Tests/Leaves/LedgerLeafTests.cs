using System.Security.Cryptography;
using System.Text;
using Muniment.Ledger.Leaves;

namespace Muniment.Ledger.Tests.Leaves;

public class LedgerLeafTests
{
    static readonly Commitment s_commitment = Commitment.Of(new byte[32], "clear"u8);

    [Fact]
    public void ToBytes_Leaf_IsTheDocumentedLine()
    {
        var leaf = new LedgerLeaf("disclosure", 2026, 3, "driver-push", 2, s_commitment);
        Assert.Equal($"muniment/1 disclosure 2026-03 driver-push 2 {s_commitment}", Encoding.ASCII.GetString(leaf.ToBytes()));
        Assert.Equal(leaf, LedgerLeaf.Parse(leaf.ToBytes()));
        var without = new LedgerLeaf("pause", 2026, 12, null, 0, s_commitment);
        Assert.Equal($"muniment/1 pause 2026-12 - 0 {s_commitment}", without.ToString());
        Assert.Equal(without, LedgerLeaf.Parse(without.ToBytes()));
    }

    [Fact]
    public void Documentation_Example_IsReadAndOpened()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "ledger.md"));
        var leaf = LedgerLeaf.Parse(Encoding.ASCII.GetBytes(lines.Single(line => line.StartsWith("muniment/1 disclosure", StringComparison.Ordinal))));
        Assert.True(leaf.Commitment.IsOpenedBy([.. Enumerable.Range(0, 32).Select(i => (byte)i)], "clear"u8));
    }

    [Theory]
    [InlineData("muniment/1 k 2026-03 a 1 ")]
    [InlineData("muniment/1 k 2026-03 a 1")]
    [InlineData("muniment/2 k 2026-03 a 1 C")]
    [InlineData("muniment/1  k 2026-03 a 1 C")]
    [InlineData("muniment/1 k 2026-03 a 1 C\n")]
    [InlineData("muniment/1 k 2026-03 a 1 C ")]
    [InlineData("muniment/1 K 2026-03 a 1 C")]
    [InlineData("muniment/1 1k 2026-03 a 1 C")]
    [InlineData("muniment/1 k 2026-3 a 1 C")]
    [InlineData("muniment/1 k 2026-13 a 1 C")]
    [InlineData("muniment/1 k 0000-01 a 1 C")]
    [InlineData("muniment/1 k 2026-00 a 1 C")]
    [InlineData("muniment/1 k 2026-03 ä 1 C")]
    [InlineData("muniment/1 k 2026-03 -a 1 C")]
    [InlineData("muniment/1 k 2026-03 - 1 C")]
    [InlineData("muniment/1 k 2026-03 a 0 C")]
    [InlineData("muniment/1 k 2026-03 a 01 C")]
    [InlineData("muniment/1 k 2026-03 a +1 C")]
    [InlineData("muniment/1 k 2026-03 a 2147483648 C")]
    [InlineData("")]
    public void Parse_AnyOtherSpelling_IsRefused(string line) =>
        Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => LedgerLeaf.Parse(Encoding.UTF8.GetBytes(line.Replace("C", s_commitment.ToString(), StringComparison.Ordinal)))));

    [Fact]
    public void Parse_OneByteChanged_IsRefusedOrWritesTheSameBytes()
    {
        var bytes = new LedgerLeaf("disclosure", 2026, 3, "driver-push", 2, s_commitment).ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])bytes.Clone();
                changed[i] = (byte)value;
                try
                {
                    Assert.Equal(changed, LedgerLeaf.Parse(changed).ToBytes());
                }
                catch (LedgerException)
                {
                }
            }
        }
    }

    [Theory]
    [InlineData("", "a", 1)]
    [InlineData("Kind", "a", 1)]
    [InlineData("k", "a b", 1)]
    [InlineData("k", "", 1)]
    [InlineData("k", "a", 0)]
    [InlineData("k", "a", -1)]
    [InlineData("k", null, 1)]
    public void New_OutOfRange_Throws(string kind, string? agreement, int version) =>
        Assert.Throws<ArgumentException>(() => new LedgerLeaf(kind, 2026, 1, agreement, version, s_commitment));

    [Fact]
    public void Commitment_Documented_IsItsFormula()
    {
        var salt = Commitment.NewSalt();
        Assert.Equal(SHA256.HashData([.. "muniment/commitment/v1\n"u8, .. salt, .. "clear"u8]), Commitment.Of(salt, "clear"u8).ToArray());
        Assert.True(Commitment.Of(salt, "clear"u8).IsOpenedBy(salt, "clear"u8));
        Assert.False(Commitment.Of(salt, "clear"u8).IsOpenedBy(salt, "clear "u8));
        Assert.False(Commitment.Of(salt, "clear"u8).IsOpenedBy(salt.AsSpan(1), "clear"u8));
        Assert.Throws<ArgumentException>(() => Commitment.Of(salt.AsSpan(1), "clear"u8));
        Assert.True(Commitment.TryParse(s_commitment.ToString(), out var read) && read == s_commitment);
    }
}
