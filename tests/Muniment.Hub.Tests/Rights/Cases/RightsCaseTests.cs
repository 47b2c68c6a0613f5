using System.Net;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Rights.Cases;

public sealed class RightsCaseTests
{
    [Fact]
    public async Task Request_AnothersPerson_FindsNoneOfThem()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        await hub.Exchange.AskAsync(ExchangeUnderTest.Ada);
        using var ada = await hub.PersonAsync("v1");
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(ada, "complaint", ("Text", "You lost my letter."));
        var entry = await hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT entry FROM partner_check"));
        await hub.Exchange.PublishedAsync();

        using var page = await bela.GetAsync($"/me/cases/{id}");
        using var reply = await bela.PostAsync("/me/contact", $"/me/cases/{id}?handler=Reply", ("Text", "mine"));
        using var withdraw = await bela.PostAsync("/me/contact", $"/me/cases/{id}?handler=Withdraw");
        using var receipt = await bela.GetAsync($"/me/usage/{entry}/receipt");
        using var own = await ada.GetAsync($"/me/usage/{entry}/receipt");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK], [page.StatusCode, reply.StatusCode, withdraw.StatusCode, receipt.StatusCode, own.StatusCode]);
        Assert.Contains("c2sp.org/tlog-proof", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("You took it back", StaffBrowser.Text(await ada.PageAsync($"/me/cases/{id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_ChangeNothing()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");

        foreach (var address in new[] { "/me/cases/new/object", "/me/share?handler=Make", "/me/contact?handler=Save", "/me/set-up?handler=Password", "/share", "/me/sign-in?handler=Activate" })
        {
            using var answer = await ada.Client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Text", "x"), KeyValuePair.Create("Activation", "x")]));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Equal(0, await hub.CountAsync("SELECT COUNT(*) FROM rights_case"));
    }

    [Fact]
    public async Task Request_OfScriptsAndTurningText_IsShownAsText()
    {
        await using var hub = await RightsUnderTest.StartAsync(false, "v1,<script>alert(1)</script>,Mar\u202Esh,1980-02-03,GBR,\"<img src=x onerror=alert(2)>\"", "v2,Bela,Kovac,1991-11-30,HRV,refused");
        using var ada = await hub.PersonAsync("v1");

        var id = await hub.RequestAsync(ada, "complaint", ("Text", "<script>alert(3)</script>"));
        await hub.TakeUpAsync(id);
        foreach (var page in new[] { await ada.PageAsync("/me"), await ada.PageAsync($"/me/cases/{id}"), await ada.PageAsync("/me/share"), await hub.Worker.SendAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Open") })
        {
            Assert.Empty(page.QuerySelectorAll("main script, main img"));
            Assert.All(page.QuerySelectorAll("main *").Where(element => element.Children.Length == 0 && element.TextContent.Contains('\u202E', StringComparison.Ordinal)), element => Assert.Equal("bdi", element.LocalName));
        }
    }

    [Fact]
    public async Task Refuse_ByOnePerson_WaitsForAnother()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "wrong", ("Fields", "status"), ("Text", "It is wrong."));
        await hub.TakeUpAsync(id);

        await RightsUnderTest.DoAsync(hub.Worker, id, "refuse", ("Text", "The register says so. You can complain to the Information Commissioner."));
        using var self = await hub.Worker.GetAsync($"/staff/cases/rights/{id}/second");
        var meanwhile = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}"));
        var held = (await hub.Exchange.AskAsync(ExchangeUnderTest.Bela)).Text;
        using var unseen = await hub.Colleague.GetAsync($"/staff/cases/rights/{id}/second");
        await hub.OpenAsync(hub.Colleague, id);
        await RightsUnderTest.DoAsync(hub.Colleague, id, "second", ("Answer", "agree"), ("Text", "I have compared it."));
        var after = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (self.StatusCode, unseen.StatusCode));
        Assert.Contains("Being looked at", meanwhile, StringComparison.Ordinal);
        Assert.DoesNotContain("The register says so", meanwhile, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", held, StringComparison.Ordinal);
        Assert.Contains("The register says so", after, StringComparison.Ordinal);
        Assert.Contains("refused", (await hub.Exchange.AskAsync(ExchangeUnderTest.Bela)).Text, StringComparison.Ordinal); // It flows again.
    }

    [Fact]
    public async Task Override_ByTwo_IsNamedLoggedCountedAndTold()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "wrong", ("Fields", "status"), ("Text", "It is wrong."));
        await hub.TakeUpAsync(id);

        await RightsUnderTest.DoAsync(hub.Worker, id, "override", ("Field", "status"), ("Answer", "legal-claims"), ("Text", "A court has asked for it."));
        var one = (await hub.Exchange.AskAsync(ExchangeUnderTest.Bela)).Text;
        await hub.OpenAsync(hub.Colleague, id);
        await RightsUnderTest.DoAsync(hub.Colleague, id, "second-override");
        var two = (await hub.Exchange.AskAsync(ExchangeUnderTest.Bela)).Text;
        var count = await hub.Get<RightsCases>().CountOverridesAsync();
        await RightsUnderTest.DoAsync(hub.Worker, id, "end-override");
        var ended = (await hub.Exchange.AskAsync(ExchangeUnderTest.Bela)).Text;

        Assert.DoesNotContain("refused", one, StringComparison.Ordinal);
        Assert.Contains("refused", two, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", ended, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), count);
        Assert.Contains("A court has asked for it.", StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}")), StringComparison.Ordinal);
        Assert.Contains("1 times in all, 0 now", StaffBrowser.Text(await hub.Worker.PageAsync("/staff/cases/rights")), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Recall_OfWhatSheIsToldLater_NamesNoRecipientUntilThen(bool postgres)
    {
        await using var hub = await RightsUnderTest.StartAsync(postgres);
        await hub.AgreeWithAsync("banks", "homes");
        await hub.AskAsync("banks", ExchangeUnderTest.Bela);
        await hub.AskAsync("homes", ExchangeUnderTest.Bela);
        await hub.AskAsync("homes", ExchangeUnderTest.Bela); // twice, and told as one
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "wrong", ("Fields", "status"), ("Text", "It is wrong."));
        await hub.TakeUpAsync(id);
        await RightsUnderTest.DoAsync(hub.Worker, id, "uphold", ("Answer", "wholly"), ("Text", "You are right."));
        var both = (await bela.PageAsync($"/me/cases/{id}")).QuerySelectorAll("main ul.govuk-list--bullet li").Select(item => item.TextContent).ToList();

        await hub.Hub.Database.WriteAsync(async session =>
        {
            var order = await DelayedNotices.ProposeAsync(session, "banks", "case-2026-1", DelayGrounds.Crime, hub.Clock.GetUtcNow().AddDays(30), "An open investigation", Made.Actor("one", Role.AgreementOfficer), hub.Exchange.Now);
            await DelayedNotices.ConfirmAsync(session, order, Made.Actor("two", Role.AgreementOfficer), hub.Exchange.Now);
        });
        var delayed = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}")) + StaffBrowser.Text(await bela.PageAsync("/me/usage"));

        Assert.Equal(2, both.Count);
        Assert.Contains("The homes office", delayed, StringComparison.Ordinal);
        Assert.DoesNotContain("banks", delayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_StoppedAnsweredExtended_IsSeenByHer()
    {
        await using var hub = await RightsUnderTest.StartAsync(); // Monday 2 March 2026
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "wrong", ("Fields", "status"), ("Text", "It is wrong."));
        await hub.TakeUpAsync(id);
        Assert.Contains("By 2 April 2026", StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}")), StringComparison.Ordinal);

        await RightsUnderTest.DoAsync(hub.Worker, id, "stop", ("Text", "Please send us the date of the letter."));
        var stopped = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}"));
        await bela.GoesAsync($"/me/cases/{id}", $"/me/cases/{id}?handler=Reply", $"/me/cases/{id}", ("Text", "It is of 4 May."));
        await RightsUnderTest.DoAsync(hub.Worker, id, "extend", ("Text", "The source has to look into its files."));
        var extended = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}"));
        await hub.LaterAsync(TimeSpan.FromDays(20));
        using var late = await hub.Worker.GetAsync($"/staff/cases/rights/{id}/extend");

        Assert.Contains("we wait for you", stopped, StringComparison.Ordinal);
        Assert.Contains("By 2 June 2026", extended, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode); // signed out by then
    }

    [Fact]
    public async Task Erase_BeforeRecipientsWereTold_IsRefusedAndThenLeavesNothing()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        await hub.AgreeWithAsync("banks");
        await hub.AskAsync("banks", ExchangeUnderTest.Bela);
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "erase", ("Text", "I have left."));
        await hub.TakeUpAsync(id);
        await RightsUnderTest.DoAsync(hub.Worker, id, "uphold", ("Answer", "wholly"), ("Text", "You are right."));

        using var own = await hub.Worker.GetAsync($"/staff/cases/rights/{id}/erase");
        var early = await hub.Colleague.SendAsync($"/staff/cases/rights/{id}/erase", $"/staff/cases/rights/{id}/erase");
        await hub.RecallsAsync("banks");
        var second = new Actor(hub.Colleague.Account!.Id, "Colleague", new HashSet<Role> { Role.Caseworker }, hub.Clock.GetUtcNow());
        var person = hub.PersonOf("v2");
        await hub.Get<RightsCases>().EraseAsync(id, second);

        Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        Assert.Contains("recalled", StaffBrowser.Errors(early), StringComparison.Ordinal);
        foreach (var table in new[] { "entry WHERE subject", "rights_case WHERE person", "account_person WHERE person", "activation WHERE person" })
            Assert.Equal(0, await hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>($"SELECT COUNT(*) FROM {table} = @person", new { person })));
    }

    [Fact]
    public async Task Staff_WithoutTheRequestAssigned_SeeNeitherItsWordsNorHerRecords()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "complaint", ("Text", "A very private matter"));

        var page = await hub.Worker.PageAsync($"/staff/cases/rights/{id}");
        var opened = await hub.Worker.SendAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Open");

        using var inspector = await Browser.SignedInAsync(hub.Hub, Role.Inspector);
        var inspected = await inspector.SendAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Open");

        Assert.Contains("private matter", StaffBrowser.Text(inspected), StringComparison.Ordinal); // An inspector reads everything, and it is an entry.
        Assert.Null(inspected.QuerySelector("form[action*=Assign]"));
        Assert.Contains("A member of our staff looked at your records", StaffBrowser.Text(await bela.PageAsync("/me/usage")), StringComparison.Ordinal);
        Assert.DoesNotContain("private matter", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.Contains("assigned to you", StaffBrowser.Errors(opened), StringComparison.Ordinal);
        Assert.DoesNotContain("Kovac", opened.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SafeContact_OfHers_IsProtectedAndNowhereElse()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var bela = await hub.PersonAsync("v2");
        await bela.GoesAsync("/me/contact", "/me/contact?handler=Save", "/me/contact?done=1", ("Channel", "email"), ("To", "safe@example.org"), ("Notes", ""));
        var id = await hub.RequestAsync(bela, "complaint", ("Text", "You lost my letter."));
        await hub.TakeUpAsync(id);

        await RightsUnderTest.DoAsync(hub.Worker, id, "acknowledge", ("Text", "We have your complaint."));
        var staff = await hub.Worker.SendAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Open");

        Assert.Contains("safe@example.org", await File.ReadAllTextAsync(hub.Messages()[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain("safe@example.org", staff.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("safe@example.org", await hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT contact FROM safe_contact")) ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("safe@example.org", hub.Hub.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redact_OfAnExemption_WaitsForASecondPersonAndIsToldAsLeftOut()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var bela = await hub.PersonAsync("v2");
        var id = await hub.RequestAsync(bela, "copy", ("Text", ""));
        await hub.TakeUpAsync(id);

        await RightsUnderTest.DoAsync(hub.Worker, id, "redact", ("Source", "visas"), ("Record", "v2"), ("Field", "status"), ("Answer", "crime"), ("Text", "An open inquiry"));
        var waiting = StaffBrowser.Text(await bela.PageAsync("/me"));
        var redaction = (await hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT id FROM redaction")))!;
        await hub.Colleague.GoesAsync($"/staff/cases/rights/{id}", $"/staff/cases/rights/{id}?handler=Agree", $"/staff/cases/rights/{id}?done=1", ("redaction", redaction));
        var left = StaffBrowser.Text(await bela.PageAsync("/me"));

        Assert.Contains("refused", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", left, StringComparison.Ordinal);
        Assert.Contains("prejudice preventing or prosecuting a crime", left, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", await bela.ReadAsync("/me/copy.json"), StringComparison.Ordinal);
        await RightsUnderTest.DoAsync(hub.Worker, id, "uphold", ("Answer", "wholly"), ("Text", "It is in the post."));
        Assert.Contains("We gave you what you asked for", StaffBrowser.Text(await bela.PageAsync($"/me/cases/{id}")), StringComparison.Ordinal);
    }
}
