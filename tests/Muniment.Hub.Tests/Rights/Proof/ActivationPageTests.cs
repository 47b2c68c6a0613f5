using System.Net;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Persons;

namespace Muniment.Hub.Tests.Rights.Proof;

public sealed class ActivationPageTests
{
    [Fact]
    public async Task Activation_FromHerRecordsInAnAssignedCase_IsShownOnceOrGoesByLetter()
    {
        await using var hub = await PopulatedHub.StartAsync(postgres: false);
        using var worker = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        var id = await CaseAsync(hub, worker);
        var people = $"/staff/cases/{id}/people";
        var found = await worker.SendAsync(people, $"{people}?handler=Search", ("Forename", "Ada"), ("Surname", "Marsh"), ("BirthDate.Day", "3"), ("BirthDate.Month", "2"), ("BirthDate.Year", "1980"));
        var alias = found.QuerySelector("input[name=alias]")!.GetAttribute("value")!;

        var early = await worker.SendAsync($"/staff/cases/{id}/activation", $"/staff/cases/{id}/activation?handler=Make", Form(alias, "hand"));
        await worker.SendAsync(people, $"{people}?handler=Open", ("alias", alias));
        var form = await worker.SendAsync(people, $"/staff/cases/{id}/activation?handler=Begin", ("Alias", alias));
        var byHand = await worker.SendAsync(people, $"/staff/cases/{id}/activation?handler=Make", Form(alias, "hand"));
        var byLetter = await worker.SendAsync(people, $"/staff/cases/{id}/activation?handler=Make", [.. Form(alias, "letter"), ("Address", "1 High Street\nAnytown\nAB1 2CD")]);
        var letter = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(hub.Hub.Options.DataFolder, "outbox"))));

        Assert.Contains("Open her records in this case first", StaffBrowser.Errors(early), StringComparison.Ordinal);
        Assert.Equal(alias, form.QuerySelector("input[name=Alias]")!.GetAttribute("value"));
        var code = byHand.QuerySelector(".govuk-notification-banner .app-id")!.TextContent;
        Assert.Matches("^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$", code);
        Assert.Null(byLetter.QuerySelector(".govuk-notification-banner"));
        Assert.Contains("activation-code", letter, StringComparison.Ordinal);
        Assert.DoesNotContain(code, await hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT MAX(hash) FROM activation")), StringComparison.Ordinal);
        using var ada = new Browser(hub.Hub);
        using var replaced = await ada.PostAsync("/me/sign-in", "/me/sign-in?handler=Activate", ("Activation", code)); // the letter's took its place
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
    }

    [Fact]
    public async Task Activation_CaseOfAnother_IsNotThere()
    {
        await using var hub = await PopulatedHub.StartAsync(postgres: false);
        using var worker = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        using var other = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        var id = await CaseAsync(hub, worker);

        using var answer = await other.GetAsync($"/staff/cases/{id}/activation");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Activation_OfAnAuthority_NeedsADocumentAScopeAndAnEnd()
    {
        await using var hub = await PopulatedHub.StartAsync(postgres: false);
        using var worker = await Browser.SignedInAsync(hub.Hub, Role.Caseworker);
        var id = await CaseAsync(hub, worker);
        var people = $"/staff/cases/{id}/people";
        var found = await worker.SendAsync(people, $"{people}?handler=Search", ("Forename", "Ada"), ("Surname", "Marsh"), ("BirthDate.Day", "3"), ("BirthDate.Month", "2"), ("BirthDate.Year", "1980"));
        var alias = found.QuerySelector("input[name=alias]")!.GetAttribute("value")!;
        await worker.SendAsync(people, $"{people}?handler=Open", ("alias", alias));

        var lacking = await worker.SendAsync(people, $"/staff/cases/{id}/activation?handler=Make", ("Alias", alias), ("How", "passport seen"), ("For", "other"), ("Given", "hand"));
        var whole = await worker.SendAsync(people, $"/staff/cases/{id}/activation?handler=Make", ("Alias", alias), ("How", "passport seen"), ("For", "other"), ("Given", "hand"), ("Holder", "Hal Advice"), ("Capacity", "adviser"), ("Document", "signed form seen"), ("Scope", "see"), ("Until.Day", "1"), ("Until.Month", "9"), ("Until.Year", "2026"));

        foreach (var words in new[] { "Say who acts", "Say which document", "Give the last day" })
            Assert.Contains(words, StaffBrowser.Errors(lacking), StringComparison.Ordinal);
        Assert.NotNull(whole.QuerySelector(".govuk-notification-banner .app-id"));
        Assert.Equal(1, await hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM authority a JOIN activation c ON c.authority = a.id WHERE a.scope = 'see'")));
    }

    static (string, string)[] Form(string alias, string given) => [("Alias", alias), ("How", "passport seen, face compared"), ("For", "herself"), ("Given", given)];

    static async Task<string> CaseAsync(PopulatedHub hub, Browser worker)
    {
        var opened = await hub.Get<Casework>().OpenAsync("a visit", Made.Purpose, hub.Ann);
        await hub.Get<Casework>().AssignAsync(opened.Id, worker.Account!.Id, hub.Ben);
        return opened.Id;
    }
}
