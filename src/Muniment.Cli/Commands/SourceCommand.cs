using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Cli.Linking;
using Muniment.Hub.Exchange;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment source: the register of sources, from the console of the hub's own account, while the hub runs or not.</summary>
static class SourceCommand
{
    static readonly Option<string> s_data = new("--data") { Description = "The hub's folder.", Required = true };
    static readonly Option<string?> s_database = new("--database") { Description = "PostgreSQL's connection string, as given to serve." };
    static readonly Argument<string> s_entry = new("FILE") { Description = "The source's public entry, JSON." };
    static readonly Argument<string> s_source = new("SOURCE") { Description = "The source's id." };
    static readonly Argument<string[]> s_files = new("FILE") { Description = "The extract: CSV, JSON lines or Parquet, .gz unpacked; several together are one load.", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<string?> s_from = new("--from") { Description = "Read a table of a PostgreSQL database instead: its connection string." };
    static readonly Option<string?> s_table = new("--table") { Description = "The table or view, such as visas.applicants." };
    static readonly Option<string?> s_asOf = new("--as-of") { Description = "The day the extract was made, such as 2026-03-31, from which retention counts (default: now)." };
    static readonly Option<bool> s_apart = new("--law-enforcement") { Description = "Link the law-enforcement sources (default: all others)." };
    static readonly Option<bool> s_sandbox = new("--sandbox") { Description = "Link the sandbox's made-up people." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var register = new Command("register", "Registers a source, or a new version of its entry. Nothing is loaded without one.") { s_entry, s_data, s_database };
        register.SetAction((parsed, cancellation) => WithHubAsync(parsed, (hub, by) => RegisterAsync(hub, parsed.GetValue(s_entry)!, by, cancellation)));
        var load = new Command("load", "Reads an extract of a registered source into the hub's folder.") { s_source, s_files, s_from, s_table, s_asOf, s_data, s_database };
        load.SetAction((parsed, cancellation) => WithHubAsync(parsed, (hub, by) => LoadAsync(hub, parsed, by, cancellation)));
        var link = new Command("link", "Links what is held into a new snapshot, and publishes it.") { s_apart, s_sandbox, s_data, s_database };
        link.SetAction((parsed, cancellation) => WithHubAsync(parsed, (hub, by) => LinkAsync(hub, parsed, by, cancellation)));
        var list = new Command("list", "Prints the public register, JSON.") { s_data, s_database };
        list.SetAction((parsed, cancellation) => WithHubAsync(parsed, (hub, _) => ListAsync(hub, cancellation)));
        return new Command("source", "Registers, loads and links the hub's sources.") { register, load, link, list };
    }

    static async Task<int> WithHubAsync(ParseResult parsed, Func<IServiceProvider, Actor, Task<int>> work)
    {
        var folder = Path.GetFullPath(parsed.GetValue(s_data)!);
        if (!Directory.Exists(folder))
            throw new BadInputException($"There is no hub's folder '{folder}'. 'muniment serve' makes one.");
        try
        {
            var options = new HubOptions { DataFolder = folder, Database = parsed.GetValue(s_database), Link = HubLink.Run };
            await using var app = await HubApp.BuildAsync(options); // Not started: only its parts are used.
            var by = new Actor($"console:{Environment.UserName}", Environment.UserName, new HashSet<Role> { Role.DataEngineer }, options.Clock.GetUtcNow());
            return await work(app.Services, by);
        }
        catch (ProblemException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
        catch (ExchangeFormatException exception)
        {
            throw new BadInputException($"The entry cannot be used: {exception.Message}", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new BadInputException($"'{folder}' belongs to another account. Use the account that the hub runs as.", exception);
        }
    }

    static async Task<int> RegisterAsync(IServiceProvider hub, string path, Actor by, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new BadInputException($"There is no file '{path}'.");
        var source = await hub.GetRequiredService<SourceRegister>().RegisterAsync(SourceJson.Read(await File.ReadAllBytesAsync(path, cancellation)), by);
        Console.Error.WriteLine(source.Withholding is { ConfirmedAt: null, PublishedAt: null }
            ? $"Source '{source.Entry.Id}' waits: a second person must agree that its provider's name is withheld."
            : $"Source '{source.Entry.Id}' is in the public register, version {source.Version}.");
        return 0;
    }

    static async Task<int> LoadAsync(IServiceProvider hub, ParseResult parsed, Actor by, CancellationToken cancellation)
    {
        var (id, files, from, table) = (parsed.GetValue(s_source)!, parsed.GetValue(s_files) ?? [], parsed.GetValue(s_from), parsed.GetValue(s_table));
        if (from is null ? files.Length == 0 || table is not null : files.Length > 0 || table is null)
            throw new BadInputException("Give one or more files, or --from with --table.");
        var loads = hub.GetRequiredService<SourceLoads>();
        var report = from is null
            ? await loads.LoadFilesAsync(id, files, AsOf(parsed), by, cancellation)
            : await loads.LoadTableAsync(id, from, table!, AsOf(parsed), by, cancellation);
        foreach (var notice in report.Notices)
            Console.Error.WriteLine(notice);
        Console.Error.WriteLine(report.IsNew
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Records:N0} records of '{id}' are held; {report.Rejects:N0} rows could not be used; {report.KeptOut:N0} records were kept out, past retention or erased. Link them: muniment source link.")
            : $"Source '{id}' holds just this already (load {report.LoadId}): nothing was changed.");
        return report.Rejects > 0 ? CommandRunner.UserMustAct : 0;
    }

    static async Task<int> LinkAsync(IServiceProvider hub, ParseResult parsed, Actor by, CancellationToken cancellation)
    {
        var partition = parsed.GetValue(s_apart) ? SnapshotPartition.LawEnforcement : parsed.GetValue(s_sandbox) ? SnapshotPartition.Sandbox : SnapshotPartition.Main;
        var made = await hub.GetRequiredService<Snapshots>().LinkAsync(partition, by, "At the console.", cancellation);
        Console.Error.WriteLine(made is null
            ? "There is nothing to link, and nothing is shown any more."
            : string.Create(CultureInfo.InvariantCulture, $"{made.Records:N0} records are {made.Persons:N0} persons. Snapshot {made.Id} is published; a running hub shows it within a second."));
        return 0;
    }

    static async Task<int> ListAsync(IServiceProvider hub, CancellationToken cancellation)
    {
        var sources = await hub.GetRequiredService<SourceRegister>().ListAsync(cancellation);
        using var output = Console.OpenStandardOutput();
        output.Write(SourceJson.WriteRegister(sources, TimeProvider.System.GetUtcNow()));
        return 0;
    }

    static DateTimeOffset? AsOf(ParseResult parsed) => parsed.GetValue(s_asOf) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        var text => throw new BadInputException($"--as-of {text} is no day such as 2026-03-31."),
    };
}
