using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Disclosures.Breaches;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Disclosures.Breaches;

public sealed class BreachBookTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Scope_AStolenKey_IsEverythingItSignedAndNothingElse(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var book = exchange.Hub.Services.GetRequiredService<BreachBook>();
        var (officer, _) = await Browser.MakeAccountAsync(exchange.Hub, Role.Steward);
        var by = Made.Actor("one", Role.Steward);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.AskAsync(ExchangeUnderTest.Bela);
        await exchange.AskAsync(ExchangeUnderTest.Cora); // a child: nothing left

        var stolen = await book.OpenAsync("A key was stolen", exchange.Clock.GetUtcNow(), officer.Id, Scope(exchange, key: exchange.Partner.Kid), by);
        var other = await book.OpenAsync("Another key was stolen", exchange.Clock.GetUtcNow(), officer.Id, Scope(exchange, key: "another"), by);
        var reach = await book.ScopeAsync(stolen.Id, by);
        var people = await book.PeopleAsync(stolen.Id, new Actor(officer.Id, "", new HashSet<Role> { Role.Steward }, exchange.Clock.GetUtcNow()));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => book.PeopleAsync(stolen.Id, by));

        Assert.Equal((4L, 3L, 2L), (reach.Entries, reach.Disclosures, reach.People));
        Assert.Equal(4, reach.ByAgreement[ExchangeUnderTest.AgreementId]);
        Assert.Equal(0, (await book.ScopeAsync(other.Id, by)).Entries);
        Assert.Equal([1, 2], people.Select(person => person.Entries.Count).Order());
        Assert.Equal(["match", "nationality", "status"], people[0].Fields);
        Assert.Equal("not-the-officer", refused.Code);
        Assert.Equal(["opened", "scoped", "list-read"], (await book.ListAsync()).Single(breach => breach.Id == stolen.Id).Acts.Select(act => act.Act));
    }

    [Fact]
    public async Task Act_TheClockOf72Hours_RunsFromAwareness()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var book = exchange.Hub.Services.GetRequiredService<BreachBook>();
        var (officer, _) = await Browser.MakeAccountAsync(exchange.Hub, Role.Steward);
        var by = Made.Actor("one", Role.Steward);
        var breach = await book.OpenAsync("A list went to the wrong body", exchange.Clock.GetUtcNow().AddHours(-71), officer.Id, Scope(exchange, agreement: ExchangeUnderTest.AgreementId), by);
        Assert.False(breach.IsOverdue);
        exchange.Clock.Advance(TimeSpan.FromHours(2));

        var late = (await book.ListAsync()).Single();
        var closed = await Assert.ThrowsAsync<ProblemException>(() => book.ActAsync(breach.Id, "closed", "Done", by));
        var overdue = await exchange.Hub.Database.ReadAsync(session => BreachBook.OverdueAsync(session, exchange.Now));
        var told = await book.ActAsync(breach.Id, "reported", "Told the regulator", by);

        Assert.True(late.IsOverdue);
        Assert.Equal(1, overdue);
        Assert.Equal("not-reported", closed.Code);
        Assert.False(told.IsOverdue);
        Assert.Contains((await book.ActAsync(breach.Id, "closed", "Done", by)).Acts, act => act.Act == "closed");
        Assert.Equal(3, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = @kind", new { kind = EntryKinds.Breach })));
    }

    static BreachScope Scope(ExchangeUnderTest exchange, string? key = null, string? agreement = null) =>
        new(key, null, agreement, null, exchange.Clock.GetUtcNow().AddDays(-1), exchange.Clock.GetUtcNow().AddDays(1));
}
