namespace Muniment.Cli.Generating;

/// <summary>What changed in a person's life, so that records of different years differ though nobody erred.</summary>
/// <remarks>A function of the population's seed and the person; the address is the household's, so families move together.</remarks>
struct Life
{
    const uint HomePurpose = 40, LifePurpose = 41;

    /// <summary>The first and the last year of records.</summary>
    public const int FirstYear = 2005, LastYear = 2025;

    /// <summary>The year in which the surname became today's; 0 when it always was.</summary>
    public int NameChangeYear;

    /// <summary>The year in which sex and forename in records became today's; 0 when they always were.</summary>
    public int TransitionYear;

    /// <summary>The forename before the transition: an index into the forenames of the other sex.</summary>
    public int EarlierForename;

    /// <summary>The year in which the household came to where it lives; 0 when it always lived there.</summary>
    public int MoveYear;

    /// <summary>Where it lived before.</summary>
    public int EarlierPostcode;

    /// <summary>The house number before.</summary>
    public int EarlierHouse;

    /// <summary>The life of a person.</summary>
    public static Life Of(Population population, in Person person)
    {
        var home = Draw.Of(population.Seed, person.Household, HomePurpose);
        var own = Draw.Of(population.Seed, person.Number, LifePurpose);
        var birthYear = Calendar.DateOf(person.BirthDay).Year;
        var life = new Life { EarlierPostcode = population.Places.Pick(ref home), EarlierHouse = home.Between(1, 99) };
        if (home.Chance(0.4))
            life.MoveYear = home.Between(FirstYear + 1, LastYear);
        if (person.BirthSurname != person.Surname)
            life.NameChangeYear = Math.Min(birthYear + own.Between(20, 36), LastYear);
        life.EarlierForename = population.Names.Forenames(person.Origin, !person.Female).Pick(ref own);
        if (person.Age >= 18 && own.Chance(0.005))
            life.TransitionYear = Math.Max(birthYear + 16, own.Between(FirstYear + 4, LastYear));
        return life;
    }

    /// <summary>What makes this person easily taken for two, or for another: one word, empty when nothing does.</summary>
    public readonly string Word(Population population, in Person person) =>
        TransitionYear > 0 ? "transition"
        : population.IsTwin(person.Number) ? "twin"
        : person.IsBirthDateAssessed ? "assessed"
        : NameChangeYear >= FirstYear ? "name_change"
        : "";
}
