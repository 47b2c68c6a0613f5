using System.Security.Cryptography;

namespace Muniment.Ledger.Tests.Reference;

/// <summary>RFC 6962, section 2.1, as it is written: recursive, on lists. The fast twins are tested against it.</summary>
static class SlowTree
{
    public static byte[] Root(byte[][] entries)
    {
        if (entries.Length == 0)
            return SHA256.HashData([]);
        if (entries.Length == 1)
            return SHA256.HashData([0, .. entries[0]]);
        var k = Split(entries.Length);
        return SHA256.HashData([1, .. Root(entries[..k]), .. Root(entries[k..])]);
    }

    public static List<byte[]> Path(int m, byte[][] entries)
    {
        if (entries.Length == 1)
            return [];
        var k = Split(entries.Length);
        return m < k ? [.. Path(m, entries[..k]), Root(entries[k..])] : [.. Path(m - k, entries[k..]), Root(entries[..k])];
    }

    public static List<byte[]> Proof(int m, byte[][] entries) => SubProof(m, entries, true);

    static List<byte[]> SubProof(int m, byte[][] entries, bool whole)
    {
        if (m == entries.Length)
            return whole ? [] : [Root(entries)];
        var k = Split(entries.Length);
        return m <= k ? [.. SubProof(m, entries[..k], whole), Root(entries[k..])] : [.. SubProof(m - k, entries[k..], false), Root(entries[..k])];
    }

    static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
