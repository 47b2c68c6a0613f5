using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Muniment.Hub.Persons;

namespace Muniment.Browser.Tests.Journeys;

public class CaseworkerJourneyTests(HubInABrowser browser)
{
    [Fact]
    public async Task Tool_RunOnAPersonOfAnAssignedCase_RecommendsAndTheCaseworkerDecides()
    {
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync();
        var (ann, ben) = (await browser.SignedInAsync(first, "caseworker-1"), await browser.SignedInAsync(second, "caseworker-2"));
        var subject = $"Journey {Guid.NewGuid():N}";
        await ben.GotoAsync("/staff/cases/new");
        await ben.Locator("#Subject").FillAsync(subject);
        await ben.Locator("#Purpose").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await ben.Button("Open").ClickAsync();
        var id = (await browser.Hub.Services.GetRequiredService<Casework>().ListAsync()).Single(entry => entry.Subject == subject).Id;
        await ben.GotoAsync($"/staff/cases/{id}");
        await ben.Locator("#To").SelectOptionAsync(new SelectOptionValue { Label = await NameOfAsync(ann) });
        await ben.Locator("main form").First.GetByRole(AriaRole.Button).ClickAsync();

        await ann.GotoAsync($"/staff/cases/{id}/people");
        await FindAsync(ann);
        await ann.LookAsync("case-candidates");
        await ann.Locator("main form[action$='handler=Open'] button").First.ClickAsync();
        await ann.LookAsync("case-person");
        await ann.Button("Run a decision tool").ClickAsync();
        await ann.Locator("input[value=reporting]").CheckAsync();
        await ann.Button("Continue").ClickAsync();
        await ann.LookAsync("tool-inputs");
        Assert.Equal(0, await ann.Locator("input[type=radio]:checked").CountAsync());
        await ann.Button("Run it").ClickAsync();
        await ann.Button("Open the evidence").ClickAsync();
        await ann.LookAsync("tool-evidence");
        Assert.Equal(0, await ann.Locator("input[type=radio]:checked").CountAsync());
        await ann.Locator("main form input[type=radio], main form input[type=checkbox]").First.CheckAsync();
        await ann.Locator("#Reason").FillAsync("It fits what she told us on the telephone");
        await ann.Button("Record the decision").ClickAsync();

        Assert.Contains("Your decision was recorded", await ann.TextAsync(), StringComparison.Ordinal);
        await ann.LookAsync("case-tools");
    }

    async Task FindAsync(IPage page)
    {
        using var reading = browser.Hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main)!;
        var known = reading.SampleOf("visas", 7);
        await page.Locator("#Forename").FillAsync(known["forename"]);
        await page.Locator("#Surname").FillAsync(known["surname"]);
        if (known.GetValueOrDefault("birth_date")?.Split('-') is [var year, var month, var day])
        {
            await page.Locator("[name='BirthDate.Year']").FillAsync(year);
            await page.Locator("[name='BirthDate.Month']").FillAsync(month);
            await page.Locator("[name='BirthDate.Day']").FillAsync(day);
        }
        await page.Locator("main form[action$='handler=Search'] button").ClickAsync();
    }

    static async Task<string> NameOfAsync(IPage page)
    {
        await page.GotoAsync("/staff");
        return await page.Locator("main bdi").First.InnerTextAsync();
    }
}
