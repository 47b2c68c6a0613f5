namespace Muniment.Cli.Generating;

/// <summary>A made-up human being: what is true of them, before any record is written of it.</summary>
struct Person
{
    /// <summary>Number of the person, from 0.</summary>
    public long Number;

    /// <summary>Index into <see cref="Generating.Origin.All"/>.</summary>
    public int Origin;

    /// <summary>Sex today.</summary>
    public bool Female;

    /// <summary>Index into the forenames of the origin and sex.</summary>
    public int Forename;

    /// <summary>Index into the surnames of the origin; shared by most of a household.</summary>
    public int Surname;

    /// <summary>Surname by birth; the same as <see cref="Surname"/> for who never changed it.</summary>
    public int BirthSurname;

    /// <summary>Day of birth, counted from 1900-01-01.</summary>
    public int BirthDay;

    /// <summary>Whether only the year is known, so that records say 1 January.</summary>
    public bool IsBirthDateAssessed;

    /// <summary>Number of the household: the number of its first person.</summary>
    public long Household;

    /// <summary>Where the household lives: an index of <see cref="Places"/>.</summary>
    public int Postcode;

    /// <summary>House number, 1 to 120.</summary>
    public int House;

    /// <summary>Whole years of age on <see cref="Calendar.Today"/>.</summary>
    public readonly int Age => (int)((Calendar.Today - BirthDay) / 365.25);
}
