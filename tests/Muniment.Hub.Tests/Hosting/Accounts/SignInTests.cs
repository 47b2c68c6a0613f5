using System.Net;
using System.Text.RegularExpressions;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Hosting.Accounts;

public partial class SignInTests
{
    static readonly FakeClock s_clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    static FakeClock NewClock() => new(s_clock.GetUtcNow());

    [Theory, InlineData(false), InlineData(true)]
    public async Task FirstAdministrator_TakesUpTheInvitation_SetsUpAnAuthenticatorAndMayAct(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres);
        var invitation = await ConsoleAccounts.InviteFirstAdministratorAsync(hub.Options, "admin");
        using var browser = new Browser(hub);

        using var welcome = await browser.PostAsync("/staff/welcome", ("Code", invitation.ToLowerInvariant()), ("Password", Browser.Password), ("Repeated", Browser.Password));
        Assert.Equal("/staff/security/authenticator", welcome.Headers.Location?.ToString());
        // A password alone opens nothing.
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff/accounts")).StatusCode);
        Assert.Contains("can do nothing until", await browser.ReadAsync("/staff"), StringComparison.Ordinal);

        var page = await browser.ReadAsync("/staff/security/authenticator");
        var key = SpacedKey().Match(page).Groups[1].Value;
        using var confirmed = await browser.Client.PostAsync("/staff/security/authenticator", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["ProtectedKey"] = Field(page, "ProtectedKey"),
            ["Code"] = Browser.Code(hub, key),
            ["form-token"] = Field(page, "form-token"),
        }));
        Assert.Equal("/staff/security/recovery", confirmed.Headers.Location?.ToString());
        using var recovery = await browser.PostAsync("/staff/security/recovery");
        var codes = RecoveryCode().Matches(await recovery.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);
        Assert.Contains("admin", await browser.ReadAsync("/staff/accounts"), StringComparison.Ordinal);

        // Neither the invitation nor the console's offer counts a second time.
        using var again = await new Browser(hub).PostAsync("/staff/welcome", ("Code", invitation), ("Password", Browser.Password), ("Repeated", Browser.Password));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Assert.ThrowsAsync<BadInputException>(() => ConsoleAccounts.InviteFirstAdministratorAsync(hub.Options, "other"));

        // A recovery code stands in for the authenticator, once.
        foreach (var works in new[] { true, false })
        {
            using var other = new Browser(hub);
            using var first = await other.PostAsync("/staff/sign-in", ("Name", "ADMIN"), ("Password", Browser.Password));
            using var second = await other.PostAsync("/staff/sign-in/code", ("Code", codes[0]));
            Assert.Equal(works ? HttpStatusCode.Redirect : HttpStatusCode.OK, second.StatusCode);
        }
    }

    [Fact]
    public async Task Password_WrongOrOfNobody_SaysTheSameWordForWord()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var (account, _) = await Browser.MakeAccountAsync(hub, Role.Steward);
        using var browser = new Browser(hub);

        for (var attempt = 0; attempt < 8; attempt++) // The last are over the limit, of both alike.
        {
            using var known = await browser.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", "wrong"));
            using var unknown = await browser.PostAsync("/staff/sign-in", ("Name", "nobody.at.all"), ("Password", "wrong"));
            Assert.Equal(known.StatusCode, unknown.StatusCode);
            Assert.Equal(Bare(await known.Content.ReadAsStringAsync(), account.SignInName), Bare(await unknown.Content.ReadAsStringAsync(), "nobody.at.all"));
        }

        static string Bare(string page, string name) => Tokens().Replace(page, "").Replace(name, "", StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Password_RightAfterFiveWrong_IsRefusedForAQuarterOfAnHour(bool postgres)
    {
        var clock = NewClock();
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Clock = clock });
        var (account, _) = await Browser.MakeAccountAsync(hub, Role.Steward);
        using var browser = new Browser(hub);
        await browser.ReadAsync("/staff/sign-in"); // One cookie for the five forms.
        // At once: none slips through between the look and the count.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await browser.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", "wrong"))).Dispose()));

        using var locked = await browser.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", Browser.Password));
        clock.Advance(TimeSpan.FromMinutes(16));
        using var later = await browser.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", Browser.Password));

        Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        Assert.Equal("/staff/sign-in/code", later.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Code_SentTwice_CountsOnce()
    {
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Clock = NewClock() });
        using var first = await Browser.SignedInAsync(hub, Role.Steward);
        using var second = new Browser(hub);
        using var password = await second.PostAsync("/staff/sign-in", ("Name", first.Account!.SignInName), ("Password", Browser.Password));

        using var code = await second.PostAsync("/staff/sign-in/code", ("Code", Browser.Code(hub, first.Key)));

        Assert.Equal(HttpStatusCode.OK, code.StatusCode);
        Assert.Contains("not accepted", await code.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData("https://evil.example/"), InlineData("//evil.example/"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)")]
    public async Task ReturnAddress_OfAnotherSite_LeadsToOurs(string address)
    {
        await using var hub = await HubUnderTest.StartAsync();
        var (account, key) = await Browser.MakeAccountAsync(hub, Role.Steward);
        using var browser = new Browser(hub);
        using var first = await browser.PostAsync($"/staff/sign-in?returnUrl={Uri.EscapeDataString(address)}", ("Name", account.SignInName), ("Password", Browser.Password));

        using var second = await browser.PostAsync(first.Headers.Location!.ToString(), ("Code", Browser.Code(hub, key)));

        Assert.Equal("/staff", second.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_WithAPlantedCookie_MakesAnotherSession()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var attacker = await Browser.SignedInAsync(hub, Role.Publisher);
        var planted = attacker.Cookies.GetCookies(attacker.Client.BaseAddress!)["muniment-session"]!;
        var (account, key) = await Browser.MakeAccountAsync(hub, Role.Steward);
        using var victim = new Browser(hub);
        victim.Cookies.Add(attacker.Client.BaseAddress!, new Cookie("muniment-session", planted.Value, "/"));
        using var first = await victim.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", Browser.Password));
        using var second = await victim.PostAsync("/staff/sign-in/code", ("Code", Browser.Code(hub, key)));

        using var attackers = await attacker.GetAsync("/staff");

        Assert.NotEqual(planted.Value, victim.Cookies.GetCookies(victim.Client.BaseAddress!)["muniment-session"]!.Value);
        Assert.Equal(HttpStatusCode.Redirect, attackers.StatusCode); // Its session was replaced, not handed on.
    }

    [Fact]
    public async Task Cookie_OfTheSession_IsOutOfReachOfScriptsAndOtherSites()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var (account, key) = await Browser.MakeAccountAsync(hub, Role.Steward);
        using var browser = new Browser(hub);
        using var first = await browser.PostAsync("/staff/sign-in", ("Name", account.SignInName), ("Password", Browser.Password));
        using var second = await browser.PostAsync("/staff/sign-in/code", ("Code", Browser.Code(hub, key)));

        var cookie = second.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("muniment-session=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var browser = await Browser.SignedInAsync(hub, Role.Administrator);

        using var answer = await browser.Client.PostAsync("/staff/sessions?handler=Others", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Demo_OnAnAddressOthersReach_IsRefused() =>
        Assert.Contains("this machine alone", (await Assert.ThrowsAsync<BadInputException>(() => HubUnderTest.StartAsync(change: options => options with { Demo = true, Urls = "http://0.0.0.0:0" }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Demo_EachAccount_SignsInWithThePasswordAlone()
    {
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Demo = true, DemoPassword = "words for a demo" });
        using var browser = new Browser(hub);

        using var answer = await browser.PostAsync("/staff/sign-in", ("Name", "administrator-2"), ("Password", "words for a demo"));

        Assert.Equal(20, DemoAccounts.Names.Count);
        Assert.Equal("/staff", answer.Headers.Location?.ToString());
        Assert.Contains("steward-1", await browser.ReadAsync("/staff/accounts"), StringComparison.Ordinal);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/cookies") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Client.SendAsync(elsewhere)).StatusCode);
    }

    static string Field(string page, string name) => Regex.Match(page, $"""name="{name}"[^>]*value="([^"]+)""").Groups[1].Value;

    [GeneratedRegex("""Key: <span class="app-id">([A-Z2-7 ]+)</span>""")]
    private static partial Regex SpacedKey();

    [GeneratedRegex("""<li class="app-id">([^<]+)</li>""")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("""(?:value|data-options)="[^"]*"|&quot;challenge&quot;[^,]*""")]
    private static partial Regex Tokens();
}
