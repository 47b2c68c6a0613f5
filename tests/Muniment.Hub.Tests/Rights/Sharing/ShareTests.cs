using System.Net;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Rights.Sharing;

public sealed class ShareTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Share_RightCodeAndBirthDate_ShowsWhatSheChoseAndNothingElseAndSheSeesIt(bool postgres)
    {
        await using var hub = await RightsUnderTest.StartAsync(postgres);
        using var ada = await hub.PersonAsync("v1");
        var code = await MakeAsync(ada, "status");
        using var landlord = new Browser(hub.Hub);

        using var answer = await landlord.PostAsync("/share", [("Code", code.ToLowerInvariant()), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Harbour Lettings <b>")]);
        var text = await answer.Content.ReadAsStringAsync();
        var hers = await ada.PageAsync("/me/share");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains("granted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Marsh", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GBR", text, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Harbour Lettings <b>", StaffBrowser.Text(hers), StringComparison.Ordinal); // as text
        Assert.Null(hers.QuerySelector("main b"));
        Assert.Equal(2, await hub.CountAsync("SELECT COUNT(*) FROM entry WHERE kind = 'share' AND subject IS NOT NULL"));
    }

    [Fact]
    public async Task Share_WrongCodeWrongBirthDateEndedOrOver_ReadsTheSameWordForWord()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");
        var ended = await MakeAsync(ada, "status");
        await hub.LaterAsync(TimeSpan.FromSeconds(1));
        var (over, good) = (await MakeAsync(ada, "status"), await MakeAsync(ada, "status", "7"));
        var first = await ada.PageAsync("/me/share");
        var id = first.QuerySelectorAll("input[name=id]")[^1].GetAttribute("value")!; // the oldest stands last
        await ada.GoesAsync("/me/share", "/me/share?handler=End", "/me/share", ("id", id));
        await hub.LaterAsync(TimeSpan.FromDays(1));

        var answers = new HashSet<string>();
        foreach (var (code, day) in new[] { (ended, 3), (over, 3), (good, 4), ("7K2M-9XQ4-B3HV", 3) })
        {
            using var landlord = new Browser(hub.Hub);
            answers.Add(StaffBrowser.Errors(await landlord.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(day, 2, 1980), ("Viewer", "Somebody")])));
        }
        using var right = new Browser(hub.Hub);
        var shown = await right.SendAsync("/share", "/share", [("Code", good), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]);

        Assert.Contains("nothing to see", Assert.Single(answers), StringComparison.Ordinal);
        Assert.Contains("granted", StaffBrowser.Text(shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_FiveWrongBirthDates_LockTheCodeForAQuarterOfAnHour()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");
        var code = await MakeAsync(ada, "status");
        using var guesser = new Browser(hub.Hub);

        for (var day = 5; day < 10; day++)
            await guesser.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(day, 2, 1980), ("Viewer", "Somebody")]);
        var locked = await guesser.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]);
        await hub.LaterAsync(TimeSpan.FromMinutes(16));
        var later = await guesser.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]);

        Assert.Contains("nothing to see", StaffBrowser.Errors(locked), StringComparison.Ordinal);
        Assert.Contains("granted", StaffBrowser.Text(later), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_ContestedPausedOrBeingChecked_IsUnderReviewOrWithheldAndNoEvidenceAgainstHer()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");
        var code = await MakeAsync(ada, "status", fields: ["status", "nationality"]);
        async Task<string> LookAsync()
        {
            using var landlord = new Browser(hub.Hub);
            return StaffBrowser.Text(await landlord.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]));
        }

        await hub.RequestAsync(ada, "wrong", ("Fields", "status"), ("Text", "It is wrong."));
        var contested = await LookAsync();
        await hub.Exchange.PauseAsync("everybody");
        var paused = await LookAsync();

        Assert.Contains("under review. This is not evidence against the person", contested, StringComparison.Ordinal);
        Assert.Contains("GBR", contested, StringComparison.Ordinal);
        Assert.DoesNotContain("granted", contested, StringComparison.Ordinal);
        Assert.Contains("not evidence against the person", paused, StringComparison.Ordinal);
        Assert.DoesNotContain("GBR", paused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_RecordsMayBeSeveralPeoples_IsWithheld()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");
        var code = await MakeAsync(ada, "status");
        await hub.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, hub.PersonOf("v1"), PersonMarks.MergedKind, "", "hub", "Two birth dates", hub.Clock.GetUtcNow()));
        using var landlord = new Browser(hub.Hub);

        var page = StaffBrowser.Text(await landlord.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]));
        var own = StaffBrowser.Text(await ada.PageAsync("/me"));

        Assert.DoesNotContain("granted", page, StringComparison.Ordinal);
        Assert.Contains("not evidence", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Marsh", own, StringComparison.Ordinal);
        Assert.Contains("A human is checking", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_AnothersCode_IsNone()
    {
        await using var hub = await RightsUnderTest.StartAsync();
        using var ada = await hub.PersonAsync("v1");
        using var bela = await hub.PersonAsync("v2");
        var code = await MakeAsync(ada, "status");
        var id = (await ada.PageAsync("/me/share")).QuerySelector("input[name=id]")!.GetAttribute("value")!;
        await MakeAsync(bela, "status");

        using var answer = await bela.PostAsync("/me/share", "/me/share?handler=End", ("id", id));
        using var landlord = new Browser(hub.Hub);
        var shown = await landlord.SendAsync("/share", "/share", [("Code", code), .. RightsUnderTest.Birth(3, 2, 1980), ("Viewer", "Somebody")]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("granted", StaffBrowser.Text(shown), StringComparison.Ordinal);
    }

    static async Task<string> MakeAsync(Browser person, string field, string days = "1", string[]? fields = null)
    {
        var page = await person.SendAsync("/me/share", "/me/share?handler=Make", [.. (fields ?? [field]).Select(one => ("Fields", one)), ("Days", days), ("Purpose", "a flat")]);
        return page.QuerySelector(".govuk-notification-banner .app-id")?.TextContent ?? throw new InvalidOperationException(StaffBrowser.Errors(page));
    }
}
