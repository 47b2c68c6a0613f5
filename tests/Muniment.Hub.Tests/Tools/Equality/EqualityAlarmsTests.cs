using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tests.Sources;
using Muniment.Hub.Tools.Equality;

namespace Muniment.Hub.Tests.Tools.Equality;

public class EqualityAlarmsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Raise_OneGroupFlaggedTwiceAsOften_IsAnsweredInPublic(bool postgres)
    {
        var clock = new FakeClock(Made.Noon);
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Clock = clock });
        await AddRunsAsync(hub, "female", 200, 40, "2026-01");
        await AddRunsAsync(hub, "male", 200, 80, "2026-02");
        await AddRunsAsync(hub, "other", 4, 4, "2026-02");
        await AddRunsAsync(hub, "male", 50, 50, "2026-03"); // this month has not ended
        var alarms = hub.Services.GetRequiredService<EqualityAlarms>();

        Assert.Equal(2, await alarms.RaiseAsync());
        Assert.Equal(0, await alarms.RaiseAsync());
        var alarm = (await alarms.ListAsync()).Single(one => one.Group == "male");
        Assert.Equal(("tool", "reporting", "sex", "flagged", "Head of Reporting"), (alarm.Kind, alarm.Subject, alarm.Characteristic, alarm.Measure, alarm.Owner));

        var json = JsonDocument.Parse(await hub.Client.GetStringAsync("/equality.json")).RootElement;
        var sex = json.GetProperty("subjects").EnumerateArray().Single(subject => subject.GetProperty("id").GetString() == "reporting").GetProperty("characteristics").GetProperty("sex").GetProperty("all");
        Assert.Equal(["female 200 40", "male 200 80"], sex.EnumerateArray().Select(group => $"{group.GetProperty("group")} {group.GetProperty("scored")} {group.GetProperty("flagged")}"));
        Assert.Equal(2, sex[1].GetProperty("rate_ratios").GetProperty("flagged").GetProperty("ratio").GetDouble());
        Assert.Contains("Not answered yet", await hub.Client.GetStringAsync("/equality"), StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromDays(29));
        Assert.Contains("Overdue", await hub.Client.GetStringAsync("/equality"), StringComparison.Ordinal);
        var officer = Made.Actor("officer", Role.AgreementOfficer);
        Assert.Equal("answer", await SourceRegisterTests.CodeAsync(() => alarms.AnswerAsync(alarm.Id, "Noted.", officer)));
        await alarms.AnswerAsync(alarm.Id, "We looked at all eighty cases: men lived nearer to the centre. The line of 40 kilometres is being reviewed.", officer);
        Assert.Equal("not-found", await SourceRegisterTests.CodeAsync(() => alarms.AnswerAsync(alarm.Id, "We looked at all eighty cases: men lived nearer to the centre. The line of 40 kilometres is being reviewed.", officer)));
        Assert.Contains("men lived nearer", await hub.Client.GetStringAsync("/equality"), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Performance_FromTheRecordsOfWork_LeavesOutWhatIsTooFew(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Clock = new FakeClock(Made.Noon) });
        await AddRunsAsync(hub, "female", 7, 3, "2026-01");
        Assert.Contains("Too few", await hub.Client.GetStringAsync("/performance"), StringComparison.Ordinal);
        await AddRunsAsync(hub, "female", 93, 30, "2026-01");
        await hub.Database.WriteAsync(session => session.RunAsync("UPDATE tool_run SET decided_at = made_at + @hour, decided_by = 'acc_ann', decision = outputs, overridden = flagged", new { hour = 3_600_000_000L }));

        var line = JsonDocument.Parse(await hub.Client.GetStringAsync("/performance.json")).RootElement.GetProperty("work")[0];

        Assert.Equal("reporting decisions", line.GetProperty("work").GetString());
        Assert.Equal((100, 100), (line.GetProperty("done").GetInt64(), line.GetProperty("decided").GetInt64()));
        Assert.Equal((1.0, 1.0), (line.GetProperty("median_hours").GetDouble(), line.GetProperty("ninth_decile_hours").GetDouble()));
        Assert.Equal(0.35, line.GetProperty("overturned_rate").GetDouble());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("return_rate").ValueKind);
    }

    [Fact]
    public async Task Pages_OfTools_ShowRowsLawAndVersions()
    {
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Clock = new FakeClock(Made.Noon) });

        Assert.Contains("href=\"/register/tools/placement\"", await hub.Client.GetStringAsync("/register/tools"), StringComparison.Ordinal);
        var page = await hub.Client.GetStringAsync("/register/tools/placement");
        Assert.Contains("Never, where it may be that birth date is under 18 years ago", page, StringComparison.Ordinal);
        Assert.Contains("[2003] EWHC 1689 (Admin)", page, StringComparison.Ordinal);
        Assert.Contains("The first version.", page, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await hub.Client.GetAsync("/register/tools/nothing")).StatusCode);
        Assert.Contains("There is no alarm.", await hub.Client.GetStringAsync("/equality"), StringComparison.Ordinal);
    }

    /// <summary>Runs of a month as the store holds them, of people of one sex.</summary>
    static Task AddRunsAsync(HubUnderTest hub, string sex, int scored, int flagged, string month) => hub.Database.WriteAsync(async session =>
    {
        for (var run = 0; run < scored; run++)
            await session.RunAsync("""
                INSERT INTO tool_run (id, tool, version, case_id, made_at, month, made_by, inputs, outputs, rows_held, flagged, age_band, sex, nationality_group, ethnicity, entry)
                VALUES (@id, 'reporting', 1, 'cas_1', 0, @month, 'acc_ann', '{}', '["remote"]', '[]', @isFlagged, 'unknown', @sex, 'unknown', 'unknown', 'ent_1')
                """, new { id = Ids.New("run"), month, isFlagged = run < flagged ? 1L : 0L, sex });
    });
}
