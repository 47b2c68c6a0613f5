using System.Net;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Persons;

namespace Muniment.Hub.Tests.Tools.Pages;

public sealed class ToolPagesTests
{
    [Fact]
    public async Task Tool_RunOnAPersonOfACase_RecommendsAndANamedHumanDecides()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        using var ann = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        using var ben = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        var opened = await hub.Get<Casework>().OpenAsync("a letter", Made.Purpose, hub.Ann);
        await hub.Get<Casework>().AssignAsync(opened.Id, ann.Account!.Id, hub.Ben);
        var (people, tools) = ($"/staff/cases/{opened.Id}/people", $"/staff/cases/{opened.Id}/tools");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, tools));
        Assert.Contains("No tool ran", StaffBrowser.Text(await ann.PageAsync(tools)), StringComparison.Ordinal);

        var found = await ann.SendAsync(people, people + "?handler=Search", ("Forename", "Ada"), ("Surname", "Marsh"), ("BirthDate.Day", "3"), ("BirthDate.Month", "2"), ("BirthDate.Year", "1980"));
        var alias = found.QuerySelector("input[name='alias']")!.GetAttribute("value")!;
        var person = await ann.SendAsync(people, people + "?handler=Open", ("alias", alias));
        Assert.NotNull(person.QuerySelector($"form[action='{tools}?handler=Choose'] input[name=Alias][value='{alias}']"));
        Assert.NotNull((await ann.SendAsync(tools, tools + "?handler=Choose", ("Alias", alias))).QuerySelector("input[type=radio][value=reporting]"));
        var inputs = await ann.SendAsync(tools, tools + "?handler=Inputs", ("Alias", alias), ("ToolId", "reporting"));
        Assert.Empty(inputs.QuerySelectorAll("input[checked]"));
        Assert.Contains("This is what the records say", StaffBrowser.Text(inputs), StringComparison.Ordinal);

        Assert.NotEmpty(StaffBrowser.Errors(await ann.SendAsync(tools, tools + "?handler=Run", ("Alias", alias), ("ToolId", "reporting"), ("Inputs[travel_minutes]", "far"))));
        using var ran = await ann.PostAsync(tools, tools + "?handler=Run", ("Alias", alias), ("ToolId", "reporting"), ("Inputs[restriction]", "no"), ("Inputs[can_report_remotely]", "yes"));
        Assert.Equal(HttpStatusCode.Redirect, ran.StatusCode);
        var one = ran.Headers.Location!.ToString();
        Assert.DoesNotContain("it recommends", StaffBrowser.Text(await ann.PageAsync(one)), StringComparison.Ordinal);
        var evidence = await ann.SendAsync(one, one);
        Assert.Contains("it recommends", StaffBrowser.Text(evidence), StringComparison.Ordinal);
        Assert.Contains("change the recommendation", StaffBrowser.Text(evidence), StringComparison.Ordinal);
        Assert.Empty(evidence.QuerySelectorAll("input[checked]"));

        Assert.Equal(2, (await ann.SendAsync(one, one + "?handler=Decide")).QuerySelectorAll(".govuk-error-summary li").Length);
        var choice = evidence.QuerySelector("input[type=radio], input[type=checkbox]")!;
        await ann.GoesAsync(one, one + "?handler=Decide", tools + "?done=decided", (choice.GetAttribute("name")!, choice.GetAttribute("value")!), ("Reason", "It fits what she told us"));
        Assert.Contains("It fits what she told us", StaffBrowser.Text(await ann.PageAsync(one)), StringComparison.Ordinal);
        Assert.Contains("a letter", StaffBrowser.Text(await ann.PageAsync("/staff/tools")), StringComparison.Ordinal);
        Assert.DoesNotContain("Marsh", hub.Hub.Log, StringComparison.Ordinal);
    }

    static async Task<HttpStatusCode> StatusAsync(Browser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.StatusCode;
    }
}
