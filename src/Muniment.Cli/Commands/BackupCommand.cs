using System.CommandLine;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Backups;

namespace Muniment.Cli.Commands;

/// <summary>muniment backup and muniment restore: the hub's database and keys, and never reviving what was stopped.</summary>
static class BackupCommand
{
    static readonly Option<string> s_data = new("--data") { Description = "The hub's folder.", Required = true };
    static readonly Option<string?> s_database = new("--database") { Description = "PostgreSQL's connection string, as given to serve." };
    static readonly Option<string> s_to = new("--to") { Description = "A new folder for the backup.", Required = true };
    static readonly Option<string> s_from = new("--from") { Description = "The backup's folder.", Required = true };

    /// <summary>The command that makes one, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("backup", "Copies the hub's database and keys into a folder, while the hub runs.") { s_data, s_database, s_to };
        command.SetAction(async (parsed, cancellation) =>
        {
            var to = Path.GetFullPath(parsed.GetValue(s_to)!);
            await Backup.MakeAsync(OptionsOf(parsed), to, cancellation);
            Console.Error.WriteLine($"Backed up to {to}. Copy also, at any time: snapshots/, ledger/ and, after this, journal/ of the hub's folder.");
            return 0;
        });
        return command;
    }

    /// <summary>The command that puts one back, for the root.</summary>
    public static Command CreateRestore()
    {
        var command = new Command("restore", "Puts a backup back, and stops again whatever was stopped since it was made.") { s_data, s_database, s_from };
        command.SetAction(async (parsed, cancellation) =>
        {
            var result = await Restore.RunAsync(OptionsOf(parsed), Path.GetFullPath(parsed.GetValue(s_from)!), cancellation);
            Console.Error.WriteLine($"Restored. {result.Acts} acts of the journal were run again (pauses, erasures, splits, revocations); {result.Rejoined} entries were found again in the published ledger; "
                + $"{result.Lost} of its entries were made after the backup, so what they commit to is lost. Partners' tokens issued until now are refused.");
            return 0;
        });
        return command;
    }

    static HubOptions OptionsOf(ParseResult parsed) => new() { DataFolder = Path.GetFullPath(parsed.GetValue(s_data)!), Database = parsed.GetValue(s_database) };
}
