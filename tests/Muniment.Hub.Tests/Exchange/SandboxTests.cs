using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>A sandbox for a partner's developers: made-up people alone, whatever it asks.</summary>
public sealed class SandboxTests
{
    static Agreement Sandbox(Agreement agreement) => agreement with { IsSandbox = true, Dpia = null, EqualityAssessment = null };

    [Fact]
    public async Task Ask_ForSomebodyReal_FindsNobody()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Sandbox);

        Assert.Equal("nothing-to-disclose", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]); // she is in the main snapshot alone
    }

    [Fact]
    public async Task Ask_ForSomebodyMadeUp_DisclosesHer()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Sandbox);
        var directory = exchange.Hub.Services.GetRequiredService<PersonDirectory>();
        var extract = Path.Combine(exchange.Hub.Options.DataFolder, "visas.csv");
        await File.WriteAllLinesAsync(extract, ["unique_id,forename,surname,birth_date,nationality,status", "m1,Zeno,Quill,1970-07-07,GRC,granted", "m2,Mara,Voss,1988-01-09,NLD,refused"]);
        SmallLink.Run(new LinkOrder { Extracts = [new Extract(extract, "visas")], IdColumn = "unique_id", Out = Path.Combine(directory.Folder, "made-up") }, default);
        directory.Show(SnapshotPartition.Sandbox, "made-up", []);

        Assert.Equal("disclosed", (await exchange.AskAsync(ExchangeUnderTest.Nobody))["outcome"]);
        Assert.Equal("nothing-to-disclose", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]);
    }
}
