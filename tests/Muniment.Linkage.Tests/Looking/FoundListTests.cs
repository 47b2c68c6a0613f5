using Muniment.Linkage.Looking;

namespace Muniment.Linkage.Tests.Looking;

public sealed class FoundListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void Add_AnyOrder_EndsWithTheBestRecordOfTheBestPersons(int top)
    {
        var random = new Random(top);
        var list = new FoundList();
        for (var round = 0; round < 200; round++)
        {
            var scores = Enumerable.Range(0, random.Next(60)).Select(row => (Row: row, Person: random.Next(12), Score: (long)random.Next(6) << 40)).ToArray();
            var expected = scores.OrderByDescending(item => item.Score).ThenBy(item => item.Row).DistinctBy(item => item.Person).Take(top)
                .Select(item => new FoundPerson(item.Person, item.Row, item.Score >> 40));
            random.Shuffle(scores);

            list.Clear(top, long.MinValue);
            foreach (var (row, person, score) in scores)
                list.Add(person, row, score);

            Assert.Equal(expected, list.Found().ToArray());
        }
    }
}
