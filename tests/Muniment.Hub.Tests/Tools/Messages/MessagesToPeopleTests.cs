using Muniment.Hub.Tests.Sources;
using Muniment.Hub.Tests.Tools.Runs;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Tests.Tools.Messages;

public class MessagesToPeopleTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Send_ToTheOutbox_IsAFileAndNothingOfItInTheDatabase(bool postgres)
    {
        await using var test = await CaseUnderTest.StartAsync(postgres);

        var message = await test.SendAsync();

        var path = Assert.Single(Directory.GetFiles(Path.Combine(test.Hub.Hub.Options.DataFolder, "outbox")));
        Assert.Equal($"{message.Id}.json", Path.GetFileName(path));
        Assert.True(Made.IsForOwnerAlone(path));
        Assert.Contains("07700900111", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Equal((MessageState.Sent, "outbox"), (message.State, message.Route));
        Assert.Equal(0, await test.Messages.FollowAsync());
        var stored = await test.Hub.Hub.Database.ReadAsync(session => session.FindAsync<dynamic>("SELECT * FROM message"));
        Assert.DoesNotContain("07700900111", string.Join(' ', ((IDictionary<string, object>)stored!).Values), StringComparison.Ordinal);
        Assert.DoesNotContain("07700900111", test.Hub.Hub.Log, StringComparison.Ordinal);
        Assert.Equal(1, await test.Hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'message' AND subject IS NOT NULL")));
        Assert.Equal("no-case", await SourceRegisterTests.CodeAsync(() => test.Messages.ListAsync(test.CaseId, test.Ben)));
        Assert.Equal("address", await SourceRegisterTests.CodeAsync(() => test.Messages.SendAsync(test.CaseId, test.Alias, new(MessageChannel.Letter, "x", "one line", new Dictionary<string, string>()), null, test.Ann)));
        Assert.Equal("replaces", await SourceRegisterTests.CodeAsync(() => test.SendAsync("msg_of_another")));
    }

    [Fact]
    public async Task Follow_ThroughNotify_MovesOnAndAFailureStaysAFailure()
    {
        await using var server = await NotifyServer.StartAsync();
        var options = new NotifyOptions { ApiKey = NotifyServer.Key, Address = server.Address, Templates = new Dictionary<string, string> { ["reporting-arrangement/sms"] = NotifyServer.Template } };
        await using var test = await CaseUnderTest.StartAsync();
        using var notify = new Notify(options, TimeProvider.System);
        using var messages = new MessagesToPeople(test.Hub.Hub.Database, test.Hub.Hub.Options, notify, Microsoft.Extensions.Logging.Abstractions.NullLogger<MessagesToPeople>.Instance);
        Task<Message> SendAsync(string to) => messages.SendAsync(test.CaseId, test.Alias, new(MessageChannel.Sms, "reporting-arrangement", to, new Dictionary<string, string>()), null, test.Ann);

        var arrives = await SendAsync("07700900111");
        var fails = await SendAsync("07700900002");
        Assert.Equal(MessageState.Sending, arrives.State);
        Assert.Equal(2, await messages.FollowAsync());
        Assert.Equal(0, await messages.FollowAsync());

        var states = (await messages.ListAsync(test.CaseId, test.Ann)).ToDictionary(message => message.Id, message => message.State);
        Assert.Equal((MessageState.Delivered, MessageState.Failed), (states[arrives.Id], states[fails.Id]));
        Assert.Equal("permanent-failure", (await messages.ListAsync(test.CaseId, test.Ann)).Single(message => message.Id == fails.Id).StateReason);
        await server.DisposeAsync();
        Assert.Equal((MessageState.Failed, "The provider could not be reached."), await SendAsync("07700900111") is var cut ? (cut.State, cut.StateReason!) : default);
    }
}
