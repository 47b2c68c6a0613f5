using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Browser.Tests;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Benchmarks.Pages;

/// <summary>Asks every page of the browser tests' list, over HTTP on loopback, one after the other: how long each takes and what it weighs the first time.</summary>
/// <remarks>Public pages twice: as anybody asks (kept for some seconds), and as somebody who has signed in asks (made anew each time).</remarks>
static partial class PageTable
{
    const int WarmUps = 5;

    /// <summary>Measures.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="folder">A hub's folder, made by muniment demo --serve.</param>
    /// <param name="times">How often each page is asked.</param>
    public static async Task WriteAsync(TextWriter output, string folder, int times)
    {
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = Path.GetFullPath(folder), Urls = "http://127.0.0.1:0", Demo = true, Limits = new HubLimits(1_000_000, 1_000_000, 1_000_000) });
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        var assets = new Dictionary<string, long>(StringComparer.Ordinal);
        var sessions = new Dictionary<Role, string>();
        await output.WriteLineAsync("| page | as | p50 ms | p95 ms | page bytes | first time, with style sheet and scripts |");
        await output.WriteLineAsync("| --- | --- | ---: | ---: | ---: | ---: |");
        var (worst, worstKept, heaviest) = (0.0, 0.0, 0L);
        foreach (var (page, role) in PageList.All)
        {
            foreach (var who in role is null ? new Role?[] { null, Role.Publisher } : [role])
            {
                using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
                client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
                client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
                if (who is { } known)
                {
                    if (!sessions.ContainsKey(known))
                        sessions.Add(known, await SessionAsync(app.Services, known));
                    client.DefaultRequestHeaders.Add("Cookie", $"muniment-session={sessions[known]}");
                }
                var (text, milliseconds) = await AskAsync(client, page, times);
                var weight = text.Length + await AssetsAsync(client, text, assets);
                var (median, high) = (milliseconds[times / 2], milliseconds[(int)Math.Ceiling(times * 0.95) - 1]);
                (worst, worstKept, heaviest) = (Math.Max(worst, high), who is null ? Math.Max(worstKept, high) : worstKept, Math.Max(heaviest, weight));
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {page} | {who?.Name() ?? "anybody"} | {median:0.0} | {high:0.0} | {text.Length:N0} | {weight:N0} |"));
            }
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\nworst p95: {worst:0.0} ms (public pages, asked by anybody: {worstKept:0.0} ms); heaviest the first time: {heaviest:N0} bytes"));
        await app.StopAsync();
    }

    static async Task<(string Text, double[] Milliseconds)> AskAsync(HttpClient client, string page, int times)
    {
        var text = "";
        var milliseconds = new double[times];
        for (var time = -WarmUps; time < times; time++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            text = await answer.Content.ReadAsStringAsync();
            if (time >= 0)
                milliseconds[time] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        Array.Sort(milliseconds);
        return (text, milliseconds);
    }

    /// <summary>Bytes of all that a page names under /assets, and that these name in turn, as they are sent.</summary>
    static async Task<long> AssetsAsync(HttpClient client, string text, Dictionary<string, long> known)
    {
        var (seen, wanted, sum) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(Asset().Matches(text).Select(match => match.Value)), 0L);
        while (wanted.TryDequeue(out var asset))
        {
            if (!seen.Add(asset))
                continue;
            using var answer = await client.GetAsync(new Uri(asset, UriKind.Relative));
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            known[asset] = bytes.Length;
            sum += bytes.Length;
            if (asset.StartsWith("/assets/app.", StringComparison.Ordinal) && asset.EndsWith(".js", StringComparison.Ordinal))
            {
                using var plain = new HttpRequestMessage(HttpMethod.Get, asset);
                plain.Headers.AcceptEncoding.Clear();
                plain.Headers.AcceptEncoding.ParseAdd("identity");
                using var script = await client.SendAsync(plain);
                foreach (Match match in Asset().Matches(await script.Content.ReadAsStringAsync()))
                    wanted.Enqueue(match.Value);
            }
        }
        return sum;
    }

    static async Task<string> SessionAsync(IServiceProvider services, Role role)
    {
        var account = await services.GetRequiredService<AccountStore>().FindByNameAsync(AccountStore.Normalize($"{role.Name()}-1"), CancellationToken.None);
        return await services.GetRequiredService<SessionStore>().BeginAsync(account!.Id, "bench", null);
    }

    [GeneratedRegex("/assets/[A-Za-z0-9._-]+\\.(?:js|css|svg|png)")]
    private static partial Regex Asset();
}
