using Muniment.Linkage.Internals;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Internals;

public sealed class Crc32CTests
{
    [Fact]
    public void Of_CheckString_IsThePublishedValue()
    {
        Assert.Equal(0xe3069283u, Crc32C.Of("123456789"u8)); // RFC 3720's polynomial; the "check" of the CRC catalogue.
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32])); // RFC 3720, B.4: 32 bytes of zeros, aa 36 91 8a.
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void Of_AnyLengthWholeOrInParts_EqualsTheSlowOne()
    {
        var random = new Random(1);
        for (var length = 0; length < 100; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var cut = random.Next(length + 1);
            Assert.Equal(SlowCrc32C.Of(bytes), Crc32C.Of(bytes));
            Assert.Equal(SlowCrc32C.Of(bytes), Crc32C.Of(bytes.AsSpan(cut), Crc32C.Of(bytes.AsSpan(0, cut))));
        }
    }
}
