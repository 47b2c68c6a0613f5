using Muniment.Hub.Disclosures.Counting;

namespace Muniment.Hub.Tests.Disclosures.Counting;

/// <summary>An attacker who knows the method, the agreement, and every exact total that the ledger shows.</summary>
public sealed class CellRoundingTests
{
    static readonly CellRounding s_rounding = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(11, 1, true)]
    [InlineData(13, 2, false)]
    [InlineData(10, 3, true)]
    [InlineData(16, 1, false)]
    public void IsSafe_EveryCellWithEveryRounding_LeavesFiveValuesBehindEachNumber(int questions, int mostFields, bool canWait)
    {
        var terms = new CellTerms(mostFields, canWait);
        var known = new KnownOfCell(questions, 0, null, terms);
        var behind = new Dictionary<PublishedAnswers, HashSet<long>[]>();
        var (cells, untold) = (0, 0);
        foreach (var counts in Cells(questions, mostFields, canWait))
        {
            cells++;
            var isTold = false;
            foreach (var answers in Roundings(counts, mostFields))
            {
                if (!known.IsSafe(answers))
                    continue;
                isTold = true;
                if (!behind.TryGetValue(answers, out var values))
                    behind.Add(answers, values = [.. Enumerable.Range(0, 6).Select(_ => new HashSet<long>())]);
                foreach (var (set, value) in values.Zip([counts.DisclosedAtOnce, counts.Nothing, counts.Refused, counts.People, counts.Fields, counts.Pending]))
                    set.Add(value);
            }
            untold += isTold ? 0 : 1;
        }

        Assert.NotEmpty(behind);
        foreach (var (answers, values) in behind)
        {
            foreach (var set in values.Take(canWait ? 6 : 5))
                Assert.True(set.Count >= CellRounding.LeastChoices, $"{answers} tells: {string.Join(", ", set)}");
        }
        Assert.InRange((double)untold / cells, 0, 0.25); // these are told with a larger base
    }

    [Fact]
    public void Round_RandomCells_AreToldWithABaseOfFiveMostly()
    {
        var random = new Random(11);
        var bases = new List<long>();
        for (var i = 0; i < 2000; i++)
        {
            var counts = RandomCounts(random, 10 + random.Next(500));
            var cell = s_rounding.Round("2026-01", $"a{i}", counts, new CellTerms(3, true));
            bases.Add(cell.Answers?.Base ?? 0);
            Assert.True(cell.Answers is null || Math.Abs(cell.Answers.Disclosed - counts.DisclosedAtOnce) < cell.Answers.Base);
            Assert.Equal(counts.Events, cell.Events);
        }

        Assert.InRange(bases.Count(unit => unit == 5), 1900, 2000);
        Assert.InRange(bases.Count(unit => unit == 0), 0, 2);
    }

    [Fact]
    public void Round_ManyCells_StaysRightOnAverage()
    {
        var (truth, told) = (0L, 0L);
        for (var i = 0; i < 4000; i++)
        {
            var counts = new MonthCounts { Events = 100, Questions = 100, DisclosedAtOnce = 50 + (i % 7), Nothing = 30, People = 40, Fields = 90 };
            var cell = s_rounding.Round("2026-01", $"a{i}", counts, new CellTerms(3, false));
            truth += counts.DisclosedAtOnce;
            told += cell.Answers!.Disclosed;
        }

        Assert.InRange((double)told / truth, 0.998, 1.002);
    }

    [Fact]
    public void Round_FewQuestions_TellsWhatTheLedgerTells()
    {
        var one = s_rounding.Round("2026-01", "a", new MonthCounts { Events = 9, Questions = 9, DisclosedAtOnce = 9, People = 9, Fields = 18, Reviews = 9, Approved = 1, OutcomesReturned = 9, Wrong = 9 }, new CellTerms(2, true));
        var other = s_rounding.Round("2026-01", "a", new MonthCounts { Events = 9, Questions = 9, Nothing = 9, Reviews = 9, OutcomesReturned = 9 }, new CellTerms(2, true));

        Assert.Equal(one, other);
    }

    internal static MonthCounts RandomCounts(Random random, int questions)
    {
        var disclosed = random.Next(questions + 1);
        var nothing = random.Next(questions - disclosed + 1);
        var pending = random.Next(questions - disclosed - nothing + 1);
        var reviews = random.Next(20);
        var approved = random.Next(reviews + 1);
        var all = disclosed + approved;
        var returned = random.Next(30);
        return new MonthCounts
        {
            Events = questions,
            Questions = questions,
            DisclosedAtOnce = disclosed,
            Nothing = nothing,
            Pending = pending,
            Reviews = reviews,
            Approved = approved,
            People = all == 0 ? 0 : 1 + random.Next(all),
            Fields = all + random.Next((2 * all) + 1),
            OutcomesReturned = returned,
            Wrong = random.Next(returned + 1),
        };
    }

    static IEnumerable<MonthCounts> Cells(int questions, int mostFields, bool canWait)
    {
        for (var disclosed = 0; disclosed <= questions; disclosed++)
        {
            for (var nothing = 0; nothing <= questions - disclosed; nothing++)
            {
                for (var pending = 0; pending <= (canWait ? questions - disclosed - nothing : 0); pending++)
                {
                    for (var people = Math.Min(1, disclosed); people <= disclosed; people++)
                    {
                        for (var fields = disclosed; fields <= disclosed * mostFields; fields++)
                            yield return new MonthCounts { Events = questions, Questions = questions, DisclosedAtOnce = disclosed, Nothing = nothing, Pending = pending, People = people, Fields = fields };
                    }
                }
            }
        }
    }

    static IEnumerable<PublishedAnswers> Roundings(MonthCounts counts, int mostFields) =>
        from disclosed in Next(counts.DisclosedAtOnce, 5)
        from nothing in Next(counts.Nothing, 5)
        from pending in Next(counts.Pending, 5)
        from refused in Next(counts.Refused, 5)
        from people in Next(counts.People, 5)
        from fields in Next(counts.Fields, 5 * mostFields)
        select new PublishedAnswers(5, disclosed, nothing, pending, refused, people, fields);

    static long[] Next(long count, long unit) => count % unit == 0 ? [count] : [count - (count % unit), count - (count % unit) + unit];
}
