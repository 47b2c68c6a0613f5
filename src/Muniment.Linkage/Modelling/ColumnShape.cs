using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>What a column's values look like, counted over its distinct values.</summary>
/// <remarks>
/// Large dictionaries are sampled by a hash of the value, so that neither the order of the rows nor that of the codes matters.
/// All sums are of integers, so they are the same in any order. Immutable; safe on any thread.
/// </remarks>
sealed class ColumnShape
{
    static readonly CleaningRecipe s_text = CleaningRecipe.Parse(["text"]);
    static readonly CleaningRecipe s_sex = CleaningRecipe.Parse(["text", "sex"]);
    static readonly CleaningRecipe s_postcode = CleaningRecipe.Parse(["postcode"]);
    static readonly CleaningRecipe s_nhs = CleaningRecipe.Parse(["nhs"]);
    static readonly CleaningRecipe s_nationalInsurance = CleaningRecipe.Parse(["nino"]);
    static readonly CleaningRecipe s_address = CleaningRecipe.Parse(["address"]);

    readonly Dictionary<int, long> _lengths = [];
    readonly long[] _counts = new long[Enum.GetValues<Trait>().Length];
    readonly DateStep _date;
    long _words;
    long _characters;
    long _sampled;

    /// <summary>Looks at a column.</summary>
    public ColumnShape(Column column)
    {
        var counts = column.Counts;
        Rows = column.Codes.Length;
        Filled = Rows - counts[0];
        Distinct = column.Values.Count - 1;
        DateFormat = DateFormatGuess.Of(column);
        _date = new DateStep(DateFormat.Order, DateFormat.Pivot);
        var mask = ValueSample.Mask(Distinct);
        var years = new List<int>();
        var buffer = new CleanBuffer();
        for (var code = 1; code <= Distinct; code++)
        {
            Most = Math.Max(Most, counts[code]);
            var value = column.Values[code];
            if (ValueSample.IsDrawn(value, mask))
                Look(value, counts[code], years, ref buffer);
        }
        years.Sort();
        Years = years.Count == 0 ? (0, 0, 0) : (years[years.Count / 20], years[years.Count / 2], years[years.Count - 1 - (years.Count / 20)]);
    }

    /// <summary>Something a value may be.</summary>
    internal enum Trait
    {
        Email,
        Date,
        Year,
        Sex,
        UnitedKingdomPostcode,
        NhsNumber,
        NationalInsuranceNumber,
        Digits,
        NoDigits,
        DialShape,
        Forename,
        Surname,
        ForenameAndSurname,
        Place,
        Region,
        Country,
        Street,
        Occupation,
        StartsWithNumber,
    }

    /// <summary>Records.</summary>
    public long Rows { get; }

    /// <summary>Records with a value.</summary>
    public long Filled { get; }

    /// <summary>Distinct values.</summary>
    public int Distinct { get; }

    /// <summary>Records with the most frequent value.</summary>
    public int Most { get; }

    /// <summary>How the dates of the column are written, if it holds dates.</summary>
    public DateFormat DateFormat { get; }

    /// <summary>The 5 %, 50 % and 95 % points of the years of its distinct dates; 0 without dates.</summary>
    public (int Low, int Middle, int High) Years { get; }

    /// <summary>Mean number of words, 0 if empty.</summary>
    public double WordsEach => _sampled == 0 ? 0 : (double)_words / _sampled;

    /// <summary>Mean number of characters, 0 if empty.</summary>
    public double LengthEach => _sampled == 0 ? 0 : (double)_characters / _sampled;

    /// <summary>Share (0 to 1) of records with a value that have this trait.</summary>
    public double Share(Trait trait) => _sampled == 0 ? 0 : (double)_counts[(int)trait] / _sampled;

