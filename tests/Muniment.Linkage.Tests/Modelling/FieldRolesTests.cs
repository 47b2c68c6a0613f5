using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class FieldRolesTests
{
    static readonly string[] s_febrl = ["febrl4a.csv", "febrl4b.csv"];

    [Fact]
    public void Recognise_Fake1000_ByName() => Check(
        PeopleData.Load(["fake_1000.csv"]),
        FieldRole.Forename, FieldRole.Surname, FieldRole.BirthDate, FieldRole.Town, FieldRole.Email);

    [Fact]
    public void Recognise_Fake1000_ByContentAlone() => Check(
        PeopleData.Load(["fake_1000.csv"], i => $"c{i + 1}"),
        FieldRole.Forename, FieldRole.Surname, FieldRole.BirthDate, FieldRole.Town, FieldRole.Email);

    [Fact]
    public void Recognise_Febrl3_ByName() => Check(PeopleData.Load(["febrl3.csv"]), Febrl());

    [Fact]
    public void Recognise_Febrl4_ByName() => Check(PeopleData.Load(s_febrl), Febrl());

    [Fact]
    public void Recognise_Febrl3_ByContentAlone() => Check(PeopleData.Load(["febrl3.csv"], i => $"c{i + 1}"), FebrlByContent());

    [Fact]
    public void Recognise_Febrl4_ByContentAlone() => Check(PeopleData.Load(s_febrl, i => $"c{i + 1}"), FebrlByContent());

    [Fact]
    public void Recognise_Historical_ByName() => Check(
        PeopleData.Load(["historical_50k_concat.csv.gz"]),
        FieldRole.FullName, FieldRole.Ignored, FieldRole.Forename, FieldRole.Surname, FieldRole.BirthDate, FieldRole.BirthPlace, FieldRole.Postcode, FieldRole.Sex, FieldRole.Occupation, FieldRole.Ignored);

    [Fact]
    public void Recognise_Historical_ByContentAlone() => Check(
        PeopleData.Load(["historical_50k_concat.csv.gz"], i => $"c{i + 1}"),
        FieldRole.FullName, FieldRole.Ignored, FieldRole.Forename, FieldRole.Surname, FieldRole.BirthDate, FieldRole.Town, FieldRole.Postcode, FieldRole.Sex, FieldRole.Occupation, FieldRole.Ignored);

    [Fact]
    public void Recognise_TruthInTable_IsIgnoredByName()
    {
        using var table = PeopleData.Load(["fake_1000.csv"], keep: _ => true);

        Assert.Equal(FieldRole.Ignored, FieldRoles.Recognise(table).Single(role => role.Column == "cluster").Role);
    }

    [Theory]
    [InlineData("Vorname", FieldRole.Forename)]
    [InlineData("GivenName", FieldRole.Forename)]
    [InlineData("patient_first_name", FieldRole.Forename)]
    [InlineData("FAMILY NAME", FieldRole.Surname)]
    [InlineData("last-name", FieldRole.Surname)]
    [InlineData("Prénom", FieldRole.Forename)]
    [InlineData("nom", FieldRole.Surname)]
    [InlineData("place_of_birth", FieldRole.BirthPlace)]
    [InlineData("birth_place", FieldRole.BirthPlace)]
    [InlineData("postcode_2", FieldRole.Postcode)]
    [InlineData("Home Phone", FieldRole.Phone)]
    [InlineData("passport_no", FieldRole.DocumentNumber)]
    [InlineData("soc_sec_id", FieldRole.DocumentNumber)]
    [InlineData("street_number", FieldRole.HouseNumber)]
    [InlineData("address_1", FieldRole.Street)]
    [InlineData("address_2", FieldRole.Address)]
    [InlineData("county", FieldRole.Region)]
    [InlineData("nationality", FieldRole.Country)]
    [InlineData("mothers_maiden_name", FieldRole.Text)]
    [InlineData("person_id", FieldRole.Ignored)]
    [InlineData("truth_person", FieldRole.Ignored)]
    [InlineData("record_no", FieldRole.Ignored)]
    public void Recognise_Name_DecidesWhereContentDoesNotObject(string name, FieldRole expected)
    {
        using var table = new RecordTableBuilder(name).Add("1", "alpha").Add("2", "beta").Add("3", "alpha").Build();

        Assert.Equal(expected, FieldRoles.Recognise(table)[0].Role);
    }

    [Fact]
    public void Recognise_NameAndContentDisagree_ContentWinsAndSaysSo()
    {
        var builder = new RecordTableBuilder("email", "dob");
        for (var i = 0; i < 200; i++)
            builder.Add($"{i}", $"19{30 + (i % 60)}-03-{1 + (i % 28):00}", i % 3 == 0 ? "x" : "y");
        using var table = builder.Build();

        var roles = FieldRoles.Recognise(table);

        Assert.Equal(FieldRole.BirthDate, roles[0].Role);
        Assert.Contains("says Email, but", roles[0].Why, StringComparison.Ordinal);
        Assert.Equal(FieldRole.Category, roles[1].Role);
    }

    [Fact]
    public void Recognise_RowsInOtherOrder_GivesTheSame()
    {
        var rows = Enumerable.Range(0, 300).Select(i => (Id: $"{i}", Name: i % 3 == 0 ? "john" : $"mary{i % 50}", Year: $"{1930 + (i % 70)}")).ToArray();

        Assert.Equal(Of(rows), Of([.. rows.Reverse()]));

        static string Of((string Id, string Name, string Year)[] rows)
        {
            var builder = new RecordTableBuilder("c1", "c2");
            foreach (var (id, name, year) in rows)
                builder.Add(id, name, year);
            using var table = builder.Build();
            return string.Join('\n', FieldRoles.Recognise(table));
        }
    }

    static FieldRole[] Febrl() =>
    [
        FieldRole.Forename, FieldRole.Surname, FieldRole.HouseNumber, FieldRole.Street, FieldRole.Address, FieldRole.Town, FieldRole.Postcode, FieldRole.Region, FieldRole.BirthDate, FieldRole.DocumentNumber,
    ];

    // Names of houses, estates and suburbs have no form of their own: text that tells people apart.
    static FieldRole[] FebrlByContent() => [.. Febrl().Select(role => role is FieldRole.Address or FieldRole.Town ? FieldRole.Text : role)];

    static void Check(RecordTable table, params FieldRole[] expected)
    {
        var roles = FieldRoles.Recognise(table);
        table.Dispose();

        Assert.Equal(string.Join('\n', roles.Zip(expected, (role, want) => $"{role.Column} {want}")), string.Join('\n', roles.Select(role => $"{role.Column} {role.Role}")));
        Assert.All(roles, role => Assert.EndsWith(".", role.Why, StringComparison.Ordinal));
        foreach (var role in roles)
            TestContext.Current.SendDiagnosticMessage($"{role.Column}: {role.Role}. {role.Why}");
    }
}
