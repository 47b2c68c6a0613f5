namespace Muniment.Cli.Generating;

/// <summary>The file that speed is measured on: one CSV of nine columns, a quarter of it further records of the same people.</summary>
/// <remarks>
/// Modelled on the population the engine's limits were first measured with: 75, 19, 4, 1.5 and .5 % of people have 1 to 5 records;
/// further records have typing slips in 8 %, short forenames in 4 %, another surname for 14 % of women, another address in 15 %, forename and
/// surname exchanged in 1 %; any record misses 1 to 4 % of each field and about 35 % of emails. Changing anything here changes the recorded SHA-256.
/// </remarks>
sealed class Bench1
{
    /// <summary>The seed when none is given.</summary>
    public const ulong DefaultSeed = 1;

    const string Header = "unique_id,forename,surname,dob,sex,town,postcode,email,truth_person";
    const uint CopiesPurpose = 20, RecordPurpose = 21, EmailPurpose = 30;
    static readonly WeightedChoice s_copies = new([75, 19, 4, 1.5, 0.5]);
    readonly Population _population;
    readonly Roll _roll;

    /// <summary>The file of so many records, 1 or more.</summary>
    public Bench1(ulong seed, int records, NameStock names)
    {
        _population = new Population(seed, names, new Places(towns: 9_000, postcodes: 40_000));
        _roll = new Roll(seed);
        for (var person = 0L; _roll.Count < records; person++)
        {
            var draw = Draw.Of(seed, person, CopiesPurpose);
            var copies = 1 + s_copies.Pick(ref draw);
            for (var copy = 0; copy < copies && _roll.Count < records; copy++)
                _roll.Add(person, copy);
        }
        _roll.Close();
    }

    /// <summary>Writes the file to a stream, which stays open.</summary>
    public WrittenFile Write(Stream file, string name, int threads, Action<long>? progress, CancellationToken cancellation) =>
        RowWriter.Write(new RowJob(file, name, Header, _roll.Count, rows => new RecordMaker(_population, _roll, rows).Append), threads, progress, cancellation);

    /// <summary>Appends rows; owned by one thread.</summary>
    sealed class RecordMaker(Population population, Roll roll, CsvRows rows)
    {
        readonly FieldText _forename = new();
        readonly FieldText _surname = new();
        readonly FieldText _email = new();

        public void Append(int row)
        {
            var (number, copy) = roll.At(row);
            var person = population.Describe(number);
            var draw = Draw.Of(population.Seed, number, RecordPurpose + ((uint)copy << 8));
            var surnames = population.Names.Surnames(person.Origin);
            _forename.Set(population.Names.Forenames(person.Origin, person.Female).Latin(person.Forename));
            _surname.Set(surnames.Latin(person.Surname));
            WriteEmail(person, ref draw, another: copy > 0 && draw.Chance(0.1));
            var date = Calendar.DateOf(person.BirthDay);
            var postcode = person.Postcode;
            if (copy > 0)
            {
                if (person.Female && person.Age >= 20 && draw.Chance(0.14))
                    ChangeSurname(person, surnames, ref draw);
                if (draw.Chance(0.04))
                    Diminutives.Shorten(_forename, ref draw);
                if (draw.Chance(0.08))
                    Slips.Any(draw.Chance(0.5) ? _forename : _surname, ref draw);
                if (draw.Chance(0.1))
                    LoseMarks();
                if (draw.Chance(0.15))
                    postcode = population.Places.Pick(ref draw);
                date = draw.Below(100) switch { 0 => Slips.ExchangeDayAndMonth(date), < 3 => Slips.Date(date, ref draw), _ => date };
            }
            var exchanged = copy > 0 && draw.Chance(0.01);
            rows.Number(row + 1);
            rows.Field(draw.Chance(0.01) ? "" : (exchanged ? _surname : _forename).Value);
            rows.Field(draw.Chance(0.01) ? "" : (exchanged ? _forename : _surname).Value);
            if (draw.Chance(0.02))
                rows.Field("");
            else
                rows.Date(date);
            rows.Field(draw.Chance(0.02) ? "" : person.Female ? "F" : "M");
            rows.Field(draw.Chance(0.03) ? "" : population.Places.Town(postcode));
            rows.Field(draw.Chance(0.04) ? "" : population.Places.Postcode(postcode));
            rows.Field(_email.Value);
            rows.Number(number + 1);
            rows.End();
        }

        /// <summary>Marriage, or its end: the other surname the person has had, or a new one.</summary>
        void ChangeSurname(in Person person, NameList surnames, ref Draw draw) =>
            _surname.Set(surnames.Latin(person.BirthSurname != person.Surname ? person.BirthSurname : surnames.Pick(ref draw)));

        void LoseMarks()
        {
            Slips.LoseMarks(_forename);
            Slips.LoseMarks(_surname);
        }

        void WriteEmail(in Person person, ref Draw draw, bool another)
        {
            var address = Draw.Of(population.Seed, person.Number, EmailPurpose + (another ? 1u : 0u));
            _email.Clear();
            if (person.Age < 13 || draw.Chance(0.25))
                return;
            Emails.Write(_email, _forename.Value, _surname.Value, ref address, draw.Chance(0.01) ? draw : null);
        }
    }
}
