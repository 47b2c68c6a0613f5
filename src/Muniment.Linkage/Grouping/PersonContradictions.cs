using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>Says what every two records of a person contradict each other in, and how much that means.</summary>
/// <remarks>
/// The bits are round figures of log2(P(seen | two people whom a linker joined) / P(seen | one person)). People are joined because
/// they agree, so agreeing names or numbers say little here, but a birth date off by more than a slip is rare in one person's records,
/// how rare the run itself tells, and in nearly every record of another person. One instance a thread: it keeps cleaned values.
/// </remarks>
/// <param name="facts">What the records say.</param>
/// <param name="birthDateConflictBits">What two birth dates are worth neither of which is a slip of the other, above 0.</param>
sealed class PersonContradictions(PersonFact[] facts, float birthDateConflictBits)
{
    const float BirthDateDoubtful = 1, BirthDateSlip = -2, BirthDateEqual = -9, BirthDateCompatible = -1;
    const float DeathDateConflict = 4;
    const float ForenameDifferent = 3, ForenameAgrees = -1;
    const float SurnameDifferent = 1.5f, SurnameAgrees = -0.5f;
    const float SexDifferent = 2, SexEqual = -0.3f;
    const float OneNumberConflict = 7, DocumentConflictInSource = 4, DocumentConflict = 1.5f, NumberSlip = -3, NumberEqual = -2;
    const float ContactEqual = -3.5f, ContactDifferent = 1, HomeEqual = -3, HomeDifferent = 0.7f;

    // Twins share a birth date, so where two forenames stand under one date the date says little; and two numbers of one kind in one source beside
    // two forenames and one sex are seen in one person's records a few times in ten thousand.
    const float BirthDateOfTwins = -1, ForenameAndNumber = 5;

    // People are joined because they agree: two who were joined wrongly share a name, a home, a telephone or a number nearly as often as one person's
    // records do, and all of it together says no more than this. Without the bound, whatever made the linker join them would hide what contradicts.
    const float MostForOnePerson = -2.5f;

    // Before a run is looked at: gross errors of the birth date in 5 records in 1,000, in nearly every two records of two people.
    const double GrossErrorBelieved = 0.005, GrossErrorLeast = 0.0005, GrossErrorMost = 0.02;

    // So many pairs of birth dates make a run's own errors count as much as what is believed.
    const double PairsBelieved = 200;
    const int MostKept = 10_000;

    /// <summary>log2 odds that a person of several records is two: about one in a hundred and thirty.</summary>
    const float PriorBits = -7;

    readonly Dictionary<(int Fact, int Code), byte[]> _clean = [];

    /// <summary>What a birth date in conflict is worth in a run, by the slips of birth dates in its persons.</summary>
    /// <param name="pairs">Pairs of records of a person that both have a birth date.</param>
    /// <param name="slips">Those whose dates are slips of each other.</param>
    /// <remarks>
    /// A slip is one part of the date gone wrong; a date beyond that took two mistakes, so one person has it about as often as the square of a slip.
    /// </remarks>
    public static float ConflictBits(long pairs, long slips)
    {
        var slip = pairs == 0 ? 0 : (double)slips / pairs;
        var gross = ((slip * slip * pairs) + (GrossErrorBelieved * PairsBelieved)) / (pairs + PairsBelieved);
        return (float)-Internals.Bits.Log2(Math.Clamp(gross, GrossErrorLeast, GrossErrorMost));
    }

