using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Tests.Tools.Messages;

public class NotifyTests
{
    static readonly Dictionary<string, string> s_templates = new() { ["reporting-arrangement/sms"] = NotifyServer.Template, ["reporting-arrangement/letter"] = NotifyServer.Template, ["other/sms"] = "no uuid" };

    static NewMessage Sms(string to, string template = "reporting-arrangement") => new(MessageChannel.Sms, template, to, new Dictionary<string, string> { ["name"] = "Ada" });

    static Notify To(NotifyServer server, string key = NotifyServer.Key, TimeProvider? clock = null) => new(new NotifyOptions { ApiKey = key, Address = server.Address, Templates = s_templates }, clock ?? TimeProvider.System);

    [Theory]
    [InlineData("07700900111", MessageState.Delivered)]
    [InlineData("07700900002", MessageState.Failed)]
    [InlineData("07700900003", MessageState.Failed)]
    public async Task Send_TestNumber_EndsAsNotifySays(string number, MessageState state)
    {
        await using var server = await NotifyServer.StartAsync();
        using var notify = To(server);

        var sent = await notify.SendAsync("msg_1", Sms(number), default);
        var asked = await notify.AskAsync(sent.RouteId!, default);

        Assert.Equal((MessageState.Sending, state), (sent.State, asked!.State));
        var body = Assert.Single(server.Accepted);
        Assert.Equal("msg_1", body.GetProperty("reference").GetString());
        Assert.Equal("Ada", body.GetProperty("personalisation").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Send_Letter_GivesItsAddressLineByLineAndIsNotToldByBeingPosted()
    {
        await using var server = await NotifyServer.StartAsync();
        using var notify = To(server);

        var sent = await notify.SendAsync("msg_1", new(MessageChannel.Letter, "reporting-arrangement", "Ada Marsh\n1 Example Road\nSW1A 1AA", new Dictionary<string, string>()), default);

        Assert.Equal("SW1A 1AA", Assert.Single(server.Accepted).GetProperty("personalisation").GetProperty("address_line_3").GetString());
        Assert.Equal(MessageState.Sent, (await notify.AskAsync(sent.RouteId!, default))!.State);
    }

    [Fact]
    public async Task Send_Refused_FailsWithoutQuotingAnAddress()
    {
        await using var server = await NotifyServer.StartAsync();
        using var notify = To(server);
        using var wrongKey = To(server, $"k-{NotifyServer.Service}-{Guid.Empty}");
        using var wrongClock = To(server, clock: new FakeClock(Made.Noon));

        Assert.Equal(new MessageReceipt(null, MessageState.Failed, "400 ValidationError"), await notify.SendAsync("msg_1", Sms("07700900111", "other"), default));
        Assert.Equal(new MessageReceipt(null, MessageState.Failed, "400 ValidationError"), await notify.SendAsync("msg_1", Sms("1"), default));
        Assert.Equal("There is no template 'none/sms'.", (await notify.SendAsync("msg_1", Sms("07700900111", "none"), default)).Reason);
        Assert.Equal("403 AuthError", (await wrongKey.SendAsync("msg_1", Sms("07700900111"), default)).Reason);
        Assert.Equal("403 AuthError", (await wrongClock.SendAsync("msg_1", Sms("07700900111"), default)).Reason);
        Assert.Null(await notify.AskAsync("none", default));
        Assert.Throws<ArgumentException>(() => To(server, "my-key"));
        Assert.Equal(MessageState.Failed, Notify.StateOf("a status of next year"));
    }
}