    /// <summary>The most frequent length in characters and its share (0 to 1); the shorter of two.</summary>
    public (int Length, double Share) UsualLength =>
        _lengths.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (pair.Key, (double)pair.Value / _sampled)).FirstOrDefault();

    void Look(ReadOnlySpan<byte> value, int count, List<int> years, ref CleanBuffer buffer)
    {
        var length = Encoding.UTF8.GetCharCount(value);
        _sampled += count;
        _characters += (long)count * length;
        _lengths[length] = _lengths.GetValueOrDefault(length) + count;
        var at = value.IndexOf((byte)'@');
        Add(Trait.Email, at > 0 && value[at..].IndexOf((byte)'.') > 0, count);
        var digits = CountDigits(value);
        Add(Trait.Digits, digits == value.Length, count);
        Add(Trait.NoDigits, digits == 0, count);
        Add(Trait.StartsWithNumber, value[0] is >= (byte)'0' and <= (byte)'9' && digits < value.Length && digits <= 5, count);
        Add(Trait.DialShape, digits is >= 7 and <= 15 && (value[0] is (byte)'+' or (byte)'0' or (byte)'(' || digits < value.Length) && value.Length <= digits + 6 && !HasLetter(value), count);
        Add(Trait.Sex, s_sex.TryClean(value, ref buffer), count);
        Add(Trait.NhsNumber, digits == 10 && s_nhs.TryClean(value, ref buffer), count);
        Add(Trait.NationalInsuranceNumber, digits == 6 && s_nationalInsurance.TryClean(value, ref buffer), count);
        Add(Trait.UnitedKingdomPostcode, digits is > 0 and < 4 && s_postcode.TryClean(value, ref buffer) && buffer.Value.IndexOf((byte)' ') > 0, count);
        LookForDate(value, digits, count, years);
        if (s_text.TryClean(value, ref buffer))
            LookAtText(ref buffer, count);
    }

    void LookForDate(ReadOnlySpan<byte> value, int digits, int count, List<int> years)
    {
        if (digits is < 4 or > 17 || !_date.TryRead(value, out var date))
            return;
        Add(Trait.Date, date.Day > 0 && (digits >= 5 || HasLetter(value)), count);
        Add(Trait.Year, value.Length == 4 && date is { Month: 0, Year: >= 1700 and <= 2100 }, count);
        years.Add(date.Year);
    }

    void LookAtText(ref CleanBuffer text, int count)
    {
        var value = text.Value;
        _words += (long)count * (value.Count((byte)' ') + 1);
        Add(Trait.Region, KnownPlaces.Regions.Contains(value), count);
        Add(Trait.Country, KnownPlaces.Countries.Contains(value), count);
        Add(Trait.Place, KnownPlaces.IsTown(value), count);
        Add(Trait.Occupation, KnownPlaces.IsOccupation(value), count);
        var forename = false;
        var surname = false;
        foreach (var range in value.Split((byte)' '))
        {
            var word = value[range];
            forename |= KnownNames.Forenames.Contains(word) || Nicknames.Table.Contains(word);
            surname |= KnownNames.Surnames.Contains(word);
        }
        Add(Trait.Forename, forename, count);
        Add(Trait.Surname, surname && !forename, count);
        Add(Trait.ForenameAndSurname, forename && surname && value.IndexOf((byte)' ') > 0, count);
        if (value.IndexOf((byte)' ') > 0 && s_address.Steps[0].Apply(ref text))
            Add(Trait.Street, KnownPlaces.IsStreetWord(text.Value[(text.Value.LastIndexOf((byte)' ') + 1)..]), count);
    }

    void Add(Trait trait, bool has, int count) => _counts[(int)trait] += has ? count : 0;

    static int CountDigits(ReadOnlySpan<byte> value)
    {
        var digits = 0;
        foreach (var b in value)
            digits += char.IsAsciiDigit((char)b) ? 1 : 0;
        return digits;
    }

    static bool HasLetter(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (b >= 128 || char.IsAsciiLetter((char)b))
                return true;
        }
        return false;
    }
}
