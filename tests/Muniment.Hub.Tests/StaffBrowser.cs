using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Muniment.Hub.Tests;

/// <summary>Reads the staff's pages as what they are, and holds each to what holds for all of them.</summary>
static class StaffBrowser
{
    public static async Task<IHtmlDocument> PageAsync(this Browser browser, string address) => Parse(await browser.ReadAsync(address));

    /// <summary>Sends a page's form and reads the page that answers.</summary>
    public static async Task<IHtmlDocument> SendAsync(this Browser browser, string page, string address, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(page, address, fields);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode} {answer.Headers.Location} {text}");
        return Parse(text);
    }

    /// <summary>Sends a page's form, which leads on to another address.</summary>
    public static async Task GoesAsync(this Browser browser, string page, string address, string onward, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(page, address, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{address}: {answer.StatusCode} {(answer.StatusCode == HttpStatusCode.OK ? Errors(Parse(await answer.Content.ReadAsStringAsync())) : "")}");
        Assert.Equal(onward, answer.Headers.Location!.ToString());
    }

    /// <summary>What the summary of errors says.</summary>
    public static string Errors(IHtmlDocument page) => page.QuerySelector(".govuk-error-summary")?.TextContent ?? "";

    /// <summary>The text of the page's main part.</summary>
    public static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    static IHtmlDocument Parse(string text)
    {
        var page = new HtmlParser().ParseDocument(text);
        Assert.Single(page.QuerySelectorAll("h1"));
        foreach (var field in page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"))
            Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']"));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick]"));
        return page;
    }
}
