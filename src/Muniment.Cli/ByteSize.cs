using System.Globalization;
using Muniment.Tables;

namespace Muniment.Cli;

/// <summary>Sizes as people write them: 8GB, 500MB, 1.5GiB, 4096.</summary>
static class ByteSize
{
    static readonly (string Unit, double Bytes)[] s_units =
        [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("G", 1e9), ("M", 1e6), ("B", 1)];

    /// <summary>Bytes of a size.</summary>
    /// <exception cref="BadInputException">The text is no size.</exception>
    public static long Parse(string text)
    {
        var (number, factor) = (text, 1d);
        foreach (var (unit, bytes) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                continue;
            (number, factor) = (text[..^unit.Length], bytes);
            break;
        }
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0 && value * factor < long.MaxValue
            ? (long)(value * factor)
            : throw new BadInputException($"'{text}' is no size of memory: write it as 8GB, 500MB or 1.5GiB.");
    }
}
