using System.Text;

namespace Muniment.Tables.Tests;

public sealed class RejectsCsvTests
{
    [Theory]
    [InlineData(true, "=5,\"Zoë, 12\"", "\"'=5,\"\"Zoë, 12\"\"\"")]
    [InlineData(false, "=5,\"Zoë, 12\"", "\"'=0,\"\"xxx, 00\"\"\"")]
    public void Write_RawText_IsMaskedUnlessShown(bool showValues, string raw, string expected)
    {
        using var rejects = new RejectList();
        rejects.Add(new("people", 7, "Bad.", Encoding.UTF8.GetBytes(raw)));
        var stream = new MemoryStream();

        RejectsCsv.Write(stream, rejects, showValues);

        Assert.Equal($"source,line,reason,raw\npeople,7,Bad.,{expected}\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void All_MoreThanFitsInMemory_ComesBackInOrder()
    {
        using var rejects = new RejectList();
        for (var i = 0; i < 5000; i++)
            rejects.Add(new("s", i, "r", new byte[1500]));

        Assert.Equal(Enumerable.Range(0, 5000), rejects.All().Select(reject => (int)reject.LineNumber));
        Assert.Equal(5000, rejects.All().Count(reject => reject.Raw.Length == 1500));
        Assert.Equal(0, rejects.First!.Value.LineNumber);
    }
}
