using System.Globalization;
using System.Text;

namespace Muniment.Ledger.Leaves;

/// <summary>A public entry of a Muniment ledger: what kind of act, in which month, under which agreement, and a commitment to the rest.</summary>
/// <remarks>
/// One line of ASCII, described in docs/formats/ledger.md, with one spelling only:
/// <c>muniment/1 KIND YYYY-MM AGREEMENT VERSION COMMITMENT</c>. Immutable.
/// </remarks>
public sealed record LedgerLeaf
{
    /// <summary>Longest name of a kind or an agreement, in letters.</summary>
    public const int LongestName = 64;

    /// <summary>Stands for the agreement where there is none.</summary>
    const string NoAgreement = "-";
    const string Format = "muniment/1";

    /// <summary>An entry.</summary>
    /// <param name="kind">What happened: 1 to 64 of a-z, 0-9 and '-', the first a letter.</param>
    /// <param name="year">Year, 1 to 9999.</param>
    /// <param name="month">Month, 1 to 12.</param>
    /// <param name="agreement">The agreement's id: 1 to 64 of A-Z, a-z, 0-9, '.', '_', '-', the first no '-'; null where there is none.</param>
    /// <param name="agreementVersion">The agreement's version from 1; 0 where there is no agreement.</param>
    /// <param name="commitment">Commitment to everything else.</param>
    /// <exception cref="ArgumentException">One of them is out of its range.</exception>
    public LedgerLeaf(string kind, int year, int month, string? agreement, int agreementVersion, Commitment commitment)
    {
        if (!IsKind(kind))
            throw new ArgumentException($"'{kind}' cannot be a kind: 1 to {LongestName} of a-z, 0-9 and '-', the first a letter.", nameof(kind));
        if (year is < 1 or > 9999 || month is < 1 or > 12)
            throw new ArgumentException($"There is no month {month} of {year}.", nameof(month));
        if (agreement is not null && !IsAgreement(agreement))
            throw new ArgumentException($"'{agreement}' cannot be an agreement: 1 to {LongestName} of A-Z, a-z, 0-9, '.', '_' and '-', the first no '-'.", nameof(agreement));
        if (agreementVersion < 0 || (agreement is null) != (agreementVersion == 0))
            throw new ArgumentException($"Version {agreementVersion} does not go with {(agreement is null ? "no agreement" : "an agreement")}: versions count from 1, 0 is no agreement.", nameof(agreementVersion));
        (Kind, Year, Month, Agreement, AgreementVersion, Commitment) = (kind, year, month, agreement, agreementVersion, commitment);
    }

    /// <summary>What happened.</summary>
    public string Kind { get; }

    /// <summary>Year it happened in, 1 to 9999.</summary>
    public int Year { get; }

    /// <summary>Month it happened in, 1 to 12.</summary>
    public int Month { get; }

    /// <summary>The agreement's id; null where there is none.</summary>
    public string? Agreement { get; }

    /// <summary>The agreement's version from 1; 0 where there is no agreement.</summary>
    public int AgreementVersion { get; }

    /// <summary>Commitment to everything else.</summary>
    public Commitment Commitment { get; }

    /// <summary>The entry's bytes: what is hashed into the tree.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(ToString());

    /// <summary>The entry's line, without a newline.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Format} {Kind} {Year:0000}-{Month:00} {Agreement ?? NoAgreement} {AgreementVersion} {Commitment}");

    /// <summary>Reads an entry's bytes.</summary>
    /// <exception cref="LedgerException">They are not exactly what <see cref="ToBytes"/> writes.</exception>
    public static LedgerLeaf Parse(ReadOnlySpan<byte> bytes)
    {
        var parts = Encoding.Latin1.GetString(bytes).Split(' ');
        if (parts.Length != 6 || parts[0] != Format)
            throw LedgerException.Malformed($"The entry is not '{Format} KIND YYYY-MM AGREEMENT VERSION COMMITMENT'.");
        if (!IsKind(parts[1]))
            throw LedgerException.Malformed("The entry's kind is not lower-case letters, digits and hyphens.");
        if (!IsMonth(parts[2], out var year, out var month))
            throw LedgerException.Malformed("The entry's month is not YYYY-MM.");
        var agreement = parts[3] == NoAgreement ? null : parts[3];
        if (agreement is not null && !IsAgreement(agreement))
            throw LedgerException.Malformed("The entry's agreement is not letters, digits, '.', '_' and '-'.");
        if (!Decimals.TryParse(parts[4], out var version) || version > int.MaxValue || (agreement is null) != (version == 0))
            throw LedgerException.Malformed("The entry's agreement version is no whole number, or does not go with its agreement.");
        if (!Commitment.TryParse(parts[5], out var commitment))
            throw LedgerException.Malformed("The entry's commitment is not 32 bytes in base64.");
        return new LedgerLeaf(parts[1], year, month, agreement, (int)version, commitment);
    }

    static bool IsMonth(string text, out int year, out int month)
    {
        (year, month) = (0, 0);
        if (text.Length != 7 || text[4] != '-' || text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') || text.AsSpan(5).ContainsAnyExceptInRange('0', '9'))
            return false;
        year = int.Parse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        month = int.Parse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture);
        return year >= 1 && month is >= 1 and <= 12;
    }

    static bool IsKind(string text) =>
        text.Length is >= 1 and <= LongestName && char.IsAsciiLetterLower(text[0]) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    static bool IsAgreement(string text) =>
        text.Length is >= 1 and <= LongestName && text[0] != '-' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
