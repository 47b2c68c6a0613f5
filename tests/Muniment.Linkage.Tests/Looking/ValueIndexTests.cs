using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;

namespace Muniment.Linkage.Tests.Looking;

public sealed class ValueIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void Find_EveryValueAndOthers_GivesTheCodeOrZero(int count)
    {
        var random = new Random(count);
        using var builder = new ValueDictionaryBuilder();
        for (var k = 0; k < count; k++)
            builder.Code(Encoding.UTF8.GetBytes(k + new string('é', random.Next(20))));
        using var values = builder.Build();
        using var index = new ValueIndex(values);

        for (var code = 1; code < values.Count; code++)
            Assert.Equal(code, index.Find(values[code], ValueIndex.HashOf(values[code])));
        for (var k = 0; k < 1000; k++)
        {
            var other = Encoding.UTF8.GetBytes("x" + k);
            Assert.Equal(0, index.Find(other, ValueIndex.HashOf(other)));
        }
    }
}
