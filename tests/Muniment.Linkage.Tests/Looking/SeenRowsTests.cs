using Muniment.Linkage.Looking;

namespace Muniment.Linkage.Tests.Looking;

public sealed class SeenRowsTests
{
    [Fact]
    public void Add_ManyQueries_RemembersTheRowsOfTheLastAlone()
    {
        var random = new Random(3);
        var seen = new SeenRows();
        for (var query = 0; query < 200; query++)
        {
            var expected = new HashSet<int>();
            seen.Clear();
            for (var k = random.Next(3000); k > 0; k--)
            {
                var row = random.Next(4000);
                Assert.Equal(expected.Contains(row), seen.Has(row));
                Assert.Equal(expected.Add(row), seen.Add(row));
            }
        }
    }
}
