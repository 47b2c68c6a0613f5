namespace Muniment.Cli.Generating;

/// <summary>What a column of a source holds.</summary>
enum Attribute
{
    /// <summary>The record's id within its source.</summary>
    RecordId,

    /// <summary>Given names.</summary>
    Forename,

    /// <summary>Family name.</summary>
    Surname,

    /// <summary>Both in one field.</summary>
    FullName,

    /// <summary>The whole name as written at home.</summary>
    NativeName,

    /// <summary>An earlier surname, or what the person is called.</summary>
    OtherNames,

    /// <summary>Date of birth.</summary>
    BirthDate,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Country of nationality, three letters.</summary>
    Nationality,

    /// <summary>House number.</summary>
    House,

    /// <summary>Street.</summary>
    Street,

    /// <summary>House number and street in one field.</summary>
    AddressLine,

    /// <summary>Town.</summary>
    Town,

    /// <summary>Postcode.</summary>
    Postcode,

    /// <summary>Email address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>NHS number.</summary>
    NhsNumber,

    /// <summary>Passport number.</summary>
    Passport,

    /// <summary>The source's own number for the person.</summary>
    PersonNumber,

    /// <summary>The year the record was made.</summary>
    Year,
}

/// <summary>A column of a source.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="What">What it holds.</param>
sealed record SourceColumn(string Name, Attribute What);

/// <summary>How often a source errs, each a probability of a record, 0 to 1.</summary>
/// <param name="Slip">A slip in one of the names.</param>
/// <param name="Scanned">Share of those slips that a scanner made.</param>
/// <param name="Short">A short forename for the full one.</param>
/// <param name="Respelt">Another romanisation of each name.</param>
/// <param name="Plain">Marks on letters lost.</param>
/// <param name="InScript">Names written in the script of home.</param>
/// <param name="Exchanged">Forename and surname exchanged.</param>
/// <param name="DateSlip">A digit of the birth date wrong; half as often day and month exchanged.</param>
/// <param name="Missing">Any one optional field missing.</param>
sealed record ErrorRates(double Slip, double Scanned, double Short, double Respelt, double Plain, double InScript, double Exchanged, double DateSlip, double Missing);

/// <summary>An organisation whose records are made up.</summary>
/// <param name="Key">One word: the file's name without its ending.</param>
/// <param name="Letter">Begins its record ids and person numbers.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Errors">How often it errs.</param>
/// <param name="IsUpperCase">Names in capitals.</param>
/// <param name="DayFirst">Dates as 31/12/2001; else 2001-12-31.</param>
/// <param name="SexWords">The words for male and female.</param>
/// <param name="AgainShare">Share of people who have a second record.</param>
sealed record Source(
    string Key, char Letter, SourceColumn[] Columns, ErrorRates Errors, bool IsUpperCase, bool DayFirst, (string Male, string Female) SexWords, double AgainShare)
{
    /// <summary>Every source, in the order in which --sources takes them.</summary>
    public static readonly Source[] All =
    [
        new("visas", 'V',
            Read("record_id:RecordId given_names:Forename family_name:Surname native_name:NativeName date_of_birth:BirthDate gender:Sex nationality:Nationality passport_number:Passport person_ref:PersonNumber email:Email phone:Phone applied_in:Year"),
            new ErrorRates(0.03, 0.6, 0.005, 0.12, 1, 0, 0.012, 0.012, 0.02), true, false, ("M", "F"), 0.18),
        new("driving", 'D',
            Read("record_id:RecordId forename:Forename surname:Surname dob:BirthDate sex:Sex address_line:AddressLine town:Town postcode:Postcode licence_number:PersonNumber"),
            new ErrorRates(0.025, 0.2, 0.015, 0.08, 0.5, 0, 0.006, 0.008, 0.01), false, true, ("Male", "Female"), 0.03),
        new("health", 'H',
            Read("record_id:RecordId first_name:Forename last_name:Surname other_names:OtherNames birth_date:BirthDate sex:Sex house_number:House street:Street town:Town postal_code:Postcode telephone:Phone email:Email nhs_number:NhsNumber patient_number:PersonNumber"),
            new ErrorRates(0.06, 0.1, 0.06, 0.15, 0.4, 0.03, 0.01, 0.018, 0.03), false, false, ("M", "F"), 0.05),
        new("schools", 'S',
            Read("record_id:RecordId pupil_forename:Forename pupil_surname:Surname birth_date:BirthDate sex:Sex postcode:Postcode pupil_number:PersonNumber"),
            new ErrorRates(0.05, 0, 0.08, 0.10, 0.6, 0, 0.005, 0.01, 0.02), false, true, ("M", "F"), 0.10),
        new("banks", 'B',
            Read("record_id:RecordId full_name:FullName date_of_birth:BirthDate address_line:AddressLine town:Town postcode:Postcode email:Email mobile:Phone passport_number:Passport customer_number:PersonNumber"),
            new ErrorRates(0.03, 0.1, 0.03, 0.08, 0.8, 0, 0, 0.008, 0.03), false, false, ("M", "F"), 0.15),
    ];

    /// <summary>Whether the source holds a number that a person has from another office.</summary>
    public bool HoldsDocuments => Columns.Any(column => column.What is Attribute.Passport or Attribute.NhsNumber);

    /// <summary>The probability that a person has a record here, 0 to 1.</summary>
    public double Presence(in Person person) => Key switch
    {
        "visas" => person.Origin == 0 ? 0.01 : 0.72,
        "driving" => person.Age >= 17 ? 0.6 : 0,
        "health" => 0.92,
        "schools" => person.Age is >= 4 and <= 24 ? 0.94 : 0,
        _ => person.Age >= 16 ? 0.8 : 0.02,
    };

    static SourceColumn[] Read(string columns) =>
        [.. columns.Split(' ').Select(column => column.Split(':')).Select(pair => new SourceColumn(pair[0], Enum.Parse<Attribute>(pair[1])))];
}
