using System.CommandLine;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Cli.Commands;

/// <summary>muniment account: what is done to the hub's accounts by whoever may read and write its folder.</summary>
static class AccountCommand
{
    static readonly Option<string> s_data = new("--data") { Description = "The hub's folder.", Required = true, Recursive = true };
    static readonly Option<string?> s_database = new("--database") { Description = "PostgreSQL's connection string (default: SQLite in the folder).", Recursive = true };
    static readonly Option<string> s_name = new("--name") { Description = "The first administrator's sign-in name.", Recursive = true, DefaultValueFactory = _ => "administrator" };
    static readonly Argument<string> s_account = new("name") { Description = "The account's sign-in name." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var first = new Command("first-administrator", "Makes the first administrator, once, and prints a code that counts for 24 hours.");
        first.SetAction((parsed, _) => TellAsync(ConsoleAccounts.InviteFirstAdministratorAsync(Options(parsed), parsed.GetValue(s_name)!)));
        var reset = new Command("reset", "Takes an account's password and codes, ends its sessions and prints a new code. For an administrator who cannot sign in any more.") { s_account };
        reset.SetAction((parsed, _) => TellAsync(ConsoleAccounts.ResetAsync(Options(parsed), parsed.GetValue(s_account)!)));
        return new Command("account", "Makes the hub's first administrator, or resets an account.") { first, reset, s_data, s_database, s_name };
    }

    static HubOptions Options(ParseResult parsed) => new() { DataFolder = Path.GetFullPath(parsed.GetValue(s_data)!), Database = parsed.GetValue(s_database) };

    static async Task<int> TellAsync(Task<string> invitation)
    {
        Console.WriteLine(await invitation);
        Console.Error.WriteLine("Open /staff/welcome on the hub and enter this code within 24 hours. It counts once and is not shown again.");
        return 0;
    }
}
