using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Tests.Columns;

public sealed class ColumnDeriverTests
{
    [Fact]
    public void Map_ValuesFallTogether_ShareTheCodeOfTheFirst()
    {
        using var table = RecordTable.FromRows(["name"], ["bob"], ["ANN"], ["Bob"], [null], ["-"], ["ann"]);

        using var upper = ColumnDeriver.Map(table.Columns[0], "upper", Upper);

        Assert.Equal([1, 2, 1, 0, 0, 2], upper.Codes.Span.ToArray());
        Assert.Equal(["", "BOB", "ANN"], Values(upper));
    }

    [Fact]
    public void Join_MissingParts_AreLeftOut()
    {
        using var table = RecordTable.FromRows(["a", "b", "c"], ["x", null, "y"], [null, null, null], ["x y", null, null], [null, "z", null]);

        using var joined = ColumnDeriver.Join("abc", table.Columns);

        Assert.Equal([1, 0, 1, 2], joined.Codes.Span.ToArray());
        Assert.Equal(["", "x y", "z"], Values(joined));
    }

    [Fact]
    public void Map_EmptyColumn_IsEmpty()
    {
        using var table = RecordTable.FromRows(["a"]);

        using var mapped = ColumnDeriver.Map(table.Columns[0], "b", Upper, threads: 3);

        Assert.Equal(0, mapped.Codes.Length);
        Assert.Equal(1, mapped.Values.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void MapAndJoin_AnyNumberOfThreads_EqualTheSlowWay(int threads)
    {
        var random = new Random(20261121);
        var rows = Enumerable.Range(0, 60_000).Select(_ => new[] { Word(random, 3), Word(random, 2) }).ToArray();
        using var table = RecordTable.FromRows(["a", "b"], rows);

        using var mapped = ColumnDeriver.Map(table.Columns[0], "m", Upper, threads);
        using var joined = ColumnDeriver.Join("j", table.Columns, threads);

        AssertFirstAppearance(mapped, rows.Select(row => row[0] is null or "-" ? "" : row[0]!.ToUpperInvariant()));
        AssertFirstAppearance(joined, rows.Select(row => string.Join(' ', row.Where(part => !string.IsNullOrEmpty(part)))));
    }

    static string? Word(Random random, int letters) =>
        random.Next(10) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(letters + 1)).Select(_ => "abcdefghijABCDEFGHIJ é-"[random.Next(23)])).Trim();

    static bool Upper(ReadOnlySpan<byte> value, ref CleanBuffer destination)
    {
        if (value.SequenceEqual("-"u8))
            return false;
        destination.Load(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value).ToUpperInvariant()));
        return true;
    }

    /// <summary>The definition: codes count up as values are first met, row by row; empty is 0.</summary>
    static void AssertFirstAppearance(Column column, IEnumerable<string> expected)
    {
        var codes = new Dictionary<string, int> { [""] = 0 };
        var slow = expected.Select(value => codes.TryGetValue(value, out var code) ? code : codes[value] = codes.Count).ToArray();
        Assert.Equal(slow, column.Codes.Span.ToArray());
        Assert.Equal(codes.OrderBy(pair => pair.Value).Select(pair => pair.Key), Values(column));
    }

    static string[] Values(Column column) => [.. Enumerable.Range(0, column.Values.Count).Select(code => Encoding.UTF8.GetString(column.Values[code]))];
}
