using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Exchange.Checks;

/// <summary>Whether the time an answer takes tells why nothing is disclosed.</summary>
/// <remarks>With few questions, so that a tired machine passes; with MUNIMENT_TIMING_QUESTIONS=20000 as many, and no guess better than 52 % (bench/run.sh timing).</remarks>
public sealed class TimingTests(ITestOutputHelper output)
{
    const int Bins = 16; // of the guesser, each holding as many times
    const string Capped = "capped";

    static readonly int s_questions = int.Parse(Environment.GetEnvironmentVariable("MUNIMENT_TIMING_QUESTIONS") ?? "360", CultureInfo.InvariantCulture);

    static readonly object s_dai = new { person = new { forename = "Dai", surname = "Owen", birth_date = "1995-01-09" } };
    static readonly object s_evan = new { person = new { forename = "Evan", surname = "Pryce", birth_date = "1950-06-01" } };

    // Each kind beside nobody, asked under the same agreement.
    static readonly (string Name, string Agreement, object Question)[] s_kinds =
    [
        ("nobody", ExchangeUnderTest.AgreementId, ExchangeUnderTest.Nobody),
        ("a child", ExchangeUnderTest.AgreementId, ExchangeUnderTest.Cora),
        ("paused", ExchangeUnderTest.AgreementId, ExchangeUnderTest.Ada),
        ("contested", ExchangeUnderTest.AgreementId, ExchangeUnderTest.Bela),
        ("too old", ExchangeUnderTest.AgreementId, s_evan),
        ("nobody, capped", Capped, ExchangeUnderTest.Nobody),
        ("over the cap for one person", Capped, s_dai),
    ];

    [Fact]
    public async Task Answers_ThatLetNothingOut_TakeTimesThatTellLittle()
    {
        await using var exchange = await StartAsync();
        var times = s_kinds.Select(_ => new List<double>()).ToArray();
        var random = new Random(23);
        const int Warm = 20;
        var rounds = s_questions / s_kinds.Length;

        for (var round = 0; round < rounds + Warm; round++)
        {
            var order = Enumerable.Range(0, s_kinds.Length).ToArray();
            random.Shuffle(order);
            foreach (var kind in order)
            {
                using var request = exchange.Partner.Ask(s_kinds[kind].Agreement, s_kinds[kind].Question, exchange.Clock.GetUtcNow());
                var begun = Stopwatch.GetTimestamp();
                using var response = await exchange.Hub.Client.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                Assert.Contains("nothing-to-disclose", text, StringComparison.Ordinal);
                if (round >= Warm)
                    times[kind].Add(took);
            }
        }

        var limit = Math.Max(0.52, 0.5 + (4 * Math.Sqrt(0.25 / rounds))); // chance, and four standard errors of so many guesses
        for (var kind = 1; kind < times.Length; kind++)
        {
            if (s_kinds[kind].Name.StartsWith("nobody", StringComparison.Ordinal))
                continue;
            var nobody = Array.FindIndex(s_kinds, one => one.Agreement == s_kinds[kind].Agreement);
            var guessed = Guessed(times[nobody], times[kind]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nobody or {s_kinds[kind].Name}: {guessed:P1} guessed right from {2 * rounds} answers; medians {Median(times[nobody]):F3} and {Median(times[kind]):F3} ms"));
            Assert.InRange(guessed, 0, limit);
        }
    }

    static async Task<ExchangeUnderTest> StartAsync()
    {
        static Agreement Forbidding(Agreement agreement) => agreement with { Conditions = [new Condition(Effect.Forbid, [new AgeTest(65, null)], [], "Older people are left alone")] };
        var exchange = await ExchangeUnderTest.StartAsync(change: Forbidding);
        ExchangeUnderTest.Publish(exchange.Hub, [.. ExchangeUnderTest.Rows, "v4,Dai,Owen,1995-01-09,GBR,granted", "v5,Evan,Pryce,1950-06-01,GBR,granted"]);
        await exchange.Hub.Database.WriteAsync(session => AgreementStore.PutAsync(session, Forbidding(ExchangeUnderTest.NewAgreement()) with { Id = Capped, Caps = new(null, null, 1) }, "proposed", "acc_test", exchange.Now));
        Assert.Equal("disclosed", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]);
        Assert.Equal("disclosed", (await exchange.AskAsync(ExchangeUnderTest.Bela))["outcome"]);
        Assert.Equal("disclosed", (await exchange.SendAsync(exchange.Partner.Ask(Capped, s_dai, exchange.Clock.GetUtcNow())))["outcome"]);
        await exchange.PauseAsync("over-forty", new AgeTest(40, null)); // Ada
        string bela;
        using (var reading = exchange.Hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main)!)
            bela = reading.PersonOf("visas", "v2")!;
        foreach (var field in new[] { "match", "status", "nationality" })
            await exchange.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, bela, PersonMarks.ContestedKind, field, "acc_test", "Wrong", exchange.Clock.GetUtcNow()));
        return exchange;
    }

    /// <summary>Share of right guesses of whoever has learnt from every other time how often each kind takes how long, tried on the rest.</summary>
    static double Guessed(List<double> one, List<double> other)
    {
        double[] learnt = [.. one.Where((_, at) => at % 2 == 0).Concat(other.Where((_, at) => at % 2 == 0)).Order()];
        int BinOf(double time) => Enumerable.Range(1, Bins - 1).Count(bin => time >= learnt[bin * learnt.Length / Bins]);
        int[] Counted(List<double> times) => [.. Enumerable.Range(0, Bins).Select(bin => times.Where((time, at) => at % 2 == 0 && BinOf(time) == bin).Count())];
        var (first, second) = (Counted(one), Counted(other));
        bool LooksLikeOne(double time) => first[BinOf(time)] >= second[BinOf(time)];
        var right = one.Where((time, at) => at % 2 == 1 && LooksLikeOne(time)).Count() + other.Where((time, at) => at % 2 == 1 && !LooksLikeOne(time)).Count();
        return right / (double)((one.Count / 2) + (other.Count / 2));
    }

    static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
