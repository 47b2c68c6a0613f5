using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Tests.Columns;

public sealed class TableFilesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_WrittenTable_IsTheSame()
    {
        using var table = Sample(1000);
        Write(table);

        using var opened = TableFiles.Open(_folder);

        Assert.Equal(table.Sources, opened.Sources);
        Assert.Equal(Rows(table), Rows(opened));
        Assert.Equal(table.Columns.Select(column => column.Counts.ToArray()), opened.Columns.Select(column => column.Counts.ToArray()));
    }

    [Fact]
    public void Open_TableWithoutRowsOrColumns_IsTheSame()
    {
        using var table = new RecordTableBuilder().Source("s").Build();
        Write(table);

        using var opened = TableFiles.Open(_folder);

        Assert.Equal(0, opened.Count);
        Assert.Empty(opened.Columns);
    }

    [Fact]
    public void Write_KnownTable_HasTheDocumentedBytes()
    {
        using var table = RecordTable.FromRows(["n"], ["b"], [null], ["é"]);
        Write(table);

        var file = File.ReadAllBytes(Path.Combine(_folder, "0000.column"));

        Assert.Equal("MUNIMENT"u8.ToArray(), file[..8]);
        Assert.Equal([1, 3, 3, 3], new[] { 8, 12, 16, 24 }.Select(at => BitConverter.ToInt32(file, at))); // Version, kind, rows, values.
        Assert.Equal(192, BitConverter.ToInt64(file, 64)); // After the header and three entries, 160 bytes.
        Assert.Equal([0L, 0L, 1L, 3L], Enumerable.Range(0, 4).Select(i => BitConverter.ToInt64(file, 192 + (8 * i))));
        Assert.Equal("bé", Encoding.UTF8.GetString(file, 256, 3));
        Assert.Equal([1, 0, 2], Enumerable.Range(0, 3).Select(i => BitConverter.ToInt32(file, 320 + (4 * i))));
        Assert.Equal(320 + 64 + 64, file.Length);
        Assert.Equal(["0000.column", "ids.column", "table.index"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>One flipped bit anywhere that carries meaning is found, and said with file and place.</summary>
    [Fact]
    public void Open_AnyBitFlipped_IsRefused()
    {
        using var table = Sample(20);
        Write(table);
        foreach (var path in Directory.GetFiles(_folder))
        {
            var good = File.ReadAllBytes(path);
            foreach (var at in MeaningfulBytes(good))
            {
                var bad = (byte[])good.Clone();
                bad[at] ^= (byte)(1 << (at % 8));
                File.WriteAllBytes(path, bad);
                var exception = Assert.Throws<DamagedFileException>(() => TableFiles.Open(_folder));
                Assert.Equal(path, exception.Path);
                Assert.NotEqual(exception.Expected, exception.Actual);
            }
            File.WriteAllBytes(path, good);
        }
        TableFiles.Open(_folder).Dispose();
    }

    [Fact]
    public void Open_FileCutOrOfAnotherTable_IsRefused()
    {
        using var table = Sample(20);
        Write(table);
        var path = Path.Combine(_folder, "0001.column");
        var good = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 1, 63, 64, 200, good.Length - 65 })
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Throws<DamagedFileException>(() => TableFiles.Open(_folder, verify: false));
        }
        File.Copy(Path.Combine(_folder, "0000.column"), path, overwrite: true);

        var exception = Assert.Throws<DamagedFileException>(() => TableFiles.Open(_folder));

        Assert.Equal(36, exception.Offset);
        Assert.Contains("0001.column", exception.Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => TableFiles.Open(_folder));
    }

    static IEnumerable<int> MeaningfulBytes(byte[] file)
    {
        var sections = BitConverter.ToInt32(file, 32);
        var ranges = Enumerable.Range(0, sections).Select(i => ((int)BitConverter.ToInt64(file, 64 + (32 * i)), (int)BitConverter.ToInt64(file, 72 + (32 * i)))).Prepend((0, 64 + (32 * sections)));
        return ranges.SelectMany(range => Enumerable.Range(range.Item1, range.Item2)).Where(at => at % 3 == 0 || at < 64);
    }

    static RecordTable Sample(int rows)
    {
        var builder = new RecordTableBuilder("name", "city", "none").Source("a");
        for (var i = 0; i < rows; i++)
        {
            if (i == rows / 2)
                builder.Source("b");
            builder.Add($"r{i}", $"Zoë {i % 17}", i % 3 == 0 ? null : $"city{i % 5}", null);
        }
        return builder.Build();
    }

    void Write(RecordTable table) => TableFiles.Write(table, name => File.Create(Path.Combine(_folder, name)));

    static string[] Rows(RecordTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(row => string.Join('|', table.Columns.Select(column => $"{column.Name}={Encoding.UTF8.GetString(column.Values[column.Codes[row]])}").Prepend(table.IdOf(row))))];
}
