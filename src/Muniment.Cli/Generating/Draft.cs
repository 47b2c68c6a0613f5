namespace Muniment.Cli.Generating;

/// <summary>A record while it is being made: every value a source could ask for.</summary>
/// <remarks>Owned by one thread; used again for the next record.</remarks>
sealed class Draft
{
    /// <summary>Given names.</summary>
    public FieldText Forename { get; } = new();

    /// <summary>Family name.</summary>
    public FieldText Surname { get; } = new();

    /// <summary>The whole name as written at home.</summary>
    public FieldText NativeName { get; } = new();

    /// <summary>An earlier surname, or what the person is called.</summary>
    public FieldText OtherNames { get; } = new();

    /// <summary>Email address.</summary>
    public FieldText Email { get; } = new();

    /// <summary>Telephone number.</summary>
    public FieldText Phone { get; } = new();

    /// <summary>NHS number.</summary>
    public FieldText NhsNumber { get; } = new();

    /// <summary>Passport number.</summary>
    public FieldText Passport { get; } = new();

    /// <summary>The source's own number for the person.</summary>
    public FieldText PersonNumber { get; } = new();

    /// <summary>Scratch for fields put together of others.</summary>
    public FieldText Joined { get; } = new();

    /// <summary>Date of birth as recorded; null = missing.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>Sex as recorded; null = missing.</summary>
    public bool? Female { get; set; }

    /// <summary>Nationality; empty = missing.</summary>
    public string Nationality { get; set; } = "";

    /// <summary>House number; 0 = missing, and the street with it.</summary>
    public int House { get; set; }

    /// <summary>Street.</summary>
    public string Street { get; set; } = "";

    /// <summary>Town; empty = missing.</summary>
    public string Town { get; set; } = "";

    /// <summary>Postcode; empty = missing.</summary>
    public string Postcode { get; set; } = "";

    /// <summary>The year the record was made.</summary>
    public int Year { get; set; }

    /// <summary>Appends a source's row, the truth left out; the row is not ended.</summary>
    public void Append(CsvRows rows, Source source, int row)
    {
        foreach (var column in source.Columns)
            Append(rows, column.What, source, row);
    }

    void Append(CsvRows rows, Attribute what, Source source, int row)
    {
        switch (what)
        {
            case Attribute.BirthDate:
                AppendDate(rows, source);
                break;
            case Attribute.Year:
                rows.Number(Year);
                break;
            case Attribute.House:
                rows.Field(House == 0 ? "" : Joined.Clear().AppendNumber(House).Value);
                break;
            default:
                rows.Field(Text(what, source, row));
                break;
        }
    }

    ReadOnlySpan<char> Text(Attribute what, Source source, int row) => what switch
    {
        Attribute.RecordId => Joined.Clear().Append(source.Letter).AppendNumber(row + 1, 7).Value,
        Attribute.Forename => Forename.Value,
        Attribute.Surname => Surname.Value,
        Attribute.FullName => Joined.Set(Forename.Value).Append(Forename.Length > 0 && Surname.Length > 0 ? " " : "").Append(Surname.Value).Value,
        Attribute.NativeName => NativeName.Value,
        Attribute.OtherNames => OtherNames.Value,
        Attribute.Sex => Female is null ? "" : Female.Value ? source.SexWords.Female : source.SexWords.Male,
        Attribute.Nationality => Nationality,
        Attribute.Street => Street,
        Attribute.AddressLine => House == 0 ? "" : Joined.Clear().AppendNumber(House).Append(' ').Append(Street).Value,
        Attribute.Town => Town,
        Attribute.Postcode => Postcode,
        Attribute.Email => Email.Value,
        Attribute.Phone => Phone.Value,
        Attribute.NhsNumber => NhsNumber.Value,
        Attribute.Passport => Passport.Value,
        Attribute.PersonNumber => PersonNumber.Value,
        _ => throw new System.Diagnostics.UnreachableException($"{what} is no text."),
    };

    void AppendDate(CsvRows rows, Source source)
    {
        if (BirthDate is not { } date)
        {
            rows.Field("");
            return;
        }
        if (!source.DayFirst)
        {
            rows.Date(date);
            return;
        }
        Span<char> text = stackalloc char[DateText.Length];
        DateText.DayFirst(date, text);
        rows.Field(text);
    }
}
