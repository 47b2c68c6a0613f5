using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Tables.Tests;

public sealed class ExtractLoaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_TwoSourcesWithDifferentColumns_UnionOfColumns()
    {
        var people = _folder.File("people.csv", "unique_id,name,city\n1,Ann,York\n2,Bob,\n");
        var drivers = _folder.File("drivers.jsonl", "{\"id\": 7, \"name\": \"Ann\", \"dob\": \"1980-01-02\"}\n");

        using var result = Load([new(people), new(drivers)]);

        Assert.Equal(["1|Ann|York|", "2|Bob||", "7|Ann||1980-01-02"], Rows(result.Table));
        Assert.Equal(["name", "city", "dob"], result.Table.Columns.Select(column => column.Name));
        Assert.Equal([new("people", 0, 2), new("drivers", 2, 1)], result.Table.Sources);
        Assert.Equal(0, result.Rejects.Count);
        Assert.Empty(result.Notices);
    }

    [Fact]
    public void Load_ValuesSeenBefore_KeepTheCodeOfFirstAppearance()
    {
        var path = _folder.File("a.csv", "id,name\n1,b\n2,a\n3,b\n4,\n5,a\n");

        using var result = Load([new(path)]);

        Assert.Equal([1, 2, 1, 0, 2], result.Table.Columns[0].Codes.Span.ToArray());
        Assert.Equal([1, 2, 2], result.Table.Columns[0].Counts.ToArray());
    }

    [Theory]
    [InlineData("id,name\n1,Ann\n2,Bob\n")]
    [InlineData("id,name\r\n1,Ann\r\n2,Bob")]
    [InlineData("id,name\r1,Ann\r2,Bob\r")]
    [InlineData("\uFEFFid,name\n1, Ann \n\n2,\"Bob\"\n")]
    [InlineData("id\tname\n1\tAnn\n2\tBob\n")]
    [InlineData("id;name\n1;Ann\n2;Bob\n")]
    [InlineData("id|name\n1|Ann\n2|Bob\n")]
    public void Load_EveryLineEndAndSeparator_SameTable(string text)
    {
        using var plain = Load([new(_folder.File("a.csv", text))]);
        using var packed = Load([new(_folder.Packed("a.csv.gz", text))]);

        Assert.Equal(["1|Ann", "2|Bob"], Rows(plain.Table));
        Assert.Equal(["1|Ann", "2|Bob"], Rows(packed.Table));
        Assert.Equal("a", packed.Table.Sources[0].Name);
    }

    [Fact]
    public void Load_Utf16WithMark_IsRead()
    {
        var path = _folder.File("a.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,name\n1,Zoë\n")]);

        using var result = Load([new(path)]);

        Assert.Equal(["1|Zoë"], Rows(result.Table));
    }

    [Fact]
    public void Load_QuotedValues_AreUnquoted()
    {
        var path = _folder.File("a.csv", "id,name,note\n1,\"O\"\"Neil, Ann\",\"two\nlines\"\n2,Bob,x\n");

        using var result = Load([new(path)]);

        Assert.Equal(["1|O\"Neil, Ann|two\nlines", "2|Bob|x"], Rows(result.Table));
    }

    [Fact]
    public void Load_FaultyRows_AreRejectedWithLineAndReason()
    {
        byte[] content = [.. "id,name\n1,Ann\n2\n3,C,D\n4,\"D\"d\n5,E\"e\n\"6\",\"two\nlines\"\n7,"u8, 0xC3, .. "\n8,Hal\n,none\n8,again\n"u8];

        using var result = Load([new(_folder.File("a.csv", content))]);

        Assert.Equal(["1|Ann", "6|two\nlines", "8|Hal"], Rows(result.Table));
        Assert.Equal([3, 4, 5, 6, 9, 11, 12], result.Rejects.All().Select(reject => (int)reject.LineNumber));
        Assert.Equal(
            [
                "The row has 1 fields; the header names 2.",
                "The row has 3 fields; the header names 2.",
                "Text follows a closing quote.",
                "A quote stands inside a value that is not quoted.",
                "The column 'name' is not valid UTF-8. Convert the file to UTF-8.",
                "The record id (column 'id') is missing.",
                "The record id (column 'id') was seen before in this source; the first row with it was kept.",
            ],
            result.Rejects.All().Select(reject => reject.Reason));
        Assert.Equal("5,E\"e", Encoding.UTF8.GetString(result.Rejects.All().ElementAt(3).Raw.Span));
    }

    [Fact]
    public void Load_AscendingIdsThenOneOfThem_IsRejectedAsSeen()
    {
        // Ids that ascend are not looked up; the first that does not brings all of them back.
        const int Ascending = 30_000;
        var text = "id,name\n" + string.Concat(Enumerable.Range(1, Ascending).Select(id => $"{id},Ann\n")) + "17,Bob\n40000,Cy\n25000,Di\n40000,Ed\n40001,Flo\n";

        using var result = Load([new(_folder.File("a.csv", text))]);

        Assert.Equal(Ascending + 2, result.Table.Count);
        Assert.Equal([Ascending + 2, Ascending + 4, Ascending + 5], result.Rejects.All().Select(reject => (int)reject.LineNumber));
    }

    [Theory]
    [InlineData("id,name\n1,Ann\n\"x\ny\",2\n2,\"Bob\n3,Cy\n4,Di\n", "1|Ann;x\ny|2;3|Cy;4|Di", 5)]
    [InlineData("id,name\r\n1,Ann\r\n2,\"Bob", "1|Ann", 3)]
    [InlineData("id,name\r\n2,\"Bob\r\n3,Cy\r\n", "3|Cy", 2)]
    public void Load_QuoteNeverClosed_CostsOneRow(string text, string expected, int line)
    {
        using var result = Load([new(_folder.Packed("a.csv.gz", text))]);

        Assert.Equal(expected.Split(';'), Rows(result.Table));
        var reject = Assert.Single(result.Rejects.All());
        Assert.Equal("A quote is opened and never closed.", reject.Reason);
        Assert.Equal(line, reject.LineNumber);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_FieldOfHundredMegabytes_IsRejected(bool quoted)
    {
        var quote = quoted ? "\"" : "";
        byte[] content = [.. Encoding.UTF8.GetBytes($"id,name\n1,Ann\n2,{quote}"), .. new byte[100_000_000].AsSpan(), .. Encoding.UTF8.GetBytes($"{quote}\n3,Cy\n")];
        content.AsSpan(20, 100_000_000 - 10).Fill((byte)'x');

        using var result = Load([new(_folder.File("a.csv", content))]);

        Assert.Equal(["1|Ann", "3|Cy"], Rows(result.Table));
        var reject = Assert.Single(result.Rejects.All());
        Assert.Equal(3, reject.LineNumber);
        Assert.Contains("bytes long; at most", reject.Reason, StringComparison.Ordinal);
        Assert.Equal(Reject.MaxRawBytes, reject.Raw.Length);
    }

    [Fact]
    public void Load_LongField_IsRejected()
    {
        var path = _folder.File("a.csv", "id,name\n1,Ann\n2,Bartholomew\n3,Cy\n");

        using var result = Load([new(path)], new() { MaxFieldBytes = 5 });

        Assert.Equal(["1|Ann", "3|Cy"], Rows(result.Table));
        Assert.Equal("The column 'name' holds a value of 11 bytes; at most 5 are accepted.", Assert.Single(result.Rejects.All()).Reason);
    }

    [Fact]
    public void Load_ColumnsAllMissingAllEqualAndIdsLikeNumbers_AreKeptAsText()
    {
        var path = _folder.File("a.csv", "id,empty,same\n007,,x\n7,,x\n1e3, ,x\n");

        using var result = Load([new(path)]);

        Assert.Equal(["007||x", "7||x", "1e3||x"], Rows(result.Table));
        Assert.Equal(1, result.Table.Find("empty")!.Values.Count);
        Assert.Equal(2, result.Table.Find("same")!.Values.Count);
    }

    [Fact]
    public void Load_NoIdColumn_RowNumbersServe()
    {
        var path = _folder.File("a.csv", "name,city\nAnn,York\nBob\nCy,Hull\n");

        using var result = Load([new(path)]);

        Assert.Equal(["1|Ann|York", "3|Cy|Hull"], Rows(result.Table));
        Assert.Contains("row numbers", Assert.Single(result.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneColumn_IsTheOnlyField()
    {
        using var result = Load([new(_folder.File("a.csv", "name\nAnn\n\nBob\n"))]);

        Assert.Equal(["1|Ann", "2|Bob"], Rows(result.Table));
    }

    [Fact]
    public void Load_TwoThousandColumns_AllAreThere()
    {
        var path = _folder.File("a.csv", $"id,{string.Join(",", Enumerable.Range(0, 2000).Select(i => $"c{i}"))}\n"
            + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row},{string.Join(",", Enumerable.Range(0, 2000).Select(i => (row * i) % 97))}\n")));

        using var result = Load([new(path)]);

        Assert.Equal(2000, result.Table.Columns.Count);
        Assert.Equal(300, result.Table.Count);
        Assert.Equal((299 * 1999) % 97, int.Parse(Text(result.Table.Columns[1999], 299), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Load_IdColumnRenameAndLeaveOut_AreObeyed()
    {
        var path = _folder.File("a.csv", "key,id,nom,secret\n9,1,Ann,x\n");

        using var result = Load(
            [new(path, "dvla", new Dictionary<string, string> { ["nom"] = "name" })],
            new() { IdColumn = "key", LeaveOut = ["secret"] });

        Assert.Equal(["9|1|Ann"], Rows(result.Table));
        Assert.Equal(["id", "name"], result.Table.Columns.Select(column => column.Name));
        Assert.Equal("dvla", result.Table.Sources[0].Name);
    }

    [Fact]
    public void Load_TwoExtractsOfOneSource_AreSideBySideAndIdsUniqueOverBoth()
    {
        var first = _folder.File("a.csv", "id,n\n1,a\n");
        var other = _folder.File("b.csv", "id,n\n1,b\n");
        var second = _folder.File("c.csv", "id,n\n1,c\n2,d\n");

        using var result = Load([new(first, "s"), new(other), new(second, "s")]);

        Assert.Equal(["1|a", "2|d", "1|b"], Rows(result.Table));
        Assert.Equal([new("s", 0, 2), new("b", 2, 1)], result.Table.Sources);
        Assert.Equal(1, result.Rejects.Count);
    }

    /// <summary>Many batches, faults of every kind spread over them: threads must not change a byte, nor what is rejected.</summary>
    [Fact]
    public void Load_AnyNumberOfThreads_SameTableAndRejects()
    {
        var random = new Random(7);
        var text = new StringBuilder("id,name,city,note\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(random.Next(50) == 0 ? random.Next(i + 1) : i).Append(",n").Append(random.Next(5000)).Append(',').Append(random.Next(3) == 0 ? "" : $"\"c, {random.Next(300)}\"");
            text.Append(random.Next(400) switch { 0 => "", 1 => ",x\"y", 2 => ",\"x\"y", 3 => ",\"two\nlines\"", 4 => ",a,b", _ => ",n" }).Append('\n');
        }
        var path = _folder.Packed("a.csv.gz", text.ToString());
        var other = _folder.File("b.csv", "city,id,zip\nYork,1,Y1\n");
        using var alone = Load([new(path), new(other)], new() { Threads = 1 });

        foreach (var threads in new[] { 2, 3, 8 })
        {
            using var together = Load([new(path), new(other)], new() { Threads = threads });

            Assert.Equal(alone.Table.Columns.Select(column => column.Name), together.Table.Columns.Select(column => column.Name));
            Assert.True(alone.Table.Ids.Bytes.Span.SequenceEqual(together.Table.Ids.Bytes.Span));
            foreach (var (one, many) in alone.Table.Columns.Zip(together.Table.Columns))
            {
                Assert.True(one.Codes.Span.SequenceEqual(many.Codes.Span));
                Assert.True(one.Values.Bytes.Span.SequenceEqual(many.Values.Bytes.Span));
                Assert.True(one.Values.Offsets.Span.SequenceEqual(many.Values.Offsets.Span));
            }
            Assert.Equal(alone.Rejects.All().Select(Shown), together.Rejects.All().Select(Shown));
        }
        Assert.True(alone.Rejects.Count > 1000);
    }

    static string Shown(Reject reject) => $"{reject.Source} {reject.LineNumber} {reject.Reason} {Convert.ToHexString(reject.Raw.Span)}";

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("id,name\n", "has a header but no records")]
    [InlineData("id,name\n1\n", "None of the 1 rows could be used")]
    [InlineData("id,name,name\n1,a,b\n", "columns 2 and 3 are both called 'name'")]
    [InlineData("\n\n", "has no header line")]
    [InlineData("id,\"name\n1,a\n", "is never closed")]
    public void Load_UnusableFile_SaysWhy(string text, string expected)
    {
        var path = _folder.File("a.csv", text);

        var exception = Assert.Throws<BadInputException>(() => Load([new(path)]));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFileOrColumn_SaysWhy()
    {
        var path = _folder.File("a.csv", "id,name\n1,a\n");

        Assert.Contains("There is no file", Assert.Throws<BadInputException>(() => Load([new(path + "x")])).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'key'", Assert.Throws<BadInputException>(() => Load([new(path)], new() { IdColumn = "key" })).Message, StringComparison.Ordinal);
        Assert.Contains("would both be the source 'a'", Assert.Throws<BadInputException>(() => Load([new(path), new(path)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DamagedPack_SaysSo()
    {
        var path = _folder.Packed("a.csv.gz", "id,name\n" + string.Concat(Enumerable.Range(0, 20000).Select(i => $"{i},n{i * 7919}\n")));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0xff;
        File.WriteAllBytes(path, bytes);

        var exception = Record.Exception(() => Load([new(path)]).Dispose());

        Assert.IsType<BadInputException>(exception);
    }

    static LoadResult Load(IReadOnlyList<Extract> extracts, LoadOptions? options = null) =>
        ExtractLoader.Load(extracts, options, null, TestContext.Current.CancellationToken);

    internal static string[] Rows(RecordTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(row => string.Join('|', table.Columns.Select(column => Text(column, row)).Prepend(table.IdOf(row))))];

    static string Text(Column column, int row) => Encoding.UTF8.GetString(column.Values[column.Codes[row]]);
}
