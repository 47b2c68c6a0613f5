using System.CommandLine;
using Muniment.Tables;

namespace Muniment.Cli;

/// <summary>Runs a command and turns what went wrong into one sentence on standard error and an exit code.</summary>
/// <remarks>Exit codes: 0 done; 1 our fault; 2 the user must act (bad input, rejected rows, wrong options); 130 interrupted.</remarks>
static class CommandRunner
{
    public const int UserMustAct = 2;

    public static int Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("See 'muniment --help' or 'muniment COMMAND --help'.");
            return UserMustAct;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException exception)
        {
            Console.Error.WriteLine($"muniment: {exception.Message}");
            return UserMustAct;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("muniment: interrupted; nothing was written.");
            return 130;
        }
    }
}
