using System.Net;
using System.Text;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Pages;

public sealed class AgreementPagesTests
{
    [Fact]
    public async Task Agreement_NextVersionAsFile_IsComparedSignedAnnouncedAndEnded()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        using var ben = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        var next = ExchangeUnderTest.NewAgreement() with { Version = 2, SignOffs = [], NoticePublishedAt = null, FieldsReturned = ["match", "status", "nationality", "birth_date"] };
        var json = Encoding.UTF8.GetString(AgreementJson.Write(next));
        const string propose = "/staff/propose-agreement";

        Assert.Contains("Choose a file", StaffBrowser.Errors(await ann.SendAsync(propose, propose + "?handler=Compare")), StringComparison.Ordinal);
        Assert.NotEmpty(StaffBrowser.Errors(await ann.SendAsync(propose, propose + "?handler=Compare", ("Json", "{}"))));
        var compared = await UploadAsync(ann, json);
        Assert.Contains("New field", compared, StringComparison.Ordinal);
        await ann.GoesAsync(propose, propose + "?handler=Propose", "/staff/agreements/licences?done=proposed", ("Json", json));
        Assert.Contains("nobody has signed this version off", StaffBrowser.Text(await ann.PageAsync("/staff/agreements/licences")), StringComparison.Ordinal);

        const string act = "/staff/agreements/licences/2/";
        Assert.NotEmpty(StaffBrowser.Errors(await ann.SendAsync(act + "notice", act + "notice")));
        await ann.GoesAsync(act + "sign-off", act + "sign-off", "/staff/agreements/licences?done=sign-off", ("Text", "Agreement officer"));
        Assert.Contains("second person", StaffBrowser.Errors(await ann.SendAsync(act + "sign-off", act + "sign-off", ("Text", "Agreement officer"))), StringComparison.Ordinal);
        await ben.GoesAsync(act + "sign-off", act + "sign-off", "/staff/agreements/licences?done=sign-off", ("Text", "Head of data"));
        await ben.GoesAsync(act + "notice", act + "notice", "/staff/agreements/licences?done=notice");
        Assert.Contains("It is active.", StaffBrowser.Text(await ann.PageAsync("/staff/agreements/licences")), StringComparison.Ordinal);
        await ann.GoesAsync(act + "end", act + "end", "/staff/agreements/licences?done=end", ("Text", "No longer needed"));
        Assert.Contains("ended", StaffBrowser.Text(await ann.PageAsync("/staff/agreements")), StringComparison.Ordinal);
        using var unknown = await ann.GetAsync("/staff/agreements/licences/2/other");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Pause_MadeReviewedAndRestarted_HoldsUntilSomebodyRestartsIt()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        const string make = "/staff/pauses/make";

        Assert.True((await ann.SendAsync(make, make)).QuerySelectorAll(".govuk-error-summary li").Length >= 5);
        (string, string)[] pause = [("Id", "over-thirties"), ("Reach", "agreement licences"), ("AgeFrom", "30"), ("Owner", "Head of data"), ("Reason", "A review of harm"), ("Review.Day", "1"), ("Review.Month", "6"), ("Review.Year", "2026")];
        await ann.GoesAsync(make, make, "/staff/pauses?done=made", pause);
        Assert.Contains("already", StaffBrowser.Errors(await ann.SendAsync(make, make, pause)), StringComparison.Ordinal);
        Assert.Equal("nothing-to-disclose", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]);
        Assert.Contains("Head of data is to answer for it by 1 June 2026", StaffBrowser.Text(await ann.PageAsync("/staff/pauses")), StringComparison.Ordinal);

        const string one = "/staff/pauses/over-thirties/";
        Assert.Contains("within 6 months", StaffBrowser.Errors(await ann.SendAsync(one + "review", one + "review", ("Reason", "It goes on"), ("Next.Day", "1"), ("Next.Month", "6"), ("Next.Year", "2030"))), StringComparison.Ordinal);
        await ann.GoesAsync(one + "review", one + "review", "/staff/pauses?done=reviewed", ("Reason", "It goes on"), ("Next.Day", "1"), ("Next.Month", "8"), ("Next.Year", "2026"));
        await ann.GoesAsync(one + "restart", one + "restart", "/staff/pauses?done=restarted", ("Reason", "The review is over"));
        Assert.Equal("disclosed", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]);
    }

    [Fact]
    public async Task Key_OfANewPartner_IsAddedAndRevoked()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        using var key = new PartnerUnderTest("government-organisation:EX07", "key-7");
        var addKey = $"/staff/partners/add-key?partner={Uri.EscapeDataString(key.Id)}";

        Assert.Equal(2, (await ann.SendAsync("/staff/partners/add", "/staff/partners/add", ("Id", "no id"))).QuerySelectorAll(".govuk-error-summary li").Length);
        await ann.GoesAsync("/staff/partners/add", "/staff/partners/add", "/staff/partners?done=added", ("Id", key.Id), ("Name", "Office of Maps"));
        Assert.NotEmpty(StaffBrowser.Errors(await ann.SendAsync(addKey, addKey, ("Jwk", "{}"))));
        await ann.GoesAsync(addKey, addKey, "/staff/partners?done=key-added", ("Jwk", key.Jwk));
        Assert.Contains("Office of Maps", StaffBrowser.Text(await ann.PageAsync("/staff/partners")), StringComparison.Ordinal);
        await ann.GoesAsync("/staff/partners/revoke?kid=key-7", "/staff/partners/revoke?kid=key-7", "/staff/partners?done=revoked", ("Reason", "It was lost"));
        Assert.Contains("It was lost", StaffBrowser.Text(await ann.PageAsync("/staff/partners")), StringComparison.Ordinal);
    }

    static async Task<string> UploadAsync(Browser browser, string json)
    {
        var page = await browser.PageAsync("/staff/propose-agreement");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("main input[name='form-token']")!.GetAttribute("value")!), "form-token" },
            { new StringContent(""), "Json" },
            { new StringContent(json, Encoding.UTF8, "application/json"), "Upload", "licences.json" },
        };
        using var answer = await browser.Client.PostAsync(new Uri("/staff/propose-agreement?handler=Compare", UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }
}
