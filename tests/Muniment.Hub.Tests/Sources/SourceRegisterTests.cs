using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Hub.Tests.Sources;

public sealed class SourceRegisterTests
{
    readonly FakeClock _clock = new(Made.Noon);
    readonly Actor _ann = Made.Actor("ann", Role.DataEngineer);
    readonly Actor _ben = Made.Actor("ben", Role.DataEngineer);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Register_Twice_MakesOneVersionAndAChangeAnother(bool postgres)
    {
        await using var hub = await StartAsync(postgres);
        var register = hub.Services.GetRequiredService<SourceRegister>();

        await register.RegisterAsync(Made.Request(Made.Source("visas")), _ann);
        Assert.Equal(1, (await register.RegisterAsync(Made.Request(Made.Source("visas")), _ben)).Version);
        var changed = await register.RegisterAsync(Made.Request(Made.Source("visas") with { Contact = "Room 1" }), _ben);

        Assert.Equal(2, changed.Version);
        Assert.Equal("Room 1", changed.Entry.Contact);
        Assert.Equal(2, await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM source_version")));
        var entry = await FirstOfRegisterAsync(hub);
        Assert.Equal("Example Data Ltd", entry.GetProperty("provider").GetProperty("name").GetString());
        Assert.Equal("in_use", entry.GetProperty("state").GetString());
        Assert.Equal(0, entry.GetProperty("records").GetInt64());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("people").ValueKind);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Withholding_TwoPeopleAndSixMonths_ThenStopsUntilPublished(bool postgres)
    {
        await using var hub = await StartAsync(postgres);
        var register = hub.Services.GetRequiredService<SourceRegister>();
        var loads = hub.Services.GetRequiredService<SourceLoads>();
        var file = Made.Extract(hub.Options.DataFolder, "v.csv", "v1,Ada,Marsh,1980-02-03,,VISA,");

        Assert.Equal("withheld-too-long", await CodeAsync(() => register.RegisterAsync(Made.Request(Made.Source("visas"), "a reason", new LocalDate(2026, 9, 3)), _ann)));
        Assert.Equal("source-not-registered", await CodeAsync(() => loads.LoadFilesAsync("visas", [file], null, _ann)));
        await register.RegisterAsync(Made.Request(Made.Source("visas"), "a reason", new LocalDate(2026, 9, 2)), _ann);
        Assert.Empty((await RegisterAsync(hub)).EnumerateArray());
        Assert.Equal("source-waits", await CodeAsync(() => loads.LoadFilesAsync("visas", [file], null, _ann)));
        Assert.Equal("second-person", await CodeAsync(() => register.ConfirmWithholdingAsync("visas", _ann)));
        await register.ConfirmWithholdingAsync("visas", _ben);

        var entry = await FirstOfRegisterAsync(hub);
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("provider").ValueKind);
        Assert.DoesNotContain("Example Data", entry.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("EX99", entry.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("2026-09-02T23:00:00Z", entry.GetProperty("provider_withheld").GetProperty("until").GetString());
        Assert.True((await loads.LoadFilesAsync("visas", [file], null, _ann)).IsNew);

        _clock.Advance(TimeSpan.FromDays(185));
        Assert.Equal("stopped", (await FirstOfRegisterAsync(hub)).GetProperty("state").GetString());
        Assert.Equal("source-stopped", await CodeAsync(() => loads.LoadFilesAsync("visas", [file], null, _ann)));
        await register.PublishProviderAsync("visas", _ann);
        Assert.Equal("Example Data Ltd", (await FirstOfRegisterAsync(hub)).GetProperty("provider").GetProperty("name").GetString());
        Assert.False((await loads.LoadFilesAsync("visas", [file], null, _ann)).IsNew);
        Assert.Equal("name-is-public", await CodeAsync(() => register.RegisterAsync(Made.Request(Made.Source("visas"), "again", new LocalDate(2026, 12, 1)), _ann)));
    }

    [Fact]
    public async Task Register_MadeUpPeople_IsForADemonstrationOnly()
    {
        await using var hub = await StartAsync(false);
        await using var demo = await HubUnderTest.StartAsync(change: options => options with { Demo = true });

        Assert.Equal("made-up", await CodeAsync(() => hub.Services.GetRequiredService<SourceRegister>().RegisterAsync(Made.Request(Made.Source("visas") with { IsMadeUp = true }), _ann)));
        Assert.Equal("demo-only", await CodeAsync(() => demo.Services.GetRequiredService<SourceRegister>().RegisterAsync(Made.Request(Made.Source("visas")), _ann)));
    }

    internal static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Code;

    static async Task<JsonElement> RegisterAsync(HubUnderTest hub) =>
        JsonDocument.Parse(await hub.Client.GetByteArrayAsync("/register/sources.json")).RootElement.GetProperty("sources");

    static async Task<JsonElement> FirstOfRegisterAsync(HubUnderTest hub) => Assert.Single((await RegisterAsync(hub)).EnumerateArray());

    Task<HubUnderTest> StartAsync(bool postgres) => HubUnderTest.StartAsync(postgres, options => options with { Clock = _clock });
}
