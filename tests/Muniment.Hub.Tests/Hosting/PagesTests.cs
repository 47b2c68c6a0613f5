namespace Muniment.Hub.Tests.Hosting;

public class PagesTests
{
    [Fact]
    public async Task Page_InAFeaturesFolder_IsServedAtTheAddressItSays()
    {
        await using var hub = await HubUnderTest.StartAsync();

        Assert.Contains("id=\"main-content\"", await hub.Client.GetStringAsync("/cookies"), StringComparison.Ordinal);
    }
}
