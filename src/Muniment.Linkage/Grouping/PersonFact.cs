using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>What a field is to the search for merged identities.</summary>
enum FactKind
{
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

    /// <summary>Postcode: shared by a household.</summary>
    Home,
}

/// <summary>One thing that records say, wherever their source keeps it, with the recipe that makes its values comparable.</summary>
/// <remarks>Sources name their columns differently; the first of the columns that has a value in a row speaks for it. Safe on any thread.</remarks>
sealed class PersonFact
{
    readonly Column[] _columns;
    readonly int[] _firstCodes;
    readonly CleaningRecipe _recipe;
    readonly PartialDate[] _dates;

    PersonFact(FactKind kind, string called, string[] recipe, Column[] columns)
    {
        Kind = kind;
        Called = called;
        _columns = columns;
        _recipe = CleaningRecipe.Parse(recipe);
        _firstCodes = new int[columns.Length + 1];
        for (var i = 0; i < columns.Length; i++)
            _firstCodes[i + 1] = _firstCodes[i] + columns[i].Values.Count;
        _dates = kind is FactKind.BirthDate or FactKind.DeathDate ? Dates() : [];
    }

    public FactKind Kind { get; }

    /// <summary>What the fact is called in a sentence, in the plural.</summary>
    public string Called { get; }

    /// <summary>The code of a row's value: 0 = missing; equal codes are equal values, different ones may still clean to the same.</summary>
    public int CodeOf(int row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var code = _columns[i].Codes[row];
            if (code != 0)
                return _firstCodes[i] + code;
        }
        return 0;
    }

    /// <summary>The date a code stands for; facts that are dates alone.</summary>
    public PartialDate DateOf(int code) => _dates[code];

    /// <summary>The comparable form of a code's value; empty: missing or not valid.</summary>
    public byte[] Clean(int code)
    {
        var column = 0;
        while (code >= _firstCodes[column + 1])
            column++;
        var buffer = new CleanBuffer();
        return _recipe.TryClean(_columns[column].Values[code - _firstCodes[column]], ref buffer) ? buffer.Value.ToArray() : [];
    }

    /// <summary>The facts that a table holds, by the roles of its columns; columns of other roles or names are left out.</summary>
    public static PersonFact[] Of(RecordTable table, IReadOnlyList<RoleOfColumn> roles)
    {
        var facts = new List<PersonFact>();
        void Add(FactKind kind, string called, string[] recipe, params FieldRole[] wanted)
        {
            var columns = wanted.SelectMany(role => roles.Where(given => given.Role == role)).Select(given => table.Find(given.Column)).OfType<Column>().ToArray();
            if (columns.Length > 0)
                facts.Add(new(kind, called, recipe, columns));
        }

        // A year alone is asked only where nobody gives a date: other years are easily taken for it.
        Add(FactKind.BirthDate, "birth dates", ["date:dmy"], roles.Any(role => role.Role == FieldRole.BirthDate) ? FieldRole.BirthDate : FieldRole.BirthYear);
        Add(FactKind.DeathDate, "dates of death", ["date:dmy"], FieldRole.DeathDate);
        Add(FactKind.Forename, "forenames", ["junk:name", "text", "skeleton", "name", "nickname"], FieldRole.Forename);
        Add(FactKind.Surname, "surnames", ["junk:name", "text", "skeleton", "name"], FieldRole.Surname);
        Add(FactKind.FullName, "names", ["junk:name", "text", "skeleton", "name"], FieldRole.FullName);
        Add(FactKind.Sex, "sexes", ["text", "sex"], FieldRole.Sex);
        Add(FactKind.OneNumber, "valid NHS numbers", ["nhs"], FieldRole.NhsNumber);
        Add(FactKind.OneNumber, "National Insurance numbers", ["nino"], FieldRole.NationalInsuranceNumber);
        Add(FactKind.Contact, "email addresses", ["email", "junk"], FieldRole.Email);
        Add(FactKind.Contact, "telephone numbers", ["phone", "junk"], FieldRole.Phone);
        Add(FactKind.Home, "postcodes", ["postcode", "junk"], FieldRole.Postcode);
        // Numbers in columns of different names are of different kinds.
        foreach (var role in roles.Where(role => role.Role == FieldRole.DocumentNumber))
        {
            if (table.Find(role.Column) is { } column)
                facts.Add(new(FactKind.Document, $"numbers in '{role.Column}'", ["junk", "code"], [column]));
        }
        return [.. facts];
    }

    PartialDate[] Dates()
    {
        var dates = new PartialDate[_firstCodes[^1]];
        var buffer = new CleanBuffer();
        for (var column = 0; column < _columns.Length; column++)
        {
            for (var code = 1; code < _columns[column].Values.Count; code++)
            {
                if (_recipe.TryClean(_columns[column].Values[code], ref buffer))
                    dates[_firstCodes[column] + code] = PartialDate.Read(buffer.Value);
            }
        }
        return dates;
    }
}
