using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Muniment.Cli.Demonstrating.Country;
using Muniment.Cli.Linking;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Tests;

[assembly: AssemblyFixture(typeof(Muniment.Browser.Tests.HubInABrowser))]

namespace Muniment.Browser.Tests;

/// <summary>One hub with the demonstration's made-up country in it, and one Chromium, for the whole run. Debian's package; ./test installs it.</summary>
public sealed class HubInABrowser : IAsyncLifetime
{
    const string Chromium = "/usr/bin/chromium-headless-shell";
    const int People = 2000;
    readonly string _folder = Path.Combine(HubTemplate.Folder, $"muniment-browser-{Guid.NewGuid():N}");
    readonly Dictionary<Role, string> _sessions = [];
    int _codes;
    readonly SemaphoreSlim _turn = new(1, 1);
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>Where screenshots go: artifacts/test-results/screens.</summary>
    public static string Screens { get; } = Path.Combine(Root(), "artifacts", "test-results", "screens");

    public HubUnderTest Hub { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new InvalidOperationException($"{Chromium} is not there (on Debian: apt-get install chromium-headless-shell). './test' installs it as root.");
        await using (var partner = await CountryPartner.StartAsync(0))
            await new CountryHub(_folder, People, 1, DateTimeOffset.UtcNow, partner, _ => { }).SetUpAsync(CancellationToken.None);
        Hub = await HubUnderTest.StartAsync(change: options => options with { DataFolder = _folder, Demo = true, Link = HubLink.Run });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Directory.CreateDirectory(Screens);
    }

    /// <summary>A new window, signed in as the first demo account of a role.</summary>
    /// <param name="role">Null: nobody.</param>
    /// <param name="width">In pixels of CSS.</param>
    /// <param name="scripts">False: the page's scripts do not run.</param>
    public async Task<IBrowserContext> OpenAsync(Role? role = null, int width = 1280, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Hub.Client.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            JavaScriptEnabled = scripts,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (role is not null)
            await context.AddCookiesAsync([new Cookie { Name = "muniment-session", Value = await SessionAsync(role.Value), Url = Hub.Client.BaseAddress!.ToString() }]);
        return context;
    }

    /// <summary>An activation code of somebody of the country's about whom partners have asked, each time another's.</summary>
    public async Task<string> CodeAsync() => (await Hub.Services.GetRequiredService<DemoActivations>().MakeAsync(++_codes))[^1].Code;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Hub is not null)
            await Hub.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    async Task<string> SessionAsync(Role role)
    {
        await _turn.WaitAsync();
        try
        {
            if (!_sessions.TryGetValue(role, out var key))
            {
                // A person is one of the country's, who has used her code; the others are the demonstration's accounts.
                var account = role == Role.Person ? await Hub.Services.GetRequiredService<Activations>().TakeAsync(await CodeAsync())
                    : await Hub.Services.GetRequiredService<AccountStore>().FindByNameAsync(AccountStore.Normalize($"{role.Name()}-1"), CancellationToken.None);
                _sessions.Add(role, key = await Hub.Services.GetRequiredService<SessionStore>().BeginAsync(account!.Id, "Chrome on Linux", null));
            }
            return key;
        }
        finally
        {
            _turn.Release();
        }
    }

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Muniment.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
