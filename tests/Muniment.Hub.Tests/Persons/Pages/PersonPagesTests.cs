using System.Net;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Persons.Pages;

public sealed class PersonPagesTests
{
    [Fact]
    public async Task Merged_AcceptedByOneSteward_WaitsForAnother()
    {
        await using var hub = await MergedQueueTests.MergedAsync(false);
        using var ann = await Browser.SignedInAsync(hub.Hub, Role.Steward);
        using var ben = await Browser.SignedInAsync(hub.Hub, Role.Steward);
        var finding = Assert.Single(await hub.Get<MergedQueue>().ListAsync());
        var one = $"/staff/merged/{finding.Id}";

        Assert.NotNull((await ann.PageAsync("/staff/merged")).QuerySelector($"a[href='{one}']"));
        Assert.DoesNotContain("Mia", await ann.ReadAsync(one), StringComparison.Ordinal);
        var records = await ann.SendAsync(one, one + "?handler=Open");
        Assert.Contains("They differ", StaffBrowser.Text(records), StringComparison.Ordinal);
        Assert.Contains("Mia", StaffBrowser.Text(records), StringComparison.Ordinal);
        Assert.Empty(records.QuerySelectorAll("input[checked]"));
        Assert.Equal(2, (await ann.SendAsync(one, one + "?handler=Decide")).QuerySelectorAll(".govuk-error-summary li").Length);
        await ann.GoesAsync(one, one + "?handler=Decide", "/staff/merged?done=accept", ("Answer", "accept"), ("Reason", "Two birth dates"));

        var act = Assert.Single(await hub.Get<LinkActs>().ListAsync(LinkActState.Proposed));
        var waits = $"/staff/link-acts/{act.Id}";
        Assert.NotNull((await ben.PageAsync("/staff/merged")).QuerySelector($"a[href='{waits}']"));
        Assert.Contains("takes two people", StaffBrowser.Errors(await ann.SendAsync(waits, waits + "?handler=Answer", ("Answer", "confirm"), ("Reason", "I said so"))), StringComparison.Ordinal);
        await ben.GoesAsync(waits, waits + "?handler=Answer", $"{waits}?done=confirm", ("Answer", "confirm"), ("Reason", "Two people"));
        Assert.Equal("split", (await hub.Get<MergedQueue>().FindAsync(finding.Id))!.State);
    }

    [Fact]
    public async Task Case_OpenedAssignedAndWorkedOn_ShowsOnePersonToWhoeverItIsAssigned()
    {
        await using var hub = await PopulatedHub.StartAsync(false);
        using var ann = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        using var ben = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);

        Assert.Equal(2, (await ann.SendAsync("/staff/cases/new", "/staff/cases/new")).QuerySelectorAll(".govuk-error-summary li").Length);
        await ann.GoesAsync("/staff/cases/new", "/staff/cases/new", "/staff/cases?done=opened", ("Subject", "a letter of <b>hers</b>"), ("Purpose", Made.Purpose));
        var id = Assert.Single(await hub.Get<Casework>().ListAsync()).Id;
        var (one, people) = ($"/staff/cases/{id}", $"/staff/cases/{id}/people");
        Assert.DoesNotContain("a letter", await ben.ReadAsync(one), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, people));
        await ann.GoesAsync(one, one + "?handler=Assign", "/staff/cases?done=assigned", ("To", ben.Account!.Id));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ann, people));

        Assert.Contains("a letter of <b>hers</b>", StaffBrowser.Text(await ben.PageAsync("/staff/cases")), StringComparison.Ordinal);
        Assert.Contains("Enter something", StaffBrowser.Errors(await ben.SendAsync(people, people + "?handler=Search")), StringComparison.Ordinal);
        var found = await ben.SendAsync(people, people + "?handler=Search", ("Forename", "Ada"), ("Surname", "Marsh"), ("BirthDate.Day", "3"), ("BirthDate.Month", "2"), ("BirthDate.Year", "1980"));
        Assert.Contains("You can look 99 more times today.", StaffBrowser.Text(found), StringComparison.Ordinal);
        var alias = found.QuerySelector("input[name='alias']")!.GetAttribute("value")!;
        var person = await ben.SendAsync(people, people + "?handler=Open", ("alias", alias));
        Assert.Contains("Timeline", StaffBrowser.Text(person), StringComparison.Ordinal);
        Assert.Contains("VISA", StaffBrowser.Text(person), StringComparison.Ordinal);
        await ben.GoesAsync(one, one + "?handler=Close", "/staff/cases?done=closed", ("Outcome", "Answered"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, people));
        Assert.DoesNotContain("Marsh", hub.Hub.Log, StringComparison.Ordinal);
    }

    static async Task<HttpStatusCode> StatusAsync(Browser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.StatusCode;
    }
}
