using System.Net;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Rights.Proof;

namespace Muniment.Hub.Tests.Rights.Proof;

public sealed class PersonSignInTests
{
    [Fact]
    public async Task Activation_UsedOnce_OpensHerRecordsAfterASecondStepAlone()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        var code = await hub.CodeForAsync(hub.PersonOf("v1"));
        using var ada = new Browser(hub.Hub);

        await ada.GoesAsync("/me/sign-in", "/me/sign-in?handler=Activate", "/me/set-up", ("Activation", code.ToLowerInvariant().Replace('-', ' ')));
        using var early = await ada.GetAsync("/me");
        await ada.SendAsync("/me/set-up", "/me/set-up?handler=Password", ("Password", RightsUnderTest.PersonsPassword), ("Repeated", RightsUnderTest.PersonsPassword), ("Phone", "07700 900111"));
        var wrong = await ada.SendAsync("/me/set-up", "/me/set-up?handler=Code", ("Code", "000000"));
        await ada.GoesAsync("/me/set-up", "/me/set-up?handler=Code", "/me", ("Code", hub.TextedCode()));
        var page = await ada.PageAsync("/me");
        using var other = new Browser(hub.Hub);
        var again = await other.SendAsync("/me/sign-in", "/me/sign-in?handler=Activate", ("Activation", code));

        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Contains("not accepted", StaffBrowser.Errors(wrong), StringComparison.Ordinal);
        Assert.Contains("Marsh", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Kovac", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("That code was not accepted", StaffBrowser.Errors(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activation_WrongUsedReplacedOrExpired_ReadsTheSameWordForWord()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        var used = await hub.CodeForAsync(hub.PersonOf("v1"));
        (await hub.SignInAsync(used)).Dispose();
        var replaced = await hub.CodeForAsync(hub.PersonOf("v2"));
        var late = await hub.CodeForAsync(hub.PersonOf("v2"));
        await hub.LaterAsync(Activations.ByHand);

        var answers = new HashSet<string>();
        foreach (var code in new[] { used, replaced, late, "7K2M-9XQ4-B3HV-1ZC8", "<script>" })
        {
            using var browser = new Browser(hub.Hub);
            answers.Add(StaffBrowser.Errors(await browser.SendAsync("/me/sign-in", "/me/sign-in?handler=Activate", ("Activation", code))));
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task SignIn_WithNumberPasswordAndText_LeadsToHerRecords()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var first = await hub.PersonAsync("v1");
        var number = (await first.PageAsync("/me/set-up")).QuerySelector("main strong.app-id")!.TextContent;
        await hub.LaterAsync(TimeSpan.FromHours(13));
        using var ada = new Browser(hub.Hub);

        await ada.GoesAsync("/me/sign-in", "/me/sign-in?handler=Password", "/me/sign-in/code", ("Number", number), ("Password", RightsUnderTest.PersonsPassword));
        using var between = await ada.GetAsync("/me");
        await ada.GoesAsync("/me/sign-in/code", "/me/sign-in/code", "/me", ("Code", hub.TextedCode()));
        var page = await ada.PageAsync("/me");
        using var over = await first.GetAsync("/me");

        Assert.StartsWith("/me/sign-in?returnUrl", between.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Marsh", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.DoesNotContain("Marsh", hub.Hub.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AccountOfStaff_IsNoneHere()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        var (staff, _) = await Browser.MakeAccountAsync(hub.Hub, Role.Caseworker);
        using var browser = new Browser(hub.Hub);

        var page = await browser.SendAsync("/me/sign-in", "/me/sign-in?handler=Password", ("Number", staff.SignInName), ("Password", Browser.Password));

        Assert.Contains("not accepted", StaffBrowser.Errors(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_CodeByText_FiveWrongOnesEndIt()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = new Browser(hub.Hub);
        await ada.GoesAsync("/me/sign-in", "/me/sign-in?handler=Activate", "/me/set-up", ("Activation", await hub.CodeForAsync(hub.PersonOf("v1"))));
        await ada.SendAsync("/me/set-up", "/me/set-up?handler=Password", ("Password", RightsUnderTest.PersonsPassword), ("Repeated", RightsUnderTest.PersonsPassword), ("Phone", "07700 900111"));
        var code = hub.TextedCode();

        for (var i = 0; i < 5; i++)
            await ada.SendAsync("/me/set-up", "/me/set-up?handler=Code", ("Code", code == "123456" ? "654321" : "123456"));
        var right = await ada.SendAsync("/me/set-up", "/me/set-up?handler=Code", ("Code", code));

        Assert.Contains("not accepted", StaffBrowser.Errors(right), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewCode_UsedByHer_EndsWhatCouldSignInBefore()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var old = await hub.PersonAsync("v1");
        using var renewed = await hub.PersonAsync("v1");

        using var answer = await old.GetAsync("/me");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(1, await hub.CountAsync("SELECT COUNT(*) FROM account_person"));
    }

    [Fact]
    public async Task Authority_ThatMaySeeOnly_SeesOnWhoseBehalfAndNeitherAsksNorSharesUntilItEnds()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        var ada = hub.PersonOf("v1");
        await hub.Hub.Database.WriteAsync(session => session.RunAsync("INSERT INTO authority (id, person, holder, capacity, document, scope, until_at, made_by, made_at) VALUES ('aut_1', @ada, 'Hal Advice', 'adviser', 'signed form seen', 'see', @until, 'acc_test', 0)",
            new { ada, until = (hub.Clock.GetUtcNow().AddHours(2) - DateTimeOffset.UnixEpoch).Ticks / 10 }));
        using var herself = await hub.PersonAsync("v1");
        using var adviser = await hub.SignInAsync(await hub.CodeForAsync(ada, "aut_1"));

        var page = StaffBrowser.Text(await adviser.PageAsync("/me"));
        using var asks = await adviser.GetAsync("/me/cases/new/wrong");
        var shares = await adviser.PageAsync("/me/share");
        var contact = await adviser.PageAsync("/me/contact");
        var hers = await herself.PageAsync("/me");
        await hub.Get<Activations>().EndAuthorityAsync("aut_1", Made.Actor("ann", Role.Caseworker));
        using var after = await adviser.GetAsync("/me");

        Assert.Contains("You are acting for", page, StringComparison.Ordinal);
        Assert.Contains("Ada Marsh", page, StringComparison.Ordinal);
        Assert.DoesNotContain("You are acting for", StaffBrowser.Text(hers), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, asks.StatusCode);
        Assert.Null(shares.QuerySelector("form[action*=Make]"));
        Assert.Null(contact.QuerySelector("main form"));
        Assert.Equal("/me/not-yet", after.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Account_ThatNobodyChecked_SeesNothing()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var browser = await Browser.SignedInAsync(hub.Hub, Role.Person);

        using var answer = await browser.GetAsync("/me");
        using var copy = await browser.GetAsync("/me/copy.json");

        Assert.Equal("/me/not-yet", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, copy.StatusCode);
    }
}
