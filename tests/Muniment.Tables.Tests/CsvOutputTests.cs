using System.Text;

namespace Muniment.Tables.Tests;

public sealed class CsvOutputTests
{
    [Fact]
    public void Write_ValuesOfEachKind_AreEscapedWhereNeeded()
    {
        var text = Written(["a", "b,c"], csv =>
        {
            csv.Write("O\"Neil, Ann");
            csv.Write(-12L);
            csv.EndRow();
            csv.Write("two\nlines"u8);
            csv.Write(0.1 + 0.2);
            csv.EndRow();
            csv.WriteMissing();
            csv.Write(-1e-7);
            csv.EndRow();
        });

        Assert.Equal("a,\"b,c\"\n\"O\"\"Neil, Ann\",-12\n\"two\nlines\",0.30000000000000004\n,-1E-07\n", text);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("-5", "-5")]
    [InlineData("+44 (0)20 7946", "+44 (0)20 7946")]
    [InlineData("a=b", "a=b")]
    public void Write_Formula_GetsAnApostrophe(string value, string expected) =>
        Assert.Equal($"a\n{expected}\n", Written(["a"], csv =>
        {
            csv.Write(value);
            csv.EndRow();
        }));

    [Fact]
    public void EndRow_OnlyColumnMissing_IsNotAnEmptyLine() =>
        Assert.Equal("a\n\"\"\nx\n", Written(["a"], csv =>
        {
            csv.WriteMissing();
            csv.EndRow();
            csv.Write("x");
            csv.EndRow();
        }));

    [Fact]
    public void EndRow_TooFewValues_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Written(["a", "b"], csv =>
        {
            csv.Write("x");
            csv.EndRow();
        }));

    [Fact]
    public void Write_MoreThanTheBuffer_IsWhole()
    {
        var value = new string('x', 300_001);

        var text = Written(["a", "b"], csv =>
        {
            for (var i = 0; i < 3; i++)
            {
                csv.Write(value);
                csv.Write("q\"" + value);
                csv.EndRow();
            }
        });

        Assert.Equal("a,b\n" + string.Concat(Enumerable.Repeat($"{value},\"q\"\"{value}\"\n", 3)), text);
    }

    [Fact]
    public void Write_MillionRows_AllocatesNothingPerRow()
    {
        using var csv = new CsvOutput(Stream.Null, ["a", "b", "c"]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100_000; i++)
        {
            csv.Write("abc"u8);
            csv.Write((long)i);
            csv.Write(i / 7d);
            csv.EndRow();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    static string Written(string[] columns, Action<CsvOutput> write)
    {
        var stream = new MemoryStream();
        using (var csv = new CsvOutput(stream, columns))
            write(csv);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
