using System.Globalization;

namespace Muniment.Cli.Ledgers;

/// <summary>Says how many entries of a ledger are behind: on one line of a terminal, or in a line for every tenth of it elsewhere.</summary>
sealed class LedgerProgress(TextWriter errors, bool redirected)
{
    int _tenth;

    /// <summary>Entries verified, and entries there are.</summary>
    public void Show(long done, long size)
    {
        if (!redirected)
            errors.Write(string.Create(CultureInfo.InvariantCulture, $"\r{done} of {size} entries"));
        if (!redirected || size < 1_000_000 || done * 10 / size <= _tenth)
            return;
        _tenth = (int)(done * 10 / size);
        errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {size} entries"));
    }

    /// <summary>Clears the line.</summary>
    public void End()
    {
        if (!redirected)
            errors.Write("\r" + new string(' ', 60) + "\r");
    }
}
