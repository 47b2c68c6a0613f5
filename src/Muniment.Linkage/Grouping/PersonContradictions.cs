using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>What two records of a person say about being of two human beings.</summary>
/// <param name="Bits">log2 of P(what is seen | two people) / P(what is seen | one person); positive: two.</param>
/// <param name="Found">What contradicts.</param>
readonly record struct PairFinding(float Bits, Contradictions Found)
{
    /// <summary>True: the two records alone make a suspicion.</summary>
    public bool IsTelling => (Found & Contradictions.Telling) != 0 && Bits > 0;
}

/// <summary>The facts of one person's records, cleaned, and what they say pair by pair.</summary>
/// <remarks>
/// The bits are round figures for how much more often an outcome is seen between two people whom a linker joined than between two
/// records of one: a birth date off by more than a slip happens in under one record in a hundred, a new surname in one of six.
/// </remarks>
sealed class PersonContradictions(PersonFact[] facts)
{
    const float BirthDateConflict = 7, BirthDateDoubtful = 1, BirthDateSlip = -2, BirthDateEqual = -7, BirthDateCompatible = -1;
    const float DeathDateConflict = 4;
    const float ForenameDifferent = 4, ForenameEqual = -5, ForenameSimilar = -3;
    const float SurnameDifferent = 2, SurnameEqual = -4, SurnameSimilar = -3;
    const float FullNameDifferent = 6, FullNameEqual = -8, FullNameSimilar = -4;
    const float SexDifferent = 2, SexEqual = -0.5f;
    const float OneNumberConflict = 8, DocumentConflictInSource = 4, DocumentConflict = 1.5f, NumberSlip = -4, NumberEqual = -9, NumberShared = 4;
    const float ContactEqual = -4, HomeEqual = -1.5f;

    /// <summary>log2 odds that a person of several records is two: about one in a hundred and thirty.</summary>
    public const float PriorBits = -7;

    readonly Dictionary<(int Fact, int Code), byte[]> _clean = [];

    /// <summary>What two rows say; the prior is included.</summary>
    public PairFinding Compare(int left, int right, bool sameSource)
    {
        var bits = PriorBits;
        var found = Contradictions.None;
        var sharedNumber = false;
        var equalBits = 0f;
        var (forename, surname) = CompareNames(left, right, ref bits, ref found);
        for (var number = 0; number < facts.Length; number++)
        {
            var fact = facts[number];
            var first = fact.Column.Codes[left];
            var second = fact.Column.Codes[right];
            if (first == 0 || second == 0)
                continue;
            switch (fact.Kind)
            {
                case FactKind.BirthDate:
                    bits += BirthDate(fact, first, second, ref found);
                    break;
                case FactKind.DeathDate when PartialDate.Relate(fact.DateOf[first], fact.DateOf[second]) == DateRelation.Conflict:
                    bits += DeathDateConflict;
                    found |= Contradictions.DeathDate;
                    break;
                case FactKind.OneNumber or FactKind.Document:
                    bits += Number(number, first, second, sameSource, ref found, ref sharedNumber, ref equalBits);
                    break;
                case FactKind.Sex or FactKind.Contact or FactKind.Home:
                    bits += Other(number, first, second, ref found);
                    break;
            }
        }
        if (sharedNumber && forename && (surname || (found & Contradictions.BirthDate) != 0))
        {
            found |= Contradictions.SharedNumber;
            bits += NumberShared;
        }
        else
        {
            bits += equalBits;
        }
        return new(bits, found);
    }

    /// <summary>The comparable form of a value, kept: the same few values come again and again inside a person.</summary>
    ReadOnlySpan<byte> Clean(int fact, int code)
    {
        if (_clean.TryGetValue((fact, code), out var value))
            return value;
        if (_clean.Count > 10_000)
            _clean.Clear();
        return _clean[(fact, code)] = facts[fact].Clean(code);
    }

