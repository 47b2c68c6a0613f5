namespace Muniment.Linkage.Tests.Reference;

/// <summary>The definition, bit by bit: the Castagnoli polynomial, reflected.</summary>
static class SlowCrc32C
{
    public static uint Of(byte[] bytes)
    {
        var crc = ~0u;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }
        return ~crc;
    }
}
