namespace Muniment.Cli.Generating;

/// <summary>The numbers that offices give people: each person another one, valid in form, and none that is really given out.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class Documents(ulong seed)
{
    /// <summary>The most people who can have numbers of their own.</summary>
    public const long MostPeople = 90_000_000;

    const string PassportLetters = "QVXZ"; // With a second letter: no country's present series.
    readonly Permutation _nhs = new(seed ^ 1, MostPeople);
    readonly Permutation _passports = new(seed ^ 2, 400_000_000);
    readonly Permutation _phones = new(seed ^ 3, 1_000_000_000);

    /// <summary>A ten-digit NHS number that begins with 9, where no new ones are given, with its check digit (modulus 11).</summary>
    public void WriteNhsNumber(FieldText field, long person)
    {
        var place = _nhs.Of(person % MostPeople);
        var front = 90_000_000 + (place / 9); // Eight digits; of the ten ninth digits at most one has no check digit.
        var choice = (int)(place % 9);
        for (var ninth = 0; ; ninth++)
        {
            var check = NhsCheckDigit((front * 10) + ninth);
            if (check < 10 && choice-- == 0)
            {
                field.Clear().AppendNumber((front * 100) + (ninth * 10) + check);
                return;
            }
        }
    }

    /// <summary>The tenth digit for nine, 0 to 10; ten means that no number has these nine.</summary>
    /// <remarks>NHS Data Dictionary, "NHS number": weights 10 to 2, eleven less the remainder by eleven, eleven counting as 0.</remarks>
    public static int NhsCheckDigit(long nineDigits)
    {
        var sum = 0;
        for (var weight = 2; weight <= 10; weight++, nineDigits /= 10)
            sum += (int)(nineDigits % 10) * weight;
        return (11 - (sum % 11)) % 11;
    }

    /// <summary>A passport number: two letters and seven digits. Each person has up to four in a life.</summary>
    public void WritePassport(FieldText field, long person, int issue)
    {
        var place = _passports.Of(((person * 4) + (issue % 4)) % 400_000_000);
        var letters = (int)(place / 10_000_000);
        field.Clear().Append(PassportLetters[letters / 10]).Append((char)('A' + (letters % 10))).AppendNumber(place % 10_000_000, 7);
    }

    /// <summary>A telephone number under country code 999, which is given to no country: nobody can be called.</summary>
    public void WritePhone(FieldText field, long owner, int change)
    {
        var place = _phones.Of(((owner * 4) + (change % 4)) % 1_000_000_000);
        field.Clear().Append("+999 7").AppendNumber(place / 1_000_000, 3).Append(' ').AppendNumber(place % 1_000_000, 6);
    }

    /// <summary>A source's own number for a person: the source's letter and nine digits.</summary>
    public void WritePersonNumber(FieldText field, char source, long person)
    {
        var shuffle = new Permutation(seed ^ source, 1_000_000_000);
        field.Clear().Append(source).AppendNumber(shuffle.Of(person), 9);
    }
}
