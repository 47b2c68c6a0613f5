using System.Text;

namespace Muniment.Linkage.Cleaning;

public static partial class CleaningSteps
{
    static IEnumerable<Entry> Entries() =>
    [
        .. TextEntries(), .. NameEntries(), .. SelectEntries(), .. FieldEntries(),
    ];

    // The parts of plain normalisation are made by TextStep.Merge, which joins neighbours into one pass.
    static Entry[] TextEntries() =>
    [
        Text("text", "Does the six steps from compatibility to blanks in one pass.", "  Dr. José  O’Brien-Smith ", "dr jose obrien smith"),
        Text("compatibility", "Writes ligatures, presentation forms, full-width characters and other scripts' digits in their usual form.", "Ａｎｎａ ﬁ ٣", "Anna fi 3"),
        Text("case", "Writes capital letters small.", "McDONALD", "mcdonald"),
        Text("marks", "Takes accents off, writes ø as o, ß as ss, unites forms of Arabic letters, and leaves out Hebrew and Arabic points.", "Łukasz Müller", "Lukasz Muller"),
        Text("hyphens", "Turns hyphens and dashes into blanks.", "Anne-Marie", "Anne Marie"),
        Text("punctuation", "Leaves apostrophes and invisible characters out and turns other punctuation and symbols into blanks.", "O'Neil,Jo", "ONeil Jo"),
        Text("blanks", "Leaves one blank between words and none at the ends.", "  mary   ann ", "mary ann"),
    ];

    static Entry[] NameEntries() =>
    [
        Step("name", "Does titles, suffixes and particles.", "dr maria de la cruz jr", "maria delacruz", Then(NameSteps.Titles, NameSteps.Suffixes, NameSteps.Particles)),
        Step("titles", "Takes off forms of address in front of a name: mr, dr, sir.", "sir john smith", "john smith", NameSteps.Titles),
        Step("suffixes", "Takes off what follows a name: jr, iii, obe.", "john smith jr", "john smith", NameSteps.Suffixes),
        Step("particles", "Joins particles to the word after them.", "van der berg", "vanderberg", NameSteps.Particles),
        Step("inner_particles", "Joins particles to the word after them, except in the first place, where a forename stands.", "ben de la cruz", "ben delacruz", NameSteps.InnerParticles),
        Step("skeleton", "Writes other scripts in Latin letters.", "иван петров", "ivan petrov", Skeleton.Apply),
        Step("nickname", "Writes short and familiar forms of forenames, word by word, as the name they belong to.", "bill", "william", Nicknames.Replace),
        Step("sound", "Writes a key of how a Latin name sounds, its words joined.", "mohammed", "mhmt", Sound.Apply),
        Step("sort", "Orders the words.", "smith john", "john smith", NameSteps.Sort),
    ];

    static Entry[] SelectEntries() =>
    [
        Count("first", "how many characters", "Keeps the first characters.", "first:3", "smith", "smi", n => (ref CleanBuffer buffer) => SelectSteps.First(ref buffer, n)),
        Count("last", "how many characters", "Keeps the last characters.", "last:4", "jl513529b", "529b", n => (ref CleanBuffer buffer) => SelectSteps.Last(ref buffer, n)),
        Count("word", "which word, -1 for the last", "Keeps one word.", "word:-1", "john henry smith", "smith", n => (ref CleanBuffer buffer) => SelectSteps.Word(ref buffer, n)),
        Step("but_last_word", "Keeps all words but the last; missing if there is only one.", "john henry smith", "john henry", SelectSteps.AllButLastWord),
        Count("at_least", "how many characters", "Takes a shorter value as missing.", "at_least:2", "j", "", n => (ref CleanBuffer buffer) => SelectSteps.AtLeast(ref buffer, n)),
        Step("squash", "Takes blanks out.", "mary ann", "maryann", SelectSteps.Squash),
        Step("digits", "Keeps digits alone, other scripts' written as 0 to 9.", "no. 1٢-3", "123", SelectSteps.Digits),
        Step("code", "Keeps letters and digits alone, small.", "AB-12/c", "ab12c", SelectSteps.Code),
        Text("split", "the separator", "Makes a list of the values between separators; the steps after it work on each.", new("split:;", "smith; jones", "smith|jones"),
            separator => (ref CleanBuffer buffer) => SelectSteps.Split(ref buffer, separator)),
        Text("drop", "the value", "Takes this one value as missing.", new("drop:1970-01-01", "1970-01-01", ""),
            unwanted => (ref CleanBuffer buffer) => SelectSteps.Drop(ref buffer, unwanted)),
        new(new("junk", "'name' to keep words such as na that are people's names (may be left out)", "Takes placeholders such as n/a, unknown, 0000, test@ and 1900-01-01 as missing.", new("junk", "N/A", "")),
            argument => argument is "" or "name" ? (ref CleanBuffer buffer) => !JunkWords.IsJunk(buffer.Value, argument == "name") : null),
    ];

