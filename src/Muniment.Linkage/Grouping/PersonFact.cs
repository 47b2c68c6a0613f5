using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>What a field is to the search for merged identities.</summary>
enum FactKind
{
    /// <summary>A date that one person has once.</summary>
    BirthDate,
    DeathDate,
    Forename,
    Surname,
    FullName,
    Sex,

    /// <summary>A number of a scheme in which one person has one number.</summary>
    OneNumber,

    /// <summary>A number that one person may have several of over the years.</summary>
    Document,

    /// <summary>Email address or telephone number: shared by few.</summary>
    Contact,

    /// <summary>Postcode or address: shared by a household.</summary>
    Home,
}

/// <summary>One field of every record, with the recipe that makes its values comparable.</summary>
sealed class PersonFact
{
    readonly CleaningRecipe _recipe;
    readonly PartialDate[] _dates;

    PersonFact(Column column, FactKind kind, string called, string[] recipe)
    {
        Column = column;
        Kind = kind;
        Called = called;
        _recipe = CleaningRecipe.Parse(recipe);
        _dates = kind is FactKind.BirthDate or FactKind.DeathDate ? Dates() : [];
    }

    public Column Column { get; }

    public FactKind Kind { get; }

    /// <summary>What the field is called in a sentence.</summary>
    public string Called { get; }

    /// <summary>[codes] the date each code stands for; empty for another kind.</summary>
    public ReadOnlySpan<PartialDate> DateOf => _dates;

    /// <summary>The comparable form of a code's value; empty: missing or not valid.</summary>
    public byte[] Clean(int code)
    {
        if (code == 0)
            return [];
        var buffer = new CleanBuffer();
        return _recipe.TryClean(Column.Values[code], ref buffer) ? buffer.Value.ToArray() : [];
    }

    /// <summary>The facts that a table holds, by the roles of its columns; columns of other roles or names are left out.</summary>
    public static PersonFact[] Of(RecordTable table, IReadOnlyList<RoleOfColumn> roles)
    {
        var facts = new List<PersonFact>();
        foreach (var role in roles)
        {
            if (table.Find(role.Column) is not { } column)
                continue;
            var fact = role.Role switch
            {
                FieldRole.BirthDate => new PersonFact(column, FactKind.BirthDate, "birth dates", ["date:dmy"]),
                FieldRole.BirthYear => new(column, FactKind.BirthDate, "years of birth", ["date:dmy"]),
                FieldRole.DeathDate => new(column, FactKind.DeathDate, "dates of death", ["date:dmy"]),
                FieldRole.Forename => new(column, FactKind.Forename, "forenames", ["text", "name", "junk:name"]),
                FieldRole.Surname => new(column, FactKind.Surname, "surnames", ["text", "name", "junk:name", "squash"]),
                FieldRole.FullName => new(column, FactKind.FullName, "names", ["text", "name", "junk:name"]),
                FieldRole.Sex => new(column, FactKind.Sex, "sexes", ["sex"]),
                FieldRole.NhsNumber => new(column, FactKind.OneNumber, "valid NHS numbers", ["nhs"]),
                FieldRole.NationalInsuranceNumber => new(column, FactKind.OneNumber, "National Insurance numbers", ["nino"]),
                FieldRole.DocumentNumber => new(column, FactKind.Document, $"numbers in '{role.Column}'", ["junk", "code"]),
                FieldRole.Email => new(column, FactKind.Contact, "email addresses", ["email", "junk"]),
                FieldRole.Phone => new(column, FactKind.Contact, "telephone numbers", ["phone", "junk"]),
                FieldRole.Postcode => new(column, FactKind.Home, "postcodes", ["postcode", "junk"]),
                FieldRole.Address or FieldRole.Street => new(column, FactKind.Home, "addresses", ["text", "address", "junk"]),
                _ => null,
            };
            if (fact is not null)
                facts.Add(fact);
        }
        return [.. facts];
    }

    PartialDate[] Dates()
    {
        var dates = new PartialDate[Column.Values.Count];
        var buffer = new CleanBuffer();
        for (var code = 1; code < dates.Length; code++)
        {
            if (_recipe.TryClean(Column.Values[code], ref buffer))
                dates[code] = PartialDate.Read(buffer.Value);
        }
        return dates;
    }
}
