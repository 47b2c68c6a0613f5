using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Muniment.Cli.Linking;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Rights.Proof;
using Muniment.Tables;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>muniment demo --serve: sets the made-up country up once, then serves it on this machine alone, and says where to look.</summary>
sealed class CountryServer(string folder, long people, ulong seed, int port)
{
    /// <summary>Runs until it is stopped.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var partner = await PartnerAsync();
        if (!CountryHub.IsReady(folder))
        {
            Console.Error.WriteLine($"Setting up the made-up country of Exland, {people} people, in {folder}. This happens once.");
            await new CountryHub(folder, people, seed, DateTimeOffset.UtcNow, partner, Tell).SetUpAsync(cancellation);
            Console.Error.WriteLine();
        }
        await using var app = await HubApp.BuildAsync(new HubOptions { DataFolder = folder, Urls = $"http://127.0.0.1:{port}", Demo = true, Link = HubLink.Run });
        await app.StartAsync(cancellation);
        Say(app, await app.Services.GetRequiredService<DemoActivations>().MakeAsync(3));
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>On the port after the hub's.</summary>
    async Task<CountryPartner> PartnerAsync()
    {
        var at = port is 0 or ushort.MaxValue ? 0 : port + 1;
        try
        {
            return await CountryPartner.StartAsync(at);
        }
        catch (IOException)
        {
            throw new BadInputException($"Port {at} on this machine, where the made-up partners are to listen, is taken. Choose another with --port: they take the one after it.");
        }
    }

    static void Tell(string what) => Console.Error.Write(Console.IsErrorRedirected ? what + "\n" : $"\r\u001b[K{what}");

    void Say(WebApplication app, IReadOnlyList<(string Code, string Name)> people)
    {
        var address = app.Urls.First();
        var accounts = app.Services.GetRequiredService<DemoAccounts>();
        Console.WriteLine($"Exland is at {address}. Everybody and everything in it is made up.");
        Console.WriteLine($"  begin at    {address}/first-look");
        Console.WriteLine($"  public      {address}/  ·  {address}/register/agreements  ·  {address}/ledger  ·  {address}/openapi/v1.json");
        Console.WriteLine($"  staff       {address}/staff  ·  all accounts have the password {accounts.Password}");
        foreach (var role in DemoAccounts.Names.GroupBy(name => name.Role))
            Console.WriteLine($"    {role.Key.Name(),-22}{string.Join(", ", role.Select(name => name.SignInName))}");
        Console.WriteLine($"  a person    {address}/me/sign-in  ·  codes that count once, for a day; a new start makes new ones");
        foreach (var (code, name) in people)
            Console.WriteLine($"    {code}   {name}");
        Console.WriteLine($"  a partner   its key is in {CountryHub.KeyPath(folder, "benefits")}; ask, as the benefits office would:");
        Console.WriteLine($"""
                echo '{"{"}"person": {"{"}"surname": "Smith", "birth_date": "1985-05-05", "forename": "Anna"{"}"}{"}"}' > question.json
                curl -sS {address}/api/v1/agreements/benefits/checks -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM$RANDOM" --data-binary @question.json \
                  -H "Authorization: Bearer $(./muniment partner token --key {CountryHub.KeyPath(folder, "benefits")} --kid {CountryHub.KeyId("benefits")} --partner government-organisation:EX06 --body question.json)"
            """);
        Console.WriteLine("Ctrl-C stops it. It starts faster the next time; delete the folder to begin anew.");
    }
}
