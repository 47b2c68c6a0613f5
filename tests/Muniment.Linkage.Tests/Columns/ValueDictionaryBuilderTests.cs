using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Tests.Columns;

public sealed unsafe class ValueDictionaryBuilderTests
{
    [Fact]
    public void Code_EmptyValue_IsMissing()
    {
        using var builder = new ValueDictionaryBuilder();

        Assert.Equal(0, builder.Code([]));
        using var values = builder.Build();
        Assert.Equal(1, values.Count);
        Assert.Equal(0, values.ByteCount);
    }

    [Fact]
    public void Append_SameValueTwice_TwoCodes()
    {
        using var builder = new ValueDictionaryBuilder();

        Assert.Equal(1, builder.Append("x"u8));
        Assert.Equal(2, builder.Append("x"u8));
        using var values = builder.Build();
        Assert.True(values[1].SequenceEqual("x"u8));
        Assert.True(values[2].SequenceEqual("x"u8));
    }

    /// <summary>Every length around the hash's branches, many values, many repeats: one by one and by batches, against a Dictionary.</summary>
    [Theory]
    [InlineData(500, 40)]
    [InlineData(200_000, 12)]
    [InlineData(3_000, 300)]
    public void CodesAndCode_RandomValues_EqualADictionary(int distinct, int longest)
    {
        var random = new Random(distinct);
        var pool = Enumerable.Range(0, distinct).Select(_ => Value(random, longest)).ToArray();
        var cells = new Cell[distinct * 3];
        var bytes = new MemoryStream();
        var slow = new Dictionary<string, int> { [""] = 0 };
        var expected = new int[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var value = pool[random.Next(pool.Length)];
            cells[i] = new((int)bytes.Length, value.Length);
            bytes.Write(value);
            var key = Convert.ToBase64String(value);
            expected[i] = slow.TryGetValue(key, out var code) ? code : slow[key] = slow.Count;
        }
        bytes.Write(new byte[64]);
        var codes = new int[cells.Length];
        using var byBatch = new ValueDictionaryBuilder();
        using var oneByOne = new ValueDictionaryBuilder();

        fixed (byte* start = bytes.GetBuffer())
            byBatch.Codes(start, cells, codes);

        Assert.Equal(expected, codes);
        Assert.Equal(expected, cells.Select(cell => oneByOne.Code(bytes.GetBuffer().AsSpan(cell.Start, cell.Length))));
        using var values = byBatch.Build();
        Assert.Equal(slow.OrderBy(pair => pair.Value).Select(pair => pair.Key), Enumerable.Range(0, values.Count).Select(code => Convert.ToBase64String(values[code])));
    }

    [Fact]
    public void Build_Builder_OffsetsStartWithTheMissingValue()
    {
        using var builder = new ValueDictionaryBuilder();
        builder.Code("ab"u8);
        builder.Code("c"u8);

        using var values = builder.Build();

        Assert.Equal([0L, 0L, 2L, 3L], values.Offsets.Span.ToArray());
        Assert.Equal("abc", Encoding.UTF8.GetString(values.Bytes.Span));
    }

    static byte[] Value(Random random, int longest)
    {
        var value = new byte[random.Next(longest + 1)];
        for (var i = 0; i < value.Length; i++)
            value[i] = (byte)random.Next('a', 'e');
        return value;
    }
}
