using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Disclosures;

public sealed class LedgerAuditTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Look_AByteOfAnEntryIsWrong_StopsDisclosingUntilItIsMended(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var audit = exchange.Hub.Services.GetServices<IHostedService>().OfType<LedgerAudit>().Single();
        var before = await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.PublishedAsync();
        Assert.Null(await audit.LookAsync(default));
        var bundle = Directory.GetFiles(Path.Combine(exchange.Hub.Options.DataFolder, "ledger", "tile", "entries"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var good = await File.ReadAllBytesAsync(bundle);

        await File.WriteAllBytesAsync(bundle, [.. good[..^1], (byte)(good[^1] ^ 1)]);
        var finding = await audit.LookAsync(default);
        var asked = await exchange.AskAsync(ExchangeUnderTest.Ada);
        var read = await exchange.GetAsync($"/api/v1/checks/{before["id"]}");
        await File.WriteAllBytesAsync(bundle, good);
        var mended = await audit.LookAsync(default);
        var after = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.StartsWith("tile/entries/", finding!.File, StringComparison.Ordinal);
        Assert.Equal((503, "ledger-damaged", 503, "ledger-damaged"), (asked.Status, asked["code"], read.Status, read["code"]));
        Assert.Null(mended);
        Assert.Equal("disclosed", after["outcome"]);
    }
}
