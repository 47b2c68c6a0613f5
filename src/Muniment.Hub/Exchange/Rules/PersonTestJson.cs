using System.Text.Json;
using Muniment.Hub.Exchange.Agreements;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>Reads and writes tests on a person, as conditions and pauses hold them.</summary>
static class PersonTestJson
{
    enum Kind
    {
        Age,
        Born,
        NationalityIn,
        NationalityNotIn,
        Flag,
        Source,
    }

    static readonly (string Word, Kind Value)[] s_kinds =
        [("age", Kind.Age), ("born", Kind.Born), ("nationality_in", Kind.NationalityIn), ("nationality_not_in", Kind.NationalityNotIn), ("flag", Kind.Flag), ("source", Kind.Source)];

    public static PersonTest Read(StrictObject json)
    {
        switch (json.Word<Kind>("test", s_kinds))
        {
            case Kind.Age:
                var age = new AgeTest(json.WholeOrNull("from", 0, 150), json.WholeOrNull("below", 1, 150));
                if (age is { From: null, Below: null } || age.From >= age.Below)
                    throw json.Refuse("from", "and 'below' describe no age. Give one of them, or both with 'from' the lower.");
                return age;
            case Kind.Born:
                var born = new BirthDateTest(json.DateOrNull("from"), json.DateOrNull("before"));
                if (born is { From: null, Before: null } || born.From >= born.Before)
                    throw json.Refuse("from", "and 'before' describe no birth date. Give one of them, or both with 'from' the earlier.");
                return born;
            case Kind.NationalityIn: return Nationality(json, true);
            case Kind.NationalityNotIn: return Nationality(json, false);
            case Kind.Flag: return new FlagTest(Some(json, "flags", json.ShapedList("flags", AgreementJson.IsField, "a flag's name, of at most 64 small letters, digits and underscores")));
            default: return new SourceTest(Some(json, "sources", json.ShapedList("sources", AgreementJson.IsId, "the id of a source")));
        }
    }

    public static void Write(Utf8JsonWriter json, PersonTest test)
    {
        json.WriteStartObject();
        switch (test)
        {
            case AgeTest age:
                json.WriteString("test", "age");
                if (age.From is { } from)
                    json.WriteNumber("from", from);
                if (age.Below is { } below)
                    json.WriteNumber("below", below);
                break;
            case BirthDateTest born:
                json.WriteString("test", "born");
                if (born.From is { } first)
                    json.WriteString("from", AgreementJson.Text(first));
                if (born.Before is { } before)
                    json.WriteString("before", AgreementJson.Text(before));
                break;
            case NationalityTest nationality:
                json.WriteString("test", nationality.AmongThem ? "nationality_in" : "nationality_not_in");
                AgreementJson.Write(json, "codes", nationality.Codes);
                break;
            case FlagTest flag:
                json.WriteString("test", "flag");
                AgreementJson.Write(json, "flags", flag.Flags);
                break;
            case SourceTest source:
                json.WriteString("test", "source");
                AgreementJson.Write(json, "sources", source.Sources);
                break;
            default: throw new ArgumentException($"{test.GetType().Name} is no test this format knows.", nameof(test));
        }
        json.WriteEndObject();
    }

    /// <summary>Whether a text is three capital letters.</summary>
    public static bool IsNationality(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    static NationalityTest Nationality(StrictObject json, bool amongThem) =>
        new(Some(json, "codes", json.ShapedList("codes", IsNationality, "a nationality as three capital letters of ISO 3166-1")), amongThem);

    static System.Collections.Immutable.ImmutableArray<string> Some(StrictObject json, string name, System.Collections.Immutable.ImmutableArray<string> list) =>
        list.IsEmpty ? throw json.Refuse(name, "is empty. Name at least one.") : list;
}
