using System.Net;
using System.Text.Json;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Tools;

public class ToolRegisterTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Records_OfAllTools_SayWhatTheStandardAsksAndWhatRuns(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Clock = new FakeClock(Made.Noon) });

        var records = JsonDocument.Parse(await hub.Client.GetStringAsync("/register/tools.json")).RootElement;
        Assert.Equal(["placement", "reporting", "status-check", "support-cessation"], records.EnumerateArray().Select(record => record.GetProperty("id").GetString()));
        var placement = JsonDocument.Parse(await hub.Client.GetStringAsync("/register/tools/placement.json")).RootElement;
        Assert.Equal("Algorithmic Transparency Recording Standard 4.0", placement.GetProperty("standard").GetString());
        Assert.True(placement.GetProperty("in_use").GetBoolean());
        Assert.Equal("Run 0 times in the last 365 days and 0 times in all; a human decided 0 of them.", placement.GetProperty("deployment_context").GetProperty("frequency_and_scale_of_usage").GetString());
        Assert.Equal("None is in force.", placement.GetProperty("operational_data").GetProperty("data_sharing_agreements").GetString());
        Assert.Equal("Never, where it may be that birth date is under 18 years ago: Place in shared accommodation for adults.", placement.GetProperty("table").GetProperty("never")[0].GetString());
        Assert.Equal(5, placement.GetProperty("table").GetProperty("rows").GetArrayLength());
        Assert.StartsWith("# Where a person is placed.", await hub.Client.GetStringAsync("/register/tools/placement/versions/1.yaml"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.GetAsync("/register/tools/nothing.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.GetAsync("/register/tools/placement/versions/2.yaml")).StatusCode);
        Assert.Equal(4, await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'tool'")));
    }

    [Fact]
    public async Task Start_PublishedVersionThatDiffers_IsRefused()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"muniment-hub-{Guid.NewGuid():N}");
        await using (var hub = await HubUnderTest.StartAsync(change: options => options with { DataFolder = folder }))
            await hub.Database.WriteAsync(session => session.RunAsync("UPDATE tool_version SET sha256 = 'other' WHERE tool = 'placement'"));

        var refused = await Assert.ThrowsAsync<BadInputException>(() => HubUnderTest.StartAsync(change: options => options with { DataFolder = folder }));

        Assert.Contains("A published version never changes", refused.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
