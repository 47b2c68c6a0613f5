namespace Muniment.Cli.Generating;

/// <summary>Makes the records that a source holds of people, mistakes included.</summary>
/// <remarks>Owned by one thread.</remarks>
sealed class DraftMaker(World world, Source source)
{
    const uint RecordPurpose = 60, EmailPurpose = 30;
    readonly Population _population = world.Population;
    readonly ErrorRates _errors = source.Errors;

    /// <summary>The record last made.</summary>
    public Draft Draft { get; } = new();

    /// <summary>Makes one record.</summary>
    /// <param name="number">Whose, from 0.</param>
    /// <param name="copy">Which record of this person in this source; <see cref="World.BridgeCopy"/> is the one planted as a bridge.</param>
    public void Make(long number, int copy)
    {
        var person = world.Describe(number);
        var life = Life.Of(_population, person);
        var draw = Draw.Of(_population.Seed, number, RecordPurpose + ((uint)copy << 8) + ((uint)source.Letter << 16));
        var birthYear = Calendar.DateOf(person.BirthDay).Year;
        Draft.Year = Math.Max(birthYear, draw.Between(Life.FirstYear, Life.LastYear));
        var planted = world.PlantedIn(source, number);
        // Whose address, telephone and numbers: a bridge has those of the other person.
        var owner = copy == World.BridgeCopy ? world.Describe(planted.Other) : person;
        WriteNames(person, life, ref draw);
        WriteAddress(owner, ref draw);
        WriteContacts(owner, ref draw);
        WriteNumbers(owner, copy, planted, ref draw);
        Draft.Nationality = draw.Chance(_errors.Missing) ? "" : NationalityOf(person);
        WriteBirthDate(person, ref draw);
    }

    void WriteNames(in Person person, in Life life, ref Draw draw)
    {
        var origin = Origin.All[person.Origin];
        var before = life.TransitionYear > Draft.Year;
        var female = person.Female != before;
        var forenames = _population.Names.Forenames(person.Origin, female);
        var surnames = _population.Names.Surnames(person.Origin);
        var forename = before ? life.EarlierForename : person.Forename;
        var surname = life.NameChangeYear > Draft.Year ? person.BirthSurname : person.Surname;
        Draft.Female = draw.Chance(_errors.Missing / 2) ? null : female != draw.Chance(0.002);
        Draft.Forename.Set(forenames.Latin(forename));
        Draft.Surname.Set(surnames.Latin(surname));
        WriteNative(Draft.NativeName.Clear(), forenames, forename, surnames, surname, origin);
        if (origin.Script != Script.Latin && draw.Chance(_errors.InScript) && Draft.NativeName.Length > 0)
        {
            WriteInScript(forenames, forename, surnames, surname, origin.Script);
            return;
        }
        if (female && draw.Chance(0.88))
            Romanisation.MakeFeminine(Draft.Surname, origin.Key);
        WriteOtherNames(person, surnames, surname, ref draw);
        Spoil(origin, ref draw);
        if (draw.Chance(_errors.Missing / 4))
            (draw.Chance(0.5) ? Draft.Forename : Draft.Surname).Clear();
    }

    /// <summary>What offices do to names, in the order in which they do it: shorten, spell, mistype, exchange.</summary>
    void Spoil(Origin origin, ref Draw draw)
    {
        if (draw.Chance(_errors.Short))
            Diminutives.Shorten(Draft.Forename, ref draw);
        if (draw.Chance(_errors.Plain))
        {
            Slips.LoseMarks(Draft.Forename);
            Slips.LoseMarks(Draft.Surname);
        }
        var respelt = origin.Script == Script.Latin ? _errors.Respelt / 6 : _errors.Respelt;
        if (draw.Chance(respelt))
            Romanisation.Vary(Draft.Forename, origin.Script, ref draw);
        if (draw.Chance(respelt))
            Romanisation.Vary(Draft.Surname, origin.Script, ref draw);
        if (draw.Chance(_errors.Slip))
        {
            var field = draw.Chance(0.5) ? Draft.Forename : Draft.Surname;
            if (draw.Chance(_errors.Scanned))
                Slips.Scanning(field, ref draw);
            else
                Slips.Any(field, ref draw);
        }
        if (source.IsUpperCase)
        {
            UpperCase(Draft.Forename);
            UpperCase(Draft.Surname);
        }
        // Where the family name is said first at home, the two are exchanged more often.
        var exchanged = origin.Script is Script.Han or Script.Hangul || origin.Key is "vietnamese" or "hungarian" ? _errors.Exchanged * 5 : _errors.Exchanged;
        if (draw.Chance(exchanged))
        {
            Draft.Joined.Set(Draft.Forename.Value);
            Draft.Forename.Set(Draft.Surname.Value);
            Draft.Surname.Set(Draft.Joined.Value);
        }
    }

    void WriteOtherNames(in Person person, NameList surnames, int surname, ref Draw draw)
    {
        Draft.OtherNames.Clear();
        if (person.BirthSurname != surname && draw.Chance(0.4))
            Draft.OtherNames.Set(surnames.Latin(person.BirthSurname));
        else if (draw.Chance(0.05))
            Diminutives.Shorten(Draft.OtherNames.Set(Draft.Forename.Value), ref draw);
    }

