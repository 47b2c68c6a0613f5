using Muniment.Cli.Generating;

namespace Muniment.Cli.Tests.Generating;

public sealed class NameStockTests
{
    internal static readonly NameStock Names = new(threads: 2);

    [Fact]
    public void Stock_Distinct_HoldsTenThousandForenamesAndAHundredAndFiftyThousandSurnames()
    {
        var (forenames, surnames) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        for (var origin = 0; origin < Origin.All.Length; origin++)
        {
            AddAll(forenames, Names.Forenames(origin, female: true));
            AddAll(forenames, Names.Forenames(origin, female: false));
            AddAll(surnames, Names.Surnames(origin));
        }

        Assert.InRange(forenames.Count, 10_000, 60_000);
        Assert.InRange(surnames.Count, 150_000, 400_000);
        Assert.InRange(Origin.All.Length, 20, 100);
    }

    [Fact]
    public void Stock_Names_AreWordsOfLettersWithACapital()
    {
        for (var origin = 0; origin < Origin.All.Length; origin++)
        {
            foreach (var list in new[] { Names.Surnames(origin), Names.Forenames(origin, true), Names.Forenames(origin, false) })
            {
                Assert.True(list.Count is > 50 and < 50_000, $"{Origin.All[origin].Key} has {list.Count} names.");
                for (var name = 0; name < list.Count; name++)
                {
                    var latin = list.Latin(name).ToString();
                    Assert.True(latin.Length is >= 2 and <= 20 && latin.All(letter => char.IsLetter(letter) || letter is ' ' or '-' or '\'' or '.') && latin.Any(char.IsUpper), $"{Origin.All[origin].Key}: {latin}");
                }
            }
        }
    }

    [Fact]
    public void Stock_OtherThreads_SameNames()
    {
        var one = new NameStock(threads: 1);
        for (var origin = 0; origin < Origin.All.Length; origin++)
        {
            Assert.Equal(Names.Surnames(origin).Count, one.Surnames(origin).Count);
            Assert.Equal(Names.Surnames(origin).Latin(Names.Surnames(origin).Count - 1).ToString(), one.Surnames(origin).Latin(one.Surnames(origin).Count - 1).ToString());
        }
    }

    static void AddAll(HashSet<string> into, NameList list)
    {
        for (var name = 0; name < list.Count; name++)
            into.Add(list.Latin(name).ToString());
    }
}