    /// <summary>What two rows say; the prior is included.</summary>
    /// <param name="rows">All rows of the person.</param>
    /// <param name="left">One of them.</param>
    /// <param name="right">Another.</param>
    /// <param name="sameSource">Whether the two are of one source.</param>
    public PairFinding Compare(ReadOnlySpan<int> rows, int left, int right, bool sameSource)
    {
        var found = Contradictions.None;
        var names = CompareNames(left, right, ref found);
        var bits = PriorBits + Math.Max(names, 0);
        var agreeing = Math.Min(names, 0);
        var (shared, sameContact, sameBirthDate) = (false, false, false);
        for (var fact = 0; fact < facts.Length; fact++)
        {
            var first = facts[fact].CodeOf(left);
            var second = facts[fact].CodeOf(right);
            if (first == 0 || second == 0)
                continue;
            var said = facts[fact].Kind switch
            {
                FactKind.BirthDate => BirthDate(facts[fact], rows, first, second, ref found),
                FactKind.DeathDate => DeathDate(facts[fact], first, second, ref found),
                FactKind.OneNumber or FactKind.Document => Number(fact, first, second, sameSource, ref found, ref shared),
                FactKind.Sex => Other(fact, first, second, SexEqual, SexDifferent, Contradictions.Sex, ref found),
                FactKind.Contact => Other(fact, first, second, ContactEqual, ContactDifferent, Contradictions.None, ref found),
                FactKind.Home => Other(fact, first, second, HomeEqual, HomeDifferent, Contradictions.None, ref found),
                _ => 0,
            };
            sameContact |= facts[fact].Kind == FactKind.Contact && said == ContactEqual;
            sameBirthDate |= facts[fact].Kind == FactKind.BirthDate && said == BirthDateEqual;
            if (said < 0 && facts[fact].Kind != FactKind.BirthDate)
                agreeing += said;
            else
                bits += said;
        }
        bits += Math.Max(agreeing, MostForOnePerson);
        if (!shared && !sameContact && (found & (Contradictions.Forename | Contradictions.Sex)) == Contradictions.Forename)
            bits += (sameBirthDate ? BirthDateOfTwins - BirthDateEqual : 0) + ((found & Contradictions.Number) != 0 ? ForenameAndNumber : 0);
        var named = found & (Contradictions.Forename | Contradictions.Surname);
        if (shared && named == (Contradictions.Forename | Contradictions.Surname))
            found |= Contradictions.SharedNumber;
        return new(bits, found);
    }

    /// <summary>A quick no for almost every two records: no dates in conflict, no two numbers of a kind, no number under two names.</summary>
    public bool MayContradict(int left, int right, bool sameSource)
    {
        var shared = false;
        foreach (var fact in facts)
        {
            if (fact.Kind is not (FactKind.BirthDate or FactKind.DeathDate or FactKind.OneNumber or FactKind.Document))
                continue;
            var first = fact.CodeOf(left);
            var second = first == 0 ? 0 : fact.CodeOf(right);
            if (second == 0)
                continue;
            if (fact.Kind is FactKind.BirthDate or FactKind.DeathDate)
            {
                if (first != second && PartialDate.Relate(fact.DateOf(first), fact.DateOf(second)) == DateRelation.Conflict)
                    return true;
            }
            else if (first == second)
            {
                shared = true;
            }
            else if (fact.Kind == FactKind.OneNumber || sameSource)
            {
                return true;
            }
        }
        return shared && NamesDiffer(left, right);
    }

    /// <summary>False: a name is written the same way in both.</summary>
    bool NamesDiffer(int left, int right)
    {
        foreach (var fact in facts)
        {
            if (fact.Kind is FactKind.Forename or FactKind.Surname or FactKind.FullName && fact.CodeOf(left) is not 0 and var code && code == fact.CodeOf(right))
                return false;
        }
        return true;
    }

    /// <summary>The comparable form of a value, kept: the same few values come again and again inside a person.</summary>
    ReadOnlySpan<byte> Clean(int fact, int code)
    {
        if (_clean.TryGetValue((fact, code), out var value))
            return value;
        if (_clean.Count >= MostKept)
            _clean.Clear();
        return _clean[(fact, code)] = facts[fact].Clean(code);
    }

    ReadOnlySpan<byte> Clean(FactKind kind, int row)
    {
        var fact = Array.FindIndex(facts, one => one.Kind == kind);
        var code = fact < 0 ? 0 : facts[fact].CodeOf(row);
        return code == 0 ? [] : Clean(fact, code);
    }

    float CompareNames(int left, int right, ref Contradictions found)
    {
        var (forename, surname) = Relate(left, right);
        if (forename == NameRelation.Different)
            found |= Contradictions.Forename;
        if (surname == NameRelation.Different)
            found |= Contradictions.Surname;
        return Bits(forename, ForenameAgrees, ForenameDifferent) + Bits(surname, SurnameAgrees, SurnameDifferent);

        static float Bits(NameRelation relation, float agrees, float different) => relation switch
        {
            NameRelation.Equal or NameRelation.Similar => agrees,
            NameRelation.Different => different,
            _ => 0,
        };
    }

