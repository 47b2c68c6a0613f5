using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Exchange.Urgent;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Urgent;

public sealed class UrgentDisclosuresTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Urgent_AskedApprovedReviewed_ByThreePeopleIsCountedInPublic(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var urgent = exchange.Hub.Services.GetRequiredService<UrgentDisclosures>();
        var (ann, ben, rita) = (exchange.Staff("ann", Role.Caseworker), exchange.Staff("ben", Role.AgreementOfficer), exchange.Staff("rita", Role.Reviewer));

        var id = await urgent.AskAsync(Asked(exchange, "v1"), ann);
        Assert.Equal("own-question", await CodeAsync(() => urgent.ApproveAsync(id, ann)));
        var answer = await urgent.ApproveAsync(id, ben);
        Assert.Equal("decided", await CodeAsync(() => urgent.ApproveAsync(id, ben)));
        Assert.Equal("own-question", await CodeAsync(() => urgent.ReviewAsync(id, true, "Right", ben)));
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(35));
        var overdue = await exchange.Hub.Client.GetStringAsync("/register/urgent.json");
        await urgent.ReviewAsync(id, true, "A life was at stake", rita);
        var reviewed = await exchange.Hub.Client.GetStringAsync("/register/urgent.json");

        Assert.Equal(["granted"], answer.Fields["status"]);
        Assert.Equal("""{"months":[{"month":"2026-03","disclosures":1}],"reviews_waiting":1,"reviews_overdue":1}""", overdue);
        Assert.Contains("\"reviews_waiting\":0", reviewed, StringComparison.Ordinal);
        Assert.Equal(3, await exchange.EntriesAsync("urgent"));
    }

    [Fact]
    public async Task Approve_EverythingPaused_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var urgent = exchange.Hub.Services.GetRequiredService<UrgentDisclosures>();
        var id = await urgent.AskAsync(Asked(exchange, "v1"), exchange.Staff("ann", Role.Caseworker));

        await exchange.PauseAsync("over-forty", new AgeTest(40, null));

        Assert.Equal("rules-refuse", await CodeAsync(() => urgent.ApproveAsync(id, exchange.Staff("ben", Role.AgreementOfficer))));
    }

    [Theory]
    [InlineData(2026, 3, 2, 2026, 3, 9)]
    [InlineData(2026, 3, 6, 2026, 3, 13)]
    [InlineData(2026, 3, 7, 2026, 3, 13)]
    public void DueAfter_ADay_IsTheFifthWorkingDay(int year, int month, int day, int dueYear, int dueMonth, int dueDay) =>
        Assert.Equal(new LocalDate(dueYear, dueMonth, dueDay), UrgentDisclosures.DueAfter(new LocalDate(year, month, day)));

    static UrgentRequest Asked(ExchangeUnderTest exchange, string record)
    {
        using var reading = exchange.Hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main)!;
        return new UrgentRequest(reading.PersonOf("visas", record)!, SnapshotPartition.Main, "Coast guard, duty officer", ["status"], "vital-interests", "She is missing at sea");
    }

    static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Code;
}
