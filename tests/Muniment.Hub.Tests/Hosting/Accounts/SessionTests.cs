using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Hosting.Accounts;

public class SessionTests
{
    static FakeClock NewClock() => new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory, InlineData(29, 29, HttpStatusCode.OK), InlineData(0, 31, HttpStatusCode.Redirect)]
    public async Task Session_AfterMinutes_LastsWhileItIsUsed(int first, int second, HttpStatusCode expected)
    {
        var clock = NewClock();
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Clock = clock });
        using var browser = await Browser.SignedInAsync(hub, Role.Steward);
        clock.Advance(TimeSpan.FromMinutes(first));
        (await browser.GetAsync("/staff")).Dispose();
        clock.Advance(TimeSpan.FromMinutes(second));

        using var answer = await browser.GetAsync("/staff");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Session_UsedAllDay_EndsAfterTwelveHours()
    {
        var clock = NewClock();
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Clock = clock });
        using var browser = await Browser.SignedInAsync(hub, Role.Steward);
        for (var hour = 0; hour < 24; hour++)
        {
            clock.Advance(TimeSpan.FromMinutes(29));
            (await browser.GetAsync("/staff")).Dispose();
        }
        clock.Advance(TimeSpan.FromMinutes(25));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/staff")).StatusCode);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Session_EndedByItsOwnerElsewhere_IsOverAtOnce(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres);
        using var one = await Browser.SignedInAsync(hub, Role.Steward);
        var other = await hub.Services.GetRequiredService<SessionStore>().BeginAsync(one.Account!.Id, "Edge on Windows", null);
        using var elsewhere = new Browser(hub);
        elsewhere.Cookies.Add(elsewhere.Client.BaseAddress!, new Cookie("muniment-session", other, "/"));
        Assert.Contains("Edge on Windows", await one.ReadAsync("/staff/sessions"), StringComparison.Ordinal);

        (await one.PostAsync("/staff/sessions", "/staff/sessions?handler=Others")).Dispose();

        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/staff")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/staff")).StatusCode);
    }

    [Fact]
    public async Task Session_OfAnother_CannotBeEnded()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var one = await Browser.SignedInAsync(hub, Role.Steward);
        using var other = await Browser.SignedInAsync(hub, Role.Steward);
        var id = (await hub.Services.GetRequiredService<SessionStore>().ListAsync(other.Account!.Id)).Single().Id;
        await hub.Services.GetRequiredService<SessionStore>().BeginAsync(one.Account!.Id, "Edge on Windows", null); // so that the page has a form

        (await one.PostAsync("/staff/sessions", ("id", id))).Dispose();

        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/staff")).StatusCode);
    }

    [Fact]
    public async Task GraveAct_SixMinutesAfterSigningIn_AsksAgainAndLeadsBack()
    {
        var clock = NewClock();
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Clock = clock });
        using var browser = await Browser.SignedInAsync(hub, Role.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/staff/accounts/new")).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(6));

        using var asked = await browser.GetAsync("/staff/accounts/new");
        Assert.Equal("/staff/sign-in/again?returnUrl=%2Fstaff%2Faccounts%2Fnew", asked.Headers.Location?.ToString());
        using var wrong = await browser.PostAsync(asked.Headers.Location!.ToString(), ("Password", Browser.Password), ("Code", "000000"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var right = await browser.PostAsync(asked.Headers.Location!.ToString(), ("Password", Browser.Password), ("Code", Browser.Code(hub, browser.Key)));

        Assert.Equal("/staff/accounts/new", right.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/staff/accounts/new")).StatusCode);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Administrator_MakesChangesAndClosesAnAccount_WhichEndsItsSessions(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres);
        using var administrator = await Browser.SignedInAsync(hub, Role.Administrator);
        using var made = await administrator.PostAsync("/staff/accounts/new", ("SignInName", "new.colleague"), ("DisplayName", "<script>alert(1)</script>"), ("Roles", "steward"), ("Roles", "caseworker"));
        Assert.Contains("counts for 24 hours", await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await administrator.ReadAsync("/staff/accounts"), StringComparison.Ordinal);
        using var taken = await administrator.PostAsync("/staff/accounts/new", ("SignInName", "New.Colleague"), ("DisplayName", "Another"), ("Roles", "steward"));
        Assert.Contains("of that name already", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var alone = await administrator.PostAsync("/staff/accounts/new", ("SignInName", "second.admin"), ("DisplayName", "Another"), ("Roles", "administrator"), ("Roles", "steward"));
        Assert.Contains("no other role", await alone.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var steward = await Browser.SignedInAsync(hub, Role.Steward);
        var page = $"/staff/accounts/{steward.Account!.Id}";
        using var roles = await administrator.PostAsync(page, $"{page}?handler=Roles", ("Roles", "publisher"));
        Assert.Equal(HttpStatusCode.Redirect, roles.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await steward.GetAsync("/staff")).StatusCode);
        using var closed = await administrator.PostAsync(page, $"{page}?handler=Close", ("closed", "true"));
        using var refused = await steward.PostAsync("/staff/sign-in", ("Name", steward.Account.SignInName), ("Password", Browser.Password));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var history = await administrator.ReadAsync(page);
        Assert.Contains("Roles became:", history, StringComparison.Ordinal);
        Assert.Contains("Closed", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_OnTheirOwnAccount_IsRefused()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var administrator = await Browser.SignedInAsync(hub, Role.Administrator);

        using var answer = await administrator.PostAsync("/staff/accounts/new", $"/staff/accounts/{administrator.Account!.Id}?handler=Roles", ("Roles", "steward"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Password_Changed_EndsAllOtherSessions()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var browser = await Browser.SignedInAsync(hub, Role.Steward);
        var other = await hub.Services.GetRequiredService<SessionStore>().BeginAsync(browser.Account!.Id, "Edge on Windows", null);
        using var elsewhere = new Browser(hub);
        elsewhere.Cookies.Add(elsewhere.Client.BaseAddress!, new Cookie("muniment-session", other, "/"));

        using var refused = await browser.PostAsync("/staff/security/password", ("Password", "short"), ("Repeated", "short"));
        using var changed = await browser.PostAsync("/staff/security/password", ("Password", "four other random words"), ("Repeated", "four other random words"));

        Assert.Contains("at least 12 characters", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/staff/security", changed.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/staff")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/staff")).StatusCode);
    }

    [Fact]
    public async Task TwoHubs_OnOneDatabaseAndOneFolderOfKeys_TakeEachOthersSessionsAndForms()
    {
        await using var first = await HubUnderTest.StartAsync(postgres: true);
        await using var second = await HubUnderTest.StartAsync(change: options => options with { Database = first.Options.Database, KeysFolder = Path.Combine(first.Options.DataFolder, "keys") });
        using var browser = await Browser.SignedInAsync(first, Role.Administrator);
        browser.Cookies.Add(second.Client.BaseAddress!, browser.Cookies.GetCookies(first.Client.BaseAddress!));
        var page = await browser.ReadAsync("/staff/accounts/new");
        var token = System.Text.RegularExpressions.Regex.Match(page, """name="form-token"[^>]*value="([^"]+)""").Groups[1].Value;

        using var answer = await browser.Client.PostAsync(new Uri(second.Client.BaseAddress!, "/staff/accounts/new"), new FormUrlEncodedContent([KeyValuePair.Create("form-token", token), KeyValuePair.Create("SignInName", "x")]));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Enter a sign-in name of 3", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journey_OfPlantedNames_LeavesNoneOfThemInTheLog()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var administrator = await Browser.SignedInAsync(hub, Role.Administrator);
        (await administrator.PostAsync("/staff/accounts/new", ("SignInName", "planted.Quillfeather"), ("DisplayName", "Zebedee Quillfeather"), ("Roles", "steward"))).Dispose();
        (await administrator.PostAsync("/staff/sign-in", ("Name", "planted.Quillfeather"), ("Password", "Quillfeather's secret"))).Dispose();
        (await administrator.GetAsync("/no/such/Quillfeather?name=Quillfeather")).Dispose();
        (await administrator.Client.PostAsync("/staff/sessions?name=Quillfeather", new FormUrlEncodedContent([]))).Dispose();

        Assert.Contains("1101 An attempt to sign in was refused", hub.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", hub.Log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(administrator.Account!.SignInName, hub.Log, StringComparison.OrdinalIgnoreCase);
    }
}