    (NameRelation Forename, NameRelation Surname) Relate(int left, int right)
    {
        var leftForename = Clean(FactKind.Forename, left);
        var rightForename = Clean(FactKind.Forename, right);
        var leftSurname = Clean(FactKind.Surname, left);
        var rightSurname = Clean(FactKind.Surname, right);
        var forename = Names.Relate(leftForename, rightForename);
        var surname = Names.Relate(leftSurname, rightSurname);
        if ((forename == NameRelation.Different || surname == NameRelation.Different)
            && (Agree(Names.Relate(leftForename, rightSurname)) || Agree(Names.Relate(leftSurname, rightForename))))
            return (NameRelation.Similar, NameRelation.Unknown); // The two exchanged, or one word of the other: no second name.
        if (forename != NameRelation.Unknown || surname != NameRelation.Unknown)
            return (forename, surname);
        var whole = Names.RelateWhole(Whole(left, leftForename, leftSurname), Whole(right, rightForename, rightSurname));
        return (whole, whole);
    }

    ReadOnlySpan<byte> Whole(int row, ReadOnlySpan<byte> forename, ReadOnlySpan<byte> surname)
    {
        var whole = Clean(FactKind.FullName, row);
        return !whole.IsEmpty || forename.IsEmpty || surname.IsEmpty ? whole : (byte[])[.. forename, (byte)' ', .. surname];
    }

    static bool Agree(NameRelation relation) => relation is NameRelation.Equal or NameRelation.Similar;

    float BirthDate(PersonFact fact, ReadOnlySpan<int> rows, int first, int second, ref Contradictions found)
    {
        var relation = PartialDate.Relate(fact.DateOf(first), fact.DateOf(second));
        if (relation == DateRelation.Conflict && IsBridged(fact, rows, first, second))
            relation = DateRelation.Slip;
        if (relation == DateRelation.Conflict)
            found |= Contradictions.BirthDate;
        return relation switch
        {
            DateRelation.Conflict => birthDateConflictBits,
            DateRelation.Doubtful => BirthDateDoubtful,
            DateRelation.Slip => BirthDateSlip,
            DateRelation.Equal => BirthDateEqual,
            DateRelation.Compatible => BirthDateCompatible,
            _ => 0,
        };
    }

    /// <summary>True: a third record has the date of which both are slips.</summary>
    static bool IsBridged(PersonFact fact, ReadOnlySpan<int> rows, int first, int second)
    {
        foreach (var row in rows)
        {
            var date = fact.DateOf(fact.CodeOf(row));
            if (PartialDate.Relate(date, fact.DateOf(first)) == DateRelation.Slip && PartialDate.Relate(date, fact.DateOf(second)) == DateRelation.Slip && date is { Month: > 0, Day: > 1 })
                return true;
        }
        return false;
    }

    static float DeathDate(PersonFact fact, int first, int second, ref Contradictions found)
    {
        if (PartialDate.Relate(fact.DateOf(first), fact.DateOf(second)) != DateRelation.Conflict)
            return 0;
        found |= Contradictions.DeathDate;
        return DeathDateConflict;
    }

    float Number(int fact, int first, int second, bool sameSource, ref Contradictions found, ref bool shared)
    {
        var left = Clean(fact, first);
        var right = Clean(fact, second);
        if (left.IsEmpty || right.IsEmpty)
            return 0;
        if (left.SequenceEqual(right))
        {
            shared = true;
            return NumberEqual;
        }
        if (OptimalAlignment.Distance(left, right, TextUnit.Bytes) <= 1)
            return NumberSlip;
        if (facts[fact].Kind == FactKind.Document && !sameSource)
            return DocumentConflict;
        found |= Contradictions.Number;
        return facts[fact].Kind == FactKind.OneNumber ? OneNumberConflict : DocumentConflictInSource;
    }

    float Other(int fact, int first, int second, float equal, float different, Contradictions ifDifferent, ref Contradictions found)
    {
        if (first == second)
            return equal;
        var left = Clean(fact, first);
        var right = Clean(fact, second);
        if (left.IsEmpty || right.IsEmpty)
            return 0;
        if (left.SequenceEqual(right))
            return equal;
        found |= ifDifferent;
        return different;
    }
}
