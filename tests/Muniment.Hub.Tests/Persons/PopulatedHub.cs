using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Tests.Persons;

/// <summary>A hub with three sources, linked: visas and patients in the main snapshot, a police list apart. Ada is in all of them.</summary>
sealed class PopulatedHub : IAsyncDisposable
{
    public const string OtherPurpose = "muniment:MedicalCare";

    PopulatedHub(HubUnderTest hub, FakeClock clock) => (Hub, Clock) = (hub, clock);

    public HubUnderTest Hub { get; }

    public FakeClock Clock { get; }

    public Actor Ann { get; } = Made.Actor("ann", Role.Steward, Role.DataEngineer, Role.Caseworker);

    public Actor Ben { get; } = Made.Actor("ben", Role.Steward, Role.Caseworker);

    public PersonDirectory Directory => Get<PersonDirectory>();

    public T Get<T>() where T : notnull => Hub.Services.GetRequiredService<T>();

    public static async Task<PopulatedHub> StartAsync(bool postgres)
    {
        var clock = new FakeClock(Made.Noon);
        var made = new PopulatedHub(await HubUnderTest.StartAsync(postgres, options => options with { Clock = clock, Link = SmallLink.Run }), clock);
        foreach (var source in new[] { Made.Source("visas"), Made.Source("patients", OtherPurpose), Made.Source("police", lawEnforcement: true) })
            await made.Get<SourceRegister>().RegisterAsync(Made.Request(source), made.Ann);
        await made.LoadAsync("visas", "v1,Ada,Marsh,1980-02-03,,VISA,", "v2,Bela,Kovac,1991-11-30,,,", "v3,Dai,Owen,2001-01-09,,,");
        await made.LoadAsync("patients", "h1,Ada,Marsh,1980-02-03,9434765919,,", "h2,Cora,Lund,1975-05-05,4010232137,,", "h3,Dai,Owen,2001-01-09,,,");
        await made.LoadAsync("police", "p1,Ada,Marsh,1980-02-03,,WANTED,");
        await made.LinkAsync();
        return made;
    }

    /// <summary>Another hub on a folder and database that are there already.</summary>
    public static async Task<PopulatedHub> ContinueAsync(HubOptions options, FakeClock clock) => new(await HubUnderTest.StartAsync(change: _ => options), clock);

    public Task<LoadReport> LoadAsync(string source, params string[] rows) => Get<SourceLoads>().LoadFilesAsync(source, [Made.Extract(Hub.Options.DataFolder, "next.csv", rows)], null, Ann);

    /// <summary>Links both snapshots, a minute later.</summary>
    public async Task LinkAsync()
    {
        foreach (var partition in Enum.GetValues<SnapshotPartition>())
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await Get<Snapshots>().LinkAsync(partition, Ann, "test");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public string? PersonOf(string source, string record, SnapshotPartition partition = SnapshotPartition.Main)
    {
        using var reading = Directory.Read(partition);
        return reading?.PersonOf(source, record);
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
