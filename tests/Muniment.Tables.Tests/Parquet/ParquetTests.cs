using System.Text;
using Muniment.Tables.Parquet;
using Muniment.Tables.Parquet.DuckDb;

namespace Muniment.Tables.Tests.Parquet;

public sealed class ParquetTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static void NeedLibrary() =>
        Assert.SkipUnless(DuckDbLibrary.IsIn(DuckDbLibrary.Folder), "DuckDB's library is not beside the tests: npm was not there when they were built.");

    string At(string name) => Path.Combine(_folder, name);

    /// <summary>Writes what a query of DuckDB's own yields, to have types that our writer does not write.</summary>
    string Written(string name, string query)
    {
        using var connection = new DuckConnection("allowed_directories", _folder, threads: 1);
        connection.Execute($"COPY ({query}) TO '{At(name)}' (FORMAT parquet)", TestContext.Current.CancellationToken);
        return At(name);
    }

    static void WritePeople(string path, int people)
    {
        var next = 0;
        ParquetColumn[] columns = [new("name", ParquetType.Text), new("row", ParquetType.WholeNumber), new("weight", ParquetType.Number)];
        ParquetWriter.Write(path, columns, rows =>
        {
            var count = 0;
            for (; count < ParquetRows.Capacity && next < people; count++, next++)
            {
                if (next % 7 == 0)
                    rows.SetMissing(0, count);
                else
                    rows.SetText(0, count, Encoding.UTF8.GetBytes($"Ærøskøbing-Łukasz {next}"));
                rows.SetWholeNumber(1, count, next - 3L);
                rows.SetNumber(2, count, next / 8d);
            }
            return count;
        }, TestContext.Current.CancellationToken);
    }

    /// <summary>The names, then each row's values; what is missing and what is empty look alike, as to everyone who loads.</summary>
    static List<string> Lines(string path, int threads = 1, int[]? wanted = null)
    {
        using var rows = new ParquetRowSource(new Extract(path), threads);
        wanted ??= [.. Enumerable.Range(0, rows.ColumnNames.Count)];
        var names = wanted.Select(column => rows.ColumnNames[column]).ToArray();
        List<string> lines = [string.Join('|', names)];
        using var batch = new RowBatch(wanted, names, 1 << 20);
        while (rows.Read(batch, TestContext.Current.CancellationToken))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                Assert.Equal(lines.Count, batch.LineOf(row));
                lines.Add(string.Join('|', wanted.Select((_, column) => Encoding.UTF8.GetString(batch.Value(row, column)))));
            }
            batch.Clear();
        }
        return lines;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(300_000)]
    public void ReadBatch_WhatWasWritten_ComesBack(int people)
    {
        NeedLibrary();
        WritePeople(At("people.parquet"), people);
        var expected = Enumerable.Range(0, people)
            .Select(i => FormattableString.Invariant($"{(i % 7 == 0 ? "" : $"Ærøskøbing-Łukasz {i}")}|{i - 3}|{i / 8d}"))
            .Prepend("name|row|weight");

        Assert.Equal(expected, Lines(At("people.parquet")));
        Assert.Equal(expected, Lines(At("people.parquet"), threads: 2));
    }

    [Fact]
    public void Write_SameRowsTwice_SameBytes()
    {
        NeedLibrary();
        WritePeople(At("a.parquet"), 10_000);
        WritePeople(At("b.parquet"), 10_000);

        Assert.Equal(File.ReadAllBytes(At("a.parquet")), File.ReadAllBytes(At("b.parquet")));
    }

    [Fact]
    public void Write_FillThrows_ThrowsItAndLeavesNothing()
    {
        NeedLibrary();
        var calls = 0;
        var thrown = Assert.Throws<InvalidOperationException>(() => ParquetWriter.Write(At("x.parquet"), [new("name", ParquetType.Text)], rows =>
        {
            rows.SetText(0, 0, "Ana"u8);
            return ++calls < 3 ? 1 : throw new InvalidOperationException("The third batch fails.");
        }, TestContext.Current.CancellationToken));

        Assert.Equal("The third batch fails.", thrown.Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_NotUtf8_Throws()
    {
        NeedLibrary();
        Assert.Throws<ArgumentException>(() => ParquetWriter.Write(At("x.parquet"), [new("name", ParquetType.Text)], rows =>
        {
            rows.SetText(0, 0, [0x41, 0xFF]);
            return 1;
        }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ReadBatch_OtherTypes_AreText()
    {
        NeedLibrary();
        var path = Written("types.parquet", """"
            SELECT DATE '1980-02-29' AS born, 7::BIGINT AS id, 12.0::DOUBLE AS "odd ""name""", 12.5::FLOAT AS half, true AS alive,
                   TIMESTAMP '2020-01-02 03:04:05' AS seen, ['a', 'b'] AS names, 1.50::DECIMAL(5,2) AS price, 'x'::BLOB AS old_text, ''::VARCHAR AS empty
            UNION ALL BY NAME SELECT NULL::DATE AS born
            """");

        Assert.Equal(
            [
                "born|id|odd \"name\"|half|alive|seen|names|price|old_text|empty",
                "1980-02-29|7|12|12.5|true|2020-01-02 03:04:05|a b|1.50|x|",
                "|||||||||",
            ],
            Lines(path));
    }

    [Theory]
    [InlineData("a[1]*?.parquet")]
    [InlineData("it's.parquet")]
    [InlineData("year=2020.parquet")]
    public void ReadBatch_OddFileName_IsTakenLiterally(string name)
    {
        NeedLibrary();
        WritePeople(At("plain.parquet"), 5);
        File.Move(At("plain.parquet"), At(name));
        WritePeople(At("a1xy.parquet"), 50);

        Assert.Equal(6, Lines(At(name)).Count);
    }

    [Fact]
    public void Open_NotParquet_SaysSo()
    {
        NeedLibrary();
        File.WriteAllText(At("people.parquet"), "name,born\nAna,1980-01-01\n");

        var thrown = Assert.Throws<BadInputException>(() => Lines(At("people.parquet")));

        Assert.Contains("people.parquet' cannot be read as Parquet (", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public void ReadBatch_CutShort_SaysSo(double share)
    {
        NeedLibrary();
        WritePeople(At("people.parquet"), 20_000);
        var bytes = File.ReadAllBytes(At("people.parquet"));
        File.WriteAllBytes(At("people.parquet"), bytes[..(int)(bytes.Length * share)]);

        Assert.Throws<BadInputException>(() => Lines(At("people.parquet")));
    }

    [Fact]
    public void ReadBatch_PagesOverwritten_SaysSo()
    {
        NeedLibrary();
        WritePeople(At("people.parquet"), 20_000);
        var bytes = File.ReadAllBytes(At("people.parquet"));
        bytes.AsSpan(100, bytes.Length / 2).Fill(0xA5);
        File.WriteAllBytes(At("people.parquet"), bytes);

        Assert.Throws<BadInputException>(() => Lines(At("people.parquet")));
    }

    [Fact]
    public void Open_NoSuchFile_SaysSo() =>
        Assert.Contains("There is no file", Assert.Throws<BadInputException>(() => ExtractLoader.Load([new Extract(At("gone.parquet"))], null, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_NoLibrary_SaysWhatToInstall()
    {
        File.WriteAllText(At("people.parquet"), "PAR1");

        var thrown = Assert.Throws<BadInputException>(() => new ParquetRowSource(new Extract(At("people.parquet")), 1, _folder));

        Assert.Contains("apt-get install nodejs npm", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadBatch_Cancelled_Throws()
    {
        NeedLibrary();
        WritePeople(At("people.parquet"), 20_000);
        using var stop = new CancellationTokenSource();
        using var rows = new ParquetRowSource(new Extract(At("people.parquet")), 1);
        using var batch = new RowBatch([0], ["name"], 1 << 20);
        Assert.True(rows.Read(batch, stop.Token));
        batch.Clear();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => rows.Read(batch, stop.Token));
    }

    [Fact]
    public void Read_SomeColumns_InTheOrderWanted()
    {
        NeedLibrary();
        WritePeople(At("people.parquet"), 3);

        Assert.Equal(["weight|name", "0|", "0.125|Ærøskøbing-Łukasz 1", "0.25|Ærøskøbing-Łukasz 2"], Lines(At("people.parquet"), wanted: [2, 0]));
    }

    [Fact]
    public void Read_NestedColumn_SaysWhichUnlessUnwanted()
    {
        NeedLibrary();
        var path = Written("nested.parquet", "SELECT {'forename': 'Ana'} AS name, 1 AS id");

        Assert.Contains("'name'", Assert.Throws<BadInputException>(() => Lines(path)).Message, StringComparison.Ordinal);
        Assert.Equal(["id", "1"], Lines(path, wanted: [1]));
    }

    [Fact]
    public void Load_ParquetBesideCsv_OneTable()
    {
        NeedLibrary();
        var parquet = Written("clinic.parquet", "SELECT 7 AS id, 'Ana' AS name, DATE '1980-02-29' AS born");
        File.WriteAllText(At("school.csv"), "id,name,born\n1,Bo,1999-01-02\n");

        using var loaded = ExtractLoader.Load([new Extract(parquet), new Extract(At("school.csv"))], null, null, TestContext.Current.CancellationToken);

        Assert.Equal(2, loaded.Table.Count);
        Assert.Equal(["clinic", "school"], loaded.Table.Sources.Select(source => source.Name));
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/muniment-escaped.csv'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("ATTACH '/tmp/muniment-escaped.db'")]
    [InlineData("SET enable_external_access = true")]
    public void Execute_OutsideTheSandbox_IsRefused(string sql)
    {
        NeedLibrary();
        using var connection = new DuckConnection("allowed_directories", _folder, threads: 1);

        Assert.Throws<DuckException>(() => connection.Execute(sql, TestContext.Current.CancellationToken));
    }
}
