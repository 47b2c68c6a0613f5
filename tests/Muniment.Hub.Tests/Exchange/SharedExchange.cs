namespace Muniment.Hub.Tests.Exchange;

/// <summary>One hub for the cases of a class that change nothing in it.</summary>
public sealed class SharedExchange : IAsyncLifetime
{
    ExchangeUnderTest? _exchange;

    public ExchangeUnderTest Exchange => _exchange!;

    public async ValueTask InitializeAsync() => _exchange = await ExchangeUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Exchange.DisposeAsync();
}
