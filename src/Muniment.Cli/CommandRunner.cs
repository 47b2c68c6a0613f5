using System.CommandLine;
using Muniment.Ledger;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli;

/// <summary>Runs a command and turns what went wrong into one sentence on standard error and an exit code.</summary>
/// <remarks>Exit codes: 0 done; 1 our fault; 2 the user must act (bad input, rejected rows, wrong options); 130 interrupted.</remarks>
static class CommandRunner
{
    public const int UserMustAct = 2;
    const int OurFault = 1;
    const int Interrupted = 130;

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
        catch (Exception exception)
        {
            return Tell(exception, Console.Error, withTrace: Environment.GetEnvironmentVariable("MUNIMENT_TRACE") == "1");
        }
    }

    /// <summary>Says what went wrong in one sentence.</summary>
    /// <param name="exception">What ended the command; of several that parallel work threw, the one the user can act on.</param>
    /// <param name="errors">Where to say it.</param>
    /// <param name="withTrace">Whether to add where in the program it happened.</param>
    /// <returns>The exit code.</returns>
    internal static int Tell(Exception exception, TextWriter errors, bool withTrace)
    {
        var all = exception is AggregateException several ? [.. several.Flatten().InnerExceptions] : new[] { exception };
        var (sentence, code) = Array.Find(all, one => one is BadInputException or ModelException or LedgerException) is { } known ? (known.Message, UserMustAct)
            : Array.Exists(all, one => one is OperationCanceledException) ? ("interrupted; nothing was written.", Interrupted)
            : Array.Find(all, one => one is IOException or UnauthorizedAccessException) is { } refused ? ($"a file could not be read or written: {refused.Message}", UserMustAct)
            : Array.Exists(all, one => one is OutOfMemoryException) ? ("there was not enough memory; nothing was written. Link fewer records at a time, or use a machine with more.", UserMustAct)
            // The kind alone: the text of an exception nobody foresaw may hold people's data.
            : ($"stopped by a mistake of the program's own ({(all.Length > 0 ? all[0] : exception).GetType().Name}); nothing was written. Please report it, with what MUNIMENT_TRACE=1 adds to this.", OurFault);
        errors.WriteLine($"muniment: {sentence}");
        if (withTrace)
            errors.WriteLine(exception);
        return code;
    }
}