    static void WriteNative(FieldText into, NameList forenames, int forename, NameList surnames, int surname, Origin origin)
    {
        if (origin.Script == Script.Latin)
            return;
        var familyFirst = origin.Script is Script.Han or Script.Hangul;
        var written = familyFirst ? AppendNative(into, surnames, surname, origin.Script) : AppendNative(into, forenames, forename, origin.Script);
        if (!familyFirst)
            into.Append(' ');
        written &= familyFirst ? AppendNative(into, forenames, forename, origin.Script) : AppendNative(into, surnames, surname, origin.Script);
        if (!written)
            into.Clear();
    }

    void WriteInScript(NameList forenames, int forename, NameList surnames, int surname, Script script)
    {
        AppendNative(Draft.Forename.Clear(), forenames, forename, script);
        AppendNative(Draft.Surname.Clear(), surnames, surname, script);
        Draft.OtherNames.Clear();
    }

    static bool AppendNative(FieldText into, NameList names, int name, Script script)
    {
        if (names.Native(name) is not { Length: > 0 } native)
            return NativeScript.Append(into, names.Latin(name), script);
        into.Append(native);
        return true;
    }

    void WriteAddress(in Person owner, ref Draw draw)
    {
        var home = Life.Of(_population, owner);
        var (postcode, house) = home.MoveYear > Draft.Year ? (home.EarlierPostcode, home.EarlierHouse) : (owner.Postcode, owner.House);
        Draft.House = draw.Chance(_errors.Missing) ? 0 : house;
        Draft.Street = Draft.House == 0 ? "" : Places.Street(postcode);
        Draft.Town = draw.Chance(_errors.Missing) ? "" : _population.Places.Town(postcode);
        Draft.Postcode = draw.Chance(_errors.Missing) ? "" : _population.Places.Postcode(postcode);
    }

    void WriteContacts(in Person owner, ref Draw draw)
    {
        Draft.Email.Clear();
        Draft.Phone.Clear();
        if (owner.Age >= 13 && !draw.Chance(0.3))
        {
            var address = Draw.Of(_population.Seed, owner.Number, EmailPurpose + (draw.Chance(0.12) ? 1u : 0u));
            var names = _population.Names;
            Emails.Write(Draft.Email, names.Forenames(owner.Origin, owner.Female).Latin(owner.Forename), names.Surnames(owner.Origin).Latin(owner.Surname), ref address, draw.Chance(0.01) ? draw : null);
        }
        if (draw.Chance(0.2))
            return;
        // A landline or a parent's telephone serves a household; the rest are one's own, and change now and then.
        var shared = owner.Age < 13 || draw.Chance(0.15);
        world.Documents.WritePhone(Draft.Phone, shared ? owner.Household : owner.Number, shared ? 3 : draw.Chance(0.2) ? 1 : 0);
    }

    void WriteNumbers(in Person owner, int copy, in PlantedRecord planted, ref Draw draw)
    {
        var borrowed = copy == 0 && planted is { Kind: PlantedKind.Document, IsSecond: true };
        var documents = borrowed ? planted.Other : owner.Number;
        var documentMissing = draw.Chance(_errors.Missing * 1.5) && planted.Kind != PlantedKind.Document;
        world.Documents.WriteNhsNumber(Draft.NhsNumber, documents);
        world.Documents.WritePassport(Draft.Passport, documents, borrowed ? 0 : (Draft.Year - Life.FirstYear) / 11);
        if (documentMissing)
        {
            Draft.NhsNumber.Clear();
            Draft.Passport.Clear();
        }
        var declared = planted is { Kind: PlantedKind.Declared, IsSecond: true };
        // A second record whose person the source did not recognise has a number of its own.
        var unrecognised = copy == 1 && planted.Kind != PlantedKind.Declared && draw.Chance(0.2);
        world.Documents.WritePersonNumber(Draft.PersonNumber, source.Letter, declared ? planted.Other : unrecognised ? owner.Number + 500_000_000 : owner.Number);
    }

    void WriteBirthDate(in Person person, ref Draw draw)
    {
        var date = Calendar.DateOf(person.BirthDay);
        if (draw.Chance(_errors.DateSlip))
            date = Slips.Date(date, ref draw);
        else if (draw.Chance(_errors.DateSlip / 2))
            date = Slips.ExchangeDayAndMonth(date);
        Draft.BirthDate = draw.Chance(_errors.Missing / 2) ? null : date;
    }

    /// <summary>The origin's country for most who have a visa; of the rest, the British.</summary>
    string NationalityOf(in Person person) =>
        Draw.Of(_population.Seed, person.Number, EmailPurpose + 2).Chance(0.85) || source.Key == "visas" ? Origin.All[person.Origin].Nationality : Origin.All[0].Nationality;

    static void UpperCase(FieldText field)
    {
        foreach (ref var letter in field.Letters)
            letter = char.ToUpperInvariant(letter);
    }
}
