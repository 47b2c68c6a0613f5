using System.Globalization;

namespace Muniment.Cli.Reports;

/// <summary>How numbers are written for people to read: the same in every culture.</summary>
static class Numbers
{
    /// <summary>12,345</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>+3.21: bits, with their sign.</summary>
    public static string Bits(double value) =>
        double.IsFinite(value) ? value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : double.IsNaN(value) ? "–" : value > 0 ? "+∞" : "−∞";

    /// <summary>0.9731; a share or a rate, 0 to 1.</summary>
    public static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>12.3 %</summary>
    public static string Percent(double value) => double.IsNaN(value) ? "–" : $"{(value * 100).ToString("0.0", CultureInfo.InvariantCulture)} %";

    /// <summary>A probability with enough digits that what is not certain does not read as certain: 0.973, 0.99998, > 0.99999999.</summary>
    public static string Probability(double value)
    {
        var rest = Math.Min(value, 1 - value);
        if (double.IsNaN(value))
            return "–";
        if (rest < 1e-8)
            return value < 0.5 ? value == 0 ? "0" : "< 0.00000001" : "> 0.99999999";
        var decimals = 3;
        for (var smallest = 0.01; rest < smallest && decimals < 8; smallest /= 10)
            decimals++;
        return value.ToString("0.000" + new string('#', decimals - 3), CultureInfo.InvariantCulture);
    }

    /// <summary>A share of any size with three significant digits: 0.712, 0.00481, 2.31e-9.</summary>
    public static string Small(double value)
    {
        if (double.IsNaN(value))
            return "–";
        var size = Math.Abs(value);
        if (size is > 0 and < 1e-6)
            return value.ToString("0.##e-0", CultureInfo.InvariantCulture);
        var decimals = 3;
        for (var smallest = 0.1; size > 0 && size < smallest && decimals < 9; smallest /= 10)
            decimals++;
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
