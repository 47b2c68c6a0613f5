namespace Muniment.Cli.Generating;

/// <summary>Who a person is, as a function of a seed and their number: no state, so any person can be asked for at any time.</summary>
/// <remarks>People stand in blocks of twelve that households divide among themselves. Immutable; safe on any thread.</remarks>
sealed class Population(ulong seed, NameStock names, Places places)
{
    const int Block = 12;
    const uint BlockPurpose = 1, HouseholdPurpose = 2, BirthPurpose = 3, PersonPurpose = 4, NamePurpose = 5;
    const double TwinShare = 0.03; // Of second and later children: about 1 % of births, as registers count.
    static readonly WeightedChoice s_origins = new([.. Origin.All.Select(origin => (double)origin.Weight)]);
    static readonly WeightedChoice s_householdSizes = new([30, 33, 16, 14, 7]);

    // Adults by five-year band from 18: a pyramid like that of the United Kingdom in 2021, rounded.
    static readonly WeightedChoice s_adultBands = new([8, 8.5, 9, 8.8, 8.3, 8, 8.6, 8.6, 7.6, 6.6, 6.3, 4.6, 3.2, 1.9, 1]);

    /// <summary>The seed everything follows from.</summary>
    public ulong Seed => seed;

    /// <summary>The names people have.</summary>
    public NameStock Names => names;

    /// <summary>The places they live in.</summary>
    public Places Places => places;

    /// <summary>The person of a number, 0 or more.</summary>
    public Person Describe(long number)
    {
        var (first, size) = HouseholdOf(number);
        var role = (int)(number - first);
        var household = Draw.Of(seed, first, HouseholdPurpose);
        var origin = s_origins.Pick(ref household);
        var person = new Person
        {
            Number = number,
            Household = first,
            Origin = origin,
            Surname = names.Surnames(origin).Pick(ref household),
            Postcode = places.Pick(ref household),
            House = 1 + (household.Below(120) * household.Below(120) / 120), // Low numbers are the common ones.
        };
        var anchorDay = AnchorBirth(size, ref household);
        var own = Draw.Of(seed, number, PersonPurpose);
        var anchorFemale = household.Chance(0.5);
        person.Female = role switch { 0 => anchorFemale, 1 => anchorFemale != own.Chance(0.96), _ => own.Chance(0.49) };
        person.BirthDay = role switch { 0 => anchorDay, 1 => PartnerBirth(anchorDay, first), _ => ChildBirth(anchorDay, first, role) };
        person.IsBirthDateAssessed = own.Chance(Origin.All[origin].AssessedShare);
        if (person.IsBirthDateAssessed)
            person.BirthDay = Calendar.DayOf(Calendar.DateOf(person.BirthDay).Year, 1, 1);
        person.Forename = Forename(first, role, person.Female, origin);
        person.BirthSurname = person.Surname;
        if (role == 1 && !own.Chance(person.Female ? 0.8 : 0.15))
            person.Surname = person.BirthSurname = names.Surnames(origin).Pick(ref own);
        else if (role < 2 && person.Female && own.Chance(role == 1 ? 0.95 : 0.4))
            person.BirthSurname = names.Surnames(origin).Pick(ref own);
        return person;
    }

    /// <summary>Whether a person has a twin in the household.</summary>
    public bool IsTwin(long number)
    {
        var (first, size) = HouseholdOf(number);
        var role = (int)(number - first);
        return IsTwin(first, role) || (role + 1 < size && IsTwin(first, role + 1));
    }

    /// <summary>The household's first person and its size.</summary>
    (long First, int Size) HouseholdOf(long number)
    {
        var block = number / Block;
        var draw = Draw.Of(seed, block, BlockPurpose);
        var place = (int)(number % Block);
        for (var start = 0; ;)
        {
            var size = Math.Min(s_householdSizes.Pick(ref draw) + 1, Block - start);
            if (place < start + size)
                return ((block * Block) + start, size);
            start += size;
        }
    }

    /// <summary>The first adult: any age alone or as a couple, 25 to 59 with children at home.</summary>
    static int AnchorBirth(int size, ref Draw draw)
    {
        var age = size <= 2 ? 18 + (5 * s_adultBands.Pick(ref draw)) + draw.Below(5) : draw.Between(25, 59);
        return Calendar.Today - (age * 365) - (age / 4) - draw.Below(365);
    }

    int PartnerBirth(int anchorDay, long first)
    {
        var draw = Draw.Of(seed, first, BirthPurpose);
        var day = anchorDay + (int)(draw.Normal() * 365 * 3.5);
        var latest = Calendar.Today - (18 * 366);
        return day <= latest ? Math.Max(day, 1) : latest - Math.Min(day - latest, latest - 1); // Too young: as much older than 18 instead.
    }

    /// <summary>A child is born when the first adult is 18 to 40, or is the twin of the child before.</summary>
    int ChildBirth(int anchorDay, long first, int role)
    {
        while (IsTwin(first, role))
            role--;
        var draw = Draw.Of(seed, first, BirthPurpose + ((uint)role << 8));
        var youngest = Math.Min(anchorDay + (40 * 365), Calendar.Today - 1);
        return draw.Between(Math.Min(anchorDay + (18 * 365), youngest - 700), youngest);
    }

    bool IsTwin(long first, int role) => role > 2 && Draw.Of(seed, first, BirthPurpose + ((uint)role << 8) + 1).Chance(TwinShare);

    /// <summary>A forename by sex and origin; a twin never has the other's.</summary>
    int Forename(long first, int role, bool female, int origin)
    {
        var list = names.Forenames(origin, female);
        var draw = Draw.Of(seed, first + role, NamePurpose);
        var name = list.Pick(ref draw);
        if (IsTwin(first, role))
        {
            var other = Draw.Of(seed, first + role - 1, NamePurpose);
            if (list.Pick(ref other) == name)
                name = (name + 1) % list.Count;
        }
        return name;
    }
}
