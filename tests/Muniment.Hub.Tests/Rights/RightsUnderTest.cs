using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Rights;

/// <summary>A hub with Ada, Bela and Cora, three partners who may be told of people's status, two caseworkers, and people who sign in as people do.</summary>
sealed class RightsUnderTest : IAsyncDisposable
{
    public const string PersonsPassword = "some four quiet words";

    readonly Dictionary<string, PartnerUnderTest> _partners = [];

    RightsUnderTest(ExchangeUnderTest exchange, Browser worker, Browser colleague) => (Exchange, Worker, Colleague) = (exchange, worker, colleague);

    public ExchangeUnderTest Exchange { get; }

    public HubUnderTest Hub => Exchange.Hub;

    public FakeClock Clock => Exchange.Clock;

    /// <summary>A caseworker's browser, and another's.</summary>
    public Browser Worker { get; }

    public Browser Colleague { get; }

    public Actor WorkerActor => new(Worker.Account!.Id, "Worker", new HashSet<Role> { Role.Caseworker }, Clock.GetUtcNow());

    public static async Task<RightsUnderTest> StartAsync(bool postgres = false, params string[] rows)
    {
        var exchange = await ExchangeUnderTest.StartAsync(postgres);
        if (rows.Length > 0)
            ExchangeUnderTest.Publish(exchange.Hub, rows);
        return new RightsUnderTest(exchange, await Browser.SignedInAsync(exchange.Hub, Role.Caseworker), await Browser.SignedInAsync(exchange.Hub, Role.Caseworker));
    }

    /// <summary>Some time later, with everything published before: what is not published for a minute stops all disclosing.</summary>
    public async Task LaterAsync(TimeSpan time)
    {
        await Exchange.PublishedAsync();
        Clock.Advance(time);
    }

    public T Get<T>() where T : notnull => Hub.Services.GetRequiredService<T>();

    /// <summary>Agrees with partners, each under an agreement of its own.</summary>
    public async Task AgreeWithAsync(params string[] names)
    {
        foreach (var name in names)
        {
            var partner = new PartnerUnderTest($"government-organisation:{name.ToUpperInvariant()}", $"key-{name}");
            _partners.Add(name, partner);
            await Hub.Database.WriteAsync(async session =>
            {
                await AgreementStore.PutAsync(session, ExchangeUnderTest.NewAgreement() with { Id = name, Name = name, Partner = new(partner.Id, $"The {name} office") }, "proposed", "acc_test", Exchange.Now);
                await PartnerStore.AddKeyAsync(session, partner.Id, partner.Jwk, "acc_test", Exchange.Now);
            });
        }
    }

    /// <summary>A partner asks about somebody; the fields it is told.</summary>
    public async Task<string> AskAsync(string partner, object question)
    {
        var answer = await Exchange.SendAsync(_partners[partner].Ask(partner, question, Clock.GetUtcNow()));
        Assert.Equal(200, answer.Status);
        return answer.Text;
    }

    /// <summary>What a partner is told of what was wrong.</summary>
    public async Task<JsonElement> RecallsAsync(string partner) => (await Exchange.SendAsync(_partners[partner].Get("/api/v1/recalls", Clock.GetUtcNow()))).Json;

    public async Task AnswerRecallAsync(string partner, string recall, string answer) =>
        Assert.Equal(204, (await Exchange.SendAsync(_partners[partner].Post($"/api/v1/recalls/{recall}/answer", JsonSerializer.SerializeToUtf8Bytes(new { answer }), Clock.GetUtcNow()))).Status);

    public string PersonOf(string record)
    {
        using var reading = Get<PersonDirectory>().Read(SnapshotPartition.Main)!;
        return reading.PersonOf("visas", record)!;
    }

    /// <summary>A code for a person, as if a caseworker had seen who she is.</summary>
    public async Task<string> CodeForAsync(string person, string? authority = null)
    {
        var code = SpokenCode.New(4, 4);
        await Hub.Database.WriteAsync(session => Activations.AddAsync(session, new(person, "cas_test", "passport seen", "hand", authority), code, Clock.GetUtcNow() + Activations.ByHand, "acc_test", Exchange.Now));
        return code;
    }

    /// <summary>Somebody uses a code, chooses a password and a telephone, and enters the code that goes there.</summary>
    public async Task<Browser> SignInAsync(string code)
    {
        var browser = new Browser(Hub);
        await browser.GoesAsync("/me/sign-in", "/me/sign-in?handler=Activate", "/me/set-up", ("Activation", code));
        await browser.SendAsync("/me/set-up", "/me/set-up?handler=Password", ("Password", PersonsPassword), ("Repeated", PersonsPassword), ("Phone", "07700 900111"));
        await browser.GoesAsync("/me/set-up", "/me/set-up?handler=Code", "/me", ("Code", TextedCode()));
        return browser;
    }

    /// <summary>The person of a record, signed in as herself.</summary>
    public async Task<Browser> PersonAsync(string record) => await SignInAsync(await CodeForAsync(PersonOf(record)));

    /// <summary>The code of the text that was sent last.</summary>
    public string TextedCode() => JsonDocument.Parse(File.ReadAllText(Messages()[^1])).RootElement.GetProperty("personalisation").GetProperty("code").GetString()!;

    /// <summary>Files of the outbox, the oldest first.</summary>
    public IReadOnlyList<string> Messages() => [.. new DirectoryInfo(Path.Combine(Hub.Options.DataFolder, "outbox")).GetFiles().OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => file.FullName)];

    /// <summary>Sends a request from a person's page.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> RequestAsync(Browser person, string kind, params (string Name, string Value)[] fields)
    {
        using var answer = await person.PostAsync($"/me/cases/new/{kind}", $"/me/cases/new/{kind}", fields);
        var onward = answer.Headers.Location?.ToString() ?? await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("/me/cases/cas_", onward, StringComparison.Ordinal);
        return onward["/me/cases/".Length..onward.IndexOf('?', StringComparison.Ordinal)];
    }

    /// <summary>A colleague gives a request to the worker, who opens it.</summary>
    public async Task TakeUpAsync(string id)
    {
        await Colleague.GoesAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Assign", $"/staff/cases/rights/{id}?done=1", ("To", Worker.Account!.Id));
        await OpenAsync(Worker, id);
    }

    /// <summary>Somebody opens what it says and her records.</summary>
    public Task OpenAsync(Browser staff, string id) => staff.SendAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Open");

    /// <summary>Does one thing about a request.</summary>
    public static Task DoAsync(Browser staff, string id, string deed, params (string Name, string Value)[] fields) =>
        staff.GoesAsync($"/staff/cases/rights/{id}/{deed}", $"/staff/cases/rights/{id}/{deed}", $"/staff/cases/rights/{id}?done=1", fields);

    public Task<long> CountAsync(string sql) => Hub.Database.ReadAsync(session => session.ValueAsync<long>(sql));

    public static (string, string)[] Birth(int day, int month, int year) =>
        [("BirthDate.Day", day.ToString(CultureInfo.InvariantCulture)), ("BirthDate.Month", month.ToString(CultureInfo.InvariantCulture)), ("BirthDate.Year", year.ToString(CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        Colleague.Dispose();
        foreach (var partner in _partners.Values)
            partner.Dispose();
        await Exchange.DisposeAsync();
    }
}
