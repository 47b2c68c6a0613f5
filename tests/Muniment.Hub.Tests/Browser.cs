using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests;

/// <summary>Speaks to a hub as a browser without scripts does: keeps cookies, sends forms with their token, shows redirects.</summary>
public sealed partial class Browser : IDisposable
{
    /// <summary>The password of accounts that tests make.</summary>
    public const string Password = "three random words";

    static readonly Lazy<string> s_hash = new(() => new PasswordHasher<Account>().HashPassword(new Account(), Password));

    readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public Browser(HubUnderTest hub)
    {
        Client = new HttpClient(_handler) { BaseAddress = hub.Client.BaseAddress };
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>The account that is signed in.</summary>
    public Account? Account { get; private set; }

    /// <summary>The key of its authenticator.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Makes an account with these roles, a password and an authenticator.</summary>
    public static async Task<(Account Account, string Key)> MakeAccountAsync(HubUnderTest hub, params Role[] roles)
    {
        var store = hub.Services.GetRequiredService<AccountStore>();
        var account = store.NewAccount($"{roles[0].Name()}.{Guid.NewGuid():N}", "Somebody", roles.Contains(Role.AdviserOrganisation) ? "Advice" : null, roles, "console");
        var key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        account.PasswordHash = s_hash.Value;
        account.AuthenticatorKey = hub.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Muniment.Hub.Accounts.AuthenticatorKey").Protect(key);
        account.TwoFactor = 1;
        await store.CreateAsync(account, CancellationToken.None);
        return (account, key);
    }

    /// <summary>A browser in which a new account with these roles has signed in, by password and code.</summary>
    public static async Task<Browser> SignedInAsync(HubUnderTest hub, params Role[] roles)
    {
        var browser = new Browser(hub);
        (browser.Account, browser.Key) = await MakeAccountAsync(hub, roles);
        using var first = await browser.PostAsync("/staff/sign-in", ("Name", browser.Account.SignInName), ("Password", Password));
        Assert.Equal("/staff/sign-in/code", first.Headers.Location?.ToString());
        using var second = await browser.PostAsync("/staff/sign-in/code", ("Code", Code(hub, browser.Key)));
        Assert.Equal("/staff", second.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>The code an authenticator shows now, or some steps of 30 seconds later.</summary>
    public static string Code(HubUnderTest hub, string key, int stepsLater = 0) => AuthenticatorCodes.Code(Base32.Decode(key), (hub.Options.Clock.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsLater);

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(new Uri(address, UriKind.Relative));

    public async Task<string> ReadAsync(string address)
    {
        using var answer = await GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {answer.Headers.Location}");
        return text;
    }

    /// <summary>Loads a page and sends its form.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields) => await PostAsync(address, address, fields);

    /// <summary>Loads a page and sends its form to another address.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(page)).Groups[1].Value;
        return await Client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("form-token", token)]));
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""name="form-token"[^>]*value="([^"]+)""")]
    private static partial Regex Token();
}
