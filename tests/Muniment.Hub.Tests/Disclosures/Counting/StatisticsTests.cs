using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tests.Exchange;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Verifying;

namespace Muniment.Hub.Tests.Disclosures.Counting;

public sealed class StatisticsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Read_AMonthHasEnded_EventsAreThoseOfTheLedgerAndTheRestIsRounded(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        for (var i = 0; i < 12; i++)
            await exchange.AskAsync(i % 3 == 0 ? ExchangeUnderTest.Nobody : ExchangeUnderTest.Ada);
        await exchange.PublishedAsync();
        Assert.Empty((await Read(exchange)).GetProperty("rows").EnumerateArray()); // March goes on
        exchange.Clock.Advance(TimeSpan.FromDays(31));

        var row = (await Read(exchange)).GetProperty("rows")[0];
        var ledger = await CountLedger(exchange);

        Assert.Equal(("licences", "Driving licences"), (row.GetProperty("key").GetString(), row.GetProperty("name").GetString()));
        Assert.Equal((12, 12), (row.GetProperty("events").GetInt32(), row.GetProperty("questions").GetInt32()));
        Assert.Equal(12, ledger["2026-03 licences check"]);
        Assert.All(["disclosed", "nothing_to_disclose", "fields", "people_at_most"], name => Assert.Equal(0, row.GetProperty(name).GetInt32() % 5));
        Assert.InRange(row.GetProperty("disclosed").GetInt32(), 5, 10);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Count_Recomputed_IsWhatTheMonthWas(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        for (var i = 0; i < 3; i++)
            await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.AskAsync(ExchangeUnderTest.Bela);
        await exchange.AskAsync(ExchangeUnderTest.Cora);

        var counts = (await exchange.Hub.Services.GetRequiredService<Statistics>().CountAsync("2026-03"))["licences"];

        Assert.Equal(new MonthCounts { Events = 5, Questions = 5, DisclosedAtOnce = 4, Nothing = 1, People = 2, Fields = 12 }, counts);
    }

    [Fact]
    public async Task Openings_AnInspectorTakesThem_EachOpensItsLeafAndTheTakingIsAnEntry()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.AskAsync(ExchangeUnderTest.Nobody);
        await exchange.PublishedAsync();
        using var inspector = await Browser.SignedInAsync(exchange.Hub, Role.Inspector);
        using var steward = await Browser.SignedInAsync(exchange.Hub, Role.Steward);

        var lines = (await inspector.ReadAsync("/api/staff/openings?from=2026-03-01&to=2026-03-31")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var refused = await steward.GetAsync("/api/staff/openings");

        var counter = new OpeningCounter();
        foreach (var line in lines.Select(line => JsonDocument.Parse(line).RootElement))
        {
            var leaf = LedgerLeaf.Parse(Encoding.ASCII.GetBytes(line.GetProperty("leaf").GetString()!));
            Assert.True(leaf.Commitment.IsOpenedBy(line.GetProperty("salt").GetBytesFromBase64(), line.GetProperty("opening").GetBytesFromBase64()));
            counter.Add(leaf.Kind, "2026-03", leaf.Agreement, line.GetProperty("opening").GetBytesFromBase64());
        }
        Assert.Equal(new MonthCounts { Events = 2, Questions = 2, DisclosedAtOnce = 1, Nothing = 1, People = 1, Fields = 3 }, counter.Counts[("2026-03", "licences")]);
        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'ledger-read'")));
    }

    [Fact]
    public async Task Attestation_OfAMonth_IsSignedByTheLedgersKeyAndHoldsItsTable()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        exchange.Clock.Advance(TimeSpan.FromDays(31));

        var note = SignedNote.Parse(await exchange.Hub.Client.GetStringAsync("/statistics/attestation?month=2026-03"));
        var (month, json) = StatisticsAttestation.Verify(note, VerifierKey.Parse((await exchange.Hub.Client.GetStringAsync("/ledger/key")).Trim()));
        using var unknown = await exchange.Hub.Client.GetAsync("/statistics/attestation?month=2026-04");

        Assert.Equal("2026-03", month);
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("rows")[0].GetProperty("events").GetInt32());
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Fact]
    public async Task Read_ReviewsLapsed_AreNamed()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.PauseAsync("over-thirties", new Muniment.Hub.Exchange.Rules.AgeTest(30, null));
        exchange.Clock.Advance(TimeSpan.FromDays(400));

        var overdue = (await Read(exchange)).GetProperty("overdue");

        Assert.Equal("licences", overdue.GetProperty("agreements")[0].GetString());
        Assert.Equal("over-thirties", overdue.GetProperty("pauses")[0].GetString());
    }

    [Theory, InlineData("?from=2026-13"), InlineData("?from=2026-04&to=2026-03"), InlineData("?by=person"), InlineData("?from=x%27--")]
    public async Task Read_NotAsDocumented_IsABadRequest(string query)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();

        using var answer = await exchange.Hub.Client.GetAsync("/statistics.json" + query);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    /// <summary>All windows and groupings are subtracted from each other: what comes out is the sum of published cells, for every pair, and so nothing new.</summary>
    [Fact]
    public void TableOf_EveryTableMinusEveryOther_TellsNothingButPublishedCells()
    {
        var random = new Random(5);
        var rounding = new CellRounding(new byte[32]);
        var months = Enumerable.Range(1, 12).Select(month => $"2026-{month:00}").ToList();
        string[] agreements = ["a", "b", "c", "d"];
        var cells = months.SelectMany(month => agreements.Select(id => rounding.Round(month, id, CellRoundingTests.RandomCounts(random, random.Next(40)), new CellTerms(3, true)))).ToList();
        var rules = Rules(agreements);
        var tables = new List<(HashSet<string> Cells, StatisticsRow Row)>();
        foreach (var by in Enum.GetValues<StatisticsGrouping>())
        {
            for (var from = 0; from < months.Count; from++)
            {
                for (var to = from; to < months.Count; to++)
                {
                    var table = Statistics.TableOf(cells, rules, new StatisticsQuery(months[from], months[to], by), Hub.Exchange.Rules.Moment.Noon(new(2027, 2, 1)));
                    tables.AddRange(table.Rows.Append(table.Total).Select(row => (CellsOf(row, by, rules, months[from..(to + 1)]), row)));
                }
            }
        }

        foreach (var (large, whole) in tables)
        {
            foreach (var (small, part) in tables)
            {
                if (!small.IsProperSubsetOf(large))
                    continue;
                var rest = StatisticsRow.Sum("", "", false, [.. cells.Where(cell => large.Contains($"{cell.Month} {cell.Agreement}") && !small.Contains($"{cell.Month} {cell.Agreement}"))]);
                Assert.Equal((rest.Events, rest.Disclosed, rest.Nothing, rest.Pending, rest.Refused, rest.PeopleAtMost, rest.Fields, rest.Wrong),
                    (whole.Events - part.Events, whole.Disclosed - part.Disclosed, whole.Nothing - part.Nothing, whole.Pending - part.Pending, whole.Refused - part.Refused, whole.PeopleAtMost - part.PeopleAtMost, whole.Fields - part.Fields, whole.Wrong - part.Wrong));
            }
        }
    }

    static HashSet<string> CellsOf(StatisticsRow row, StatisticsGrouping grouping, RulesInForce rules, List<string> months) => [.. from month in months
        from agreement in rules.Agreements.Values.Select(versions => versions[0])
        where row.Key == "total" || (grouping == StatisticsGrouping.Partner ? agreement.Partner.Id == row.Key : grouping == StatisticsGrouping.Source ? agreement.Sources.Contains(row.Key) : agreement.Id == row.Key)
        select $"{month} {agreement.Id}"];

    static RulesInForce Rules(string[] agreements) => new()
    {
        Revision = 1,
        Agreements = agreements.Select((id, index) => ExchangeUnderTest.NewAgreement() with { Id = id, Partner = new($"government-organisation:P{index / 2}", "P"), Sources = index == 0 ? ["s1", "s2"] : [$"s{index}"] })
            .ToDictionary(agreement => agreement.Id, agreement => System.Collections.Immutable.ImmutableArray.Create(agreement)),
        Pauses = [],
        Keys = new Dictionary<string, PartnerKey>(),
    };

    static async Task<JsonElement> Read(ExchangeUnderTest exchange) => JsonDocument.Parse(await exchange.Hub.Client.GetStringAsync("/statistics.json")).RootElement;

    /// <summary>As anybody does it: from the published files alone.</summary>
    static async Task<Dictionary<string, int>> CountLedger(ExchangeUnderTest exchange)
    {
        var counts = new Dictionary<string, int>();
        var key = VerifierKey.Parse((await exchange.Hub.Client.GetStringAsync("/ledger/key")).Trim());
        var report = await LogVerifier.VerifyAsync(new HttpLogSource(exchange.Hub.Client, new Uri(exchange.Hub.Client.BaseAddress!, "ledger")), new VerifyOptions
        {
            Keys = [key],
            Leaf = seen =>
            {
                var leaf = LedgerLeaf.Parse(seen.Entry!.Value.Span);
                var name = $"{leaf.Year:0000}-{leaf.Month:00} {leaf.Agreement ?? "-"} {leaf.Kind}";
                counts[name] = counts.GetValueOrDefault(name) + 1;
            },
        });
        Assert.True(report.IsGood);
        return counts;
    }
}
