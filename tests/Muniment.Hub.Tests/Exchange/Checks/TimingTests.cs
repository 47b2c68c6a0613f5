using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Exchange.Checks;

/// <summary>Whether the time an answer takes tells why nothing is disclosed.</summary>
/// <remarks>With few questions, so that a tired machine passes; with MUNIMENT_TIMING_QUESTIONS=20000 as many, and no guess better than 52 % (bench/README.md).</remarks>
public sealed class TimingTests
{
    static readonly int s_questions = int.Parse(Environment.GetEnvironmentVariable("MUNIMENT_TIMING_QUESTIONS") ?? "600", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Answers_ThatLetNothingOut_TakeTimesThatTellLittle()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var all = await exchange.AskAsync(ExchangeUnderTest.Ada); // warm
        Assert.Equal(200, all.Status);
        Assert.Equal("disclosed", (await exchange.AskAsync(ExchangeUnderTest.Bela))["outcome"]);
        await exchange.PauseAsync("over-forty", new AgeTest(40, null)); // Ada
        string bela;
        using (var reading = exchange.Hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main)!)
            bela = reading.PersonOf("visas", "v2")!;
        foreach (var field in new[] { "match", "status", "nationality" })
            await exchange.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, bela, PersonMarks.ContestedKind, field, "acc_test", "Wrong", exchange.Clock.GetUtcNow()));
        object[] questions = [ExchangeUnderTest.Nobody, ExchangeUnderTest.Cora, ExchangeUnderTest.Ada, ExchangeUnderTest.Bela]; // nobody, a child, paused, contested
        var rounds = s_questions / questions.Length;
        var times = questions.Select(_ => new List<double>()).ToArray();

        for (var round = 0; round < rounds + 20; round++)
        {
            for (var kind = 0; kind < questions.Length; kind++)
            {
                var begun = Stopwatch.GetTimestamp();
                var answer = await exchange.AskAsync(questions[kind]);
                var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                Assert.Equal("nothing-to-disclose", answer["outcome"]);
                if (round >= 20)
                    times[kind].Add(Math.Log(took));
            }
        }

        for (var kind = 1; kind < times.Length; kind++)
        {
            var guessed = Guessed(times[0], times[kind]);
            TestContext.Current.SendDiagnosticMessage($"{kind}: {guessed:P1}");
            Assert.InRange(guessed, 0, Math.Max(0.52, 0.5 + (4 * Math.Sqrt(0.25 / rounds)))); // chance, and four standard errors of so many guesses
        }
    }

    /// <summary>Share of right guesses by the nearer centroid, learnt on every other time and tried on the rest.</summary>
    static double Guessed(List<double> one, List<double> other)
    {
        double Centre(List<double> times) => times.Where((_, at) => at % 2 == 0).Average();
        var (first, second) = (Centre(one), Centre(other));
        var right = one.Where((time, at) => at % 2 == 1 && Math.Abs(time - first) <= Math.Abs(time - second)).Count() + other.Where((time, at) => at % 2 == 1 && Math.Abs(time - second) < Math.Abs(time - first)).Count();
        return right / (double)((one.Count / 2) + (other.Count / 2));
    }
}