    static Entry[] FieldEntries() =>
    [
        new(new("date", "dmy, mdy or ymd, after a comma the last two-digit year that is 20yy, and ',keep' to keep an impossible date as it was typed (may be left out: dmy,29)",
                "Reads a date in any usual form and writes yyyy-mm-dd, yyyy-mm or yyyy; an impossible one is missing unless it is to be kept.", new("date:dmy", "3 Apr 85", "1985-04-03")),
            argument => DateStep.Parse(argument) is { } step ? step.Apply : null),
        Step("year", "Keeps the year of a date that has been read.", "1985-04-03", "1985", (ref CleanBuffer buffer) => SelectSteps.First(ref buffer, 4)),
        new(new("month_day", "mm-dd that stands for an unknown day and is missing (may be left out)", "Keeps month and day of a date that has been read; missing if either is unknown.",
                new("month_day:01-01", "1985-04-03", "04-03")),
            argument => argument.Length is 0 or 5 && Encoding.UTF8.GetBytes(argument) is var unknown
                ? (ref CleanBuffer buffer) => buffer.Value.Length == 10 && buffer.Value[4] == (byte)'-' && buffer.Value[7] == (byte)'-' && buffer.Keep(5, 5) && !buffer.Value.SequenceEqual(unknown) : null),
        Step("sex", "Writes m, f or x, whatever the language; unknown is missing.", "female", "f", IdentifierSteps.Sex),
        Step("postcode", "Writes a United Kingdom postcode with its blank, any other as letters and digits.", "SW1A1AA", "sw1a 1aa", IdentifierSteps.Postcode),
        Step("district", "Keeps the part of a postcode that names the wider area.", "sw1a 1aa", "sw1a", IdentifierSteps.District),
        Step("email", "Writes an email address small, without blanks and brackets.", "Jo <Jo@Example.org>", "jo@example.org", IdentifierSteps.Email),
        Step("localpart", "Keeps what stands before the @, without a +tag.", "jo+bank@mail.org", "jo", IdentifierSteps.LocalPart),
        Step("phone", "Keeps the last nine digits of a telephone number, so that country code and trunk 0 do not matter.", "+44 (0)7911 123456", "911123456", IdentifierSteps.Phone),
        Step("address", "Writes the usual words of addresses short.", "12 station road", "12 stn rd", AddressSteps.Words),
        Step("nhs", "Keeps a valid NHS number as ten digits.", "943 476 5919", "9434765919", IdentifierSteps.NhsNumber),
        Step("nino", "Keeps a possible National Insurance number as letters and digits.", "AB 12 34 56 C", "ab123456c", IdentifierSteps.NationalInsuranceNumber),
    ];

    static Entry Text(string name, string description, string before, string after) => new(new(name, "", description, new(name, before, after)), _ => null);

    static Entry Step(string name, string description, string before, string after, CleaningAction action) =>
        new(new(name, "", description, new(name, before, after)), _ => action);

    static Entry Count(string name, string argument, string description, string recipe, string before, string after, Func<int, CleaningAction> make) =>
        new(new(name, argument, description, new(recipe, before, after)), text => Counted(text, make));

    static Entry Text(string name, string argument, string description, StepExample example, Func<byte[], CleaningAction> make) =>
        new(new(name, argument, description, example), text => Texted(text, make));
}
