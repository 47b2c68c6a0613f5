using Muniment.Ledger.Tiles;

namespace Muniment.Ledger.Tests.Tiles;

public class TilePathTests
{
    [Fact]
    public void Paths_Vectors_AreWrittenAndRead()
    {
        var vectors = Vectors.Json("tlog-tiles-paths/paths.json");
        foreach (var one in vectors.Each("entriesPath"))
            Assert.Equal(one[2].GetString(), new TilePath(TilePath.Entries, one[0].GetInt64(), Width(one[1].GetInt32())).ToString());
        foreach (var one in vectors.Each("entriesPathForLogIndex"))
            Assert.Equal(one[2].GetString(), TilePath.BundleOf(one[0].GetInt64(), one[1].GetInt64()).ToString());
        foreach (var one in vectors.Each("tilePath"))
            Assert.Equal(one[3].GetString(), new TilePath(one[0].GetInt32(), one[1].GetInt64(), Width(one[2].GetInt32())).ToString());
        foreach (var one in vectors.Each("parse"))
        {
            Assert.True(TilePath.TryParse($"tile/{one[0].GetString()}/{one[1].GetString()}", out var tile), one.ToString());
            Assert.Equal(new TilePath(one[2].GetInt32(), one[3].GetInt64(), Width(one[4].GetInt32())), tile);
        }
        foreach (var one in vectors.Each("parseMustFail"))
            Assert.False(TilePath.TryParse($"tile/{one[0].GetString()}/{one[1].GetString()}", out _), one.ToString());
    }

    [Fact]
    public void Edge_Vectors_AreTheTilesOfTheSize()
    {
        foreach (var one in Vectors.Json("tlog-tiles-paths/paths.json").Each("tilesForSize"))
        {
            var size = one.GetProperty("size").GetInt64();
            Assert.Equal(one.GetProperty("partialWidth").EnumerateObject().Select(level => (level.Name, level.Value.GetInt32())), TilePath.Edge(size).Select(tile => ($"{tile.Level}", tile.Width)));
            foreach (var level in one.GetProperty("full").EnumerateObject())
            {
                var last = new TilePath(int.Parse(level.Name, System.Globalization.CultureInfo.InvariantCulture), level.Value.GetInt64() - 1, 256);
                Assert.True(last.IsIn(size));
                Assert.False((last with { Index = last.Index + 1 }).IsIn(size));
            }
        }
        Assert.Equal(8, TilePath.Edge(long.MaxValue).Count());
    }

    [Theory]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/00/000")]
    [InlineData("tile/entries/000.p/0")]
    [InlineData("tile/entries/000.p/01")]
    [InlineData("tile/entries/000.p/256")]
    [InlineData("tile/entries/000/")]
    [InlineData("/tile/entries/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/entries/+01")]
    [InlineData("tile/entries/x/001")]
    [InlineData("tile/")]
    [InlineData("")]
    public void TryParse_AnyOtherSpelling_IsRefused(string path) => Assert.False(TilePath.TryParse(path, out _));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 256)]
    [InlineData(1, 0, 255)]
    [InlineData(63, 0, long.MaxValue)]
    [InlineData(0, long.MaxValue, 1000)]
    [InlineData(0, -1, 1000)]
    public void Of_TileTheTreeDoesNotHave_Throws(int level, long index, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Of(level, index, size));

    static int Width(int partial) => partial == 0 ? TilePath.FullWidth : partial;
}