    /// <summary>True, true: the forenames differ, the surnames differ.</summary>
    (bool Forename, bool Surname) CompareNames(int left, int right, ref float bits, ref Contradictions found)
    {
        var forename = Best(FactKind.Forename, FactKind.Forename, left, right);
        var surname = Best(FactKind.Surname, FactKind.Surname, left, right);
        var whole = Best(FactKind.FullName, FactKind.FullName, left, right);
        if (forename == NameRelation.Different || surname == NameRelation.Different)
        {
            // The two exchanged, or one word of the other, is no second name.
            if (Best(FactKind.Forename, FactKind.Surname, left, right) is NameRelation.Equal or NameRelation.Similar
                || Best(FactKind.Surname, FactKind.Forename, left, right) is NameRelation.Equal or NameRelation.Similar)
                (forename, surname) = (NameRelation.Similar, NameRelation.Unknown);
        }
        bits += forename switch
        {
            NameRelation.Equal => ForenameEqual,
            NameRelation.Similar => ForenameSimilar,
            NameRelation.Different => ForenameDifferent,
            _ => 0,
        };
        bits += surname switch
        {
            NameRelation.Equal => SurnameEqual,
            NameRelation.Similar => SurnameSimilar,
            NameRelation.Different => SurnameDifferent,
            _ => 0,
        };
        if (forename == NameRelation.Unknown && surname == NameRelation.Unknown)
        {
            bits += whole switch
            {
                NameRelation.Equal => FullNameEqual,
                NameRelation.Similar => FullNameSimilar,
                NameRelation.Different => FullNameDifferent,
                _ => 0,
            };
            if (whole == NameRelation.Different)
                (forename, surname) = (NameRelation.Different, NameRelation.Different);
        }
        if (forename == NameRelation.Different)
            found |= Contradictions.Forename;
        if (surname == NameRelation.Different)
            found |= Contradictions.Surname;
        return (forename == NameRelation.Different, surname == NameRelation.Different);
    }

    /// <summary>The closest relation between any columns of the two kinds; different only if nothing is closer.</summary>
    NameRelation Best(FactKind ofLeft, FactKind ofRight, int left, int right)
    {
        var best = NameRelation.Unknown;
        var known = false;
        for (var i = 0; i < facts.Length; i++)
        {
            if (facts[i].Kind != ofLeft || facts[i].Column.Codes[left] == 0)
                continue;
            for (var j = 0; j < facts.Length; j++)
            {
                if (facts[j].Kind != ofRight || facts[j].Column.Codes[right] == 0)
                    continue;
                var first = Clean(i, facts[i].Column.Codes[left]);
                var second = Clean(j, facts[j].Column.Codes[right]);
                var relation = ofLeft == FactKind.FullName ? Names.RelateWhole(first, second) : Names.Relate(first, second);
                if (relation is NameRelation.Equal or NameRelation.Similar)
                    return relation;
                best = !known ? relation : relation == best ? best : NameRelation.Unknown;
                known = true;
            }
        }
        return best;
    }

    static float BirthDate(PersonFact fact, int first, int second, ref Contradictions found)
    {
        switch (PartialDate.Relate(fact.DateOf[first], fact.DateOf[second]))
        {
            case DateRelation.Conflict:
                found |= Contradictions.BirthDate;
                return BirthDateConflict;
            case DateRelation.Doubtful:
                return BirthDateDoubtful;
            case DateRelation.Slip:
                return BirthDateSlip;
            case DateRelation.Equal:
                return BirthDateEqual;
            case DateRelation.Compatible:
                return BirthDateCompatible;
            default:
                return 0;
        }
    }

    float Number(int number, int first, int second, bool sameSource, ref Contradictions found, ref bool shared, ref float equalBits)
    {
        var left = Clean(number, first);
        var right = Clean(number, second);
        if (left.IsEmpty || right.IsEmpty)
            return 0;
        if (left.SequenceEqual(right))
        {
            shared = true;
            equalBits += NumberEqual;
            return 0;
        }
        if (OptimalAlignment.Distance(left, right, TextUnit.Bytes) <= 1)
            return NumberSlip;
        if (facts[number].Kind == FactKind.Document && !sameSource)
            return DocumentConflict;
        found |= Contradictions.Number;
        return facts[number].Kind == FactKind.OneNumber ? OneNumberConflict : DocumentConflictInSource;
    }

    float Other(int number, int first, int second, ref Contradictions found)
    {
        var kind = facts[number].Kind;
        if (first != second)
        {
            var left = Clean(number, first);
            var right = Clean(number, second);
            if (left.IsEmpty || right.IsEmpty)
                return 0;
            if (!left.SequenceEqual(right))
            {
                if (kind != FactKind.Sex)
                    return 0;
                found |= Contradictions.Sex;
                return SexDifferent;
            }
        }
        return kind switch { FactKind.Sex => SexEqual, FactKind.Contact => ContactEqual, _ => HomeEqual };
    }
}
