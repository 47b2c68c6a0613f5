using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Grouping;

public class MergedIdentitiesTests
{
    static readonly RoleOfColumn[] s_roles =
    [
        new("forename", FieldRole.Forename, ""), new("surname", FieldRole.Surname, ""), new("born", FieldRole.BirthDate, ""), new("sex", FieldRole.Sex, ""),
        new("postcode", FieldRole.Postcode, ""), new("email", FieldRole.Email, ""), new("nhs", FieldRole.NhsNumber, ""), new("document", FieldRole.DocumentNumber, ""),
    ];

    // Valid NHS numbers (check digits computed), given to nobody.
    const string Nhs1 = "9434765919", Nhs2 = "4010232137";

    [Fact]
    public void Find_BlendedBridge_FoundExplainedAndSplit()
    {
        var findings = Find(
            [
                ["Amina", "Hussein", "1985-03-12", "f", "LS1 4AB", "amina@example.org", "", ""],
                ["Amina", "Hussein", "1985-03-12", "f", "LS1 4AB", "", "", ""],
                ["Amina", "Hussein", "1985-03-12", "f", "M4 1HQ", "g.novak@example.org", "", ""],
                ["Georg", "Novak", "1961-11-30", "m", "M4 1HQ", "g.novak@example.org", "", ""],
                ["Georg", "Novak", "1961-11-30", "m", "M4 1HQ", "", "", ""],
            ],
            [(0, 1, 20), (0, 2, 12), (1, 2, 12), (2, 3, 6), (3, 4, 20)]);

        var finding = Assert.Single(findings);
        Assert.InRange(finding.Score, 0.95, 1);
        Assert.Equal([[0, 1, 2], [3, 4]], finding.ProposedSplit);
        Assert.Equal([0, 1, 2, 3, 4], finding.Records);
        Assert.Equal(
            "record r0 and record r3 give two birth dates neither of which is a slip of the other, two names and two sexes; only record r2 holds the two together.",
            finding.Reason);
    }

    [Fact]
    public void Find_TwoNhsNumbers_Found()
    {
        var findings = Find([["Anna", "Lee", "1990-06-05", "", "", "", Nhs1, ""], ["Bea", "Stone", "", "", "", "", Nhs2, ""]], [(0, 1, 5)]);

        Assert.Contains("two different valid NHS numbers", Assert.Single(findings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OneDocumentUnderTwoNames_Found()
    {
        var findings = Find([["Anna", "Lee", "1990-06-05", "f", "", "", "", "P1234567"], ["Omar", "Diallo", "1971-01-19", "m", "", "", "", "P1234567"]], [(0, 1, 9)]);

        var reason = Assert.Single(findings).Reason;
        Assert.EndsWith("with one document number under two names.", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("P1234567", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ThreePeople_ThreeParts()
    {
        var findings = Find(
            [
                ["Anna", "Lee", "1990-06-05", "f", "", "", "", ""], ["Omar", "Diallo", "1971-01-19", "m", "", "", "", ""],
                ["Kofi", "Mensah", "1955-08-23", "m", "", "", "", ""], ["Anna", "Lee", "1990-06-05", "", "", "", "", ""],
            ],
            []);

        Assert.Equal([[0, 3], [1], [2]], Assert.Single(findings).ProposedSplit);
    }

    public static TheoryData<string, string?[], string?[]> OnePerson => new()
    {
        { "new surname", ["Maria", "Silva", "1988-04-17", "f", "B1 1AA", "", "", ""], ["Maria", "Oakley", "1988-04-17", "f", "CV1 2BB", "", "", ""] },
        { "transition", ["John", "Smith", "1988-04-17", "m", "B1 1AA", "", Nhs1, ""], ["Joanna", "Smith", "1988-04-17", "f", "B1 1AA", "", Nhs1, ""] },
        { "transition, new forename and number", ["Peter", "Smith", "1988-04-17", "m", "", "", "", "A1"], ["Claire", "Smith", "1988-04-17", "f", "", "", "", "A1"] },
        { "assessed date", ["Ahmad", "Rezai", "2001-01-01", "m", "", "", "", ""], ["Ahmad", "Rezai", "2003-09-14", "m", "", "", "", ""] },
        { "assessed date far off", ["Ahmad", "Rezai", "1995-01-01", "m", "", "", "", ""], ["Ahmad", "Rezai", "2003-09-14", "m", "", "", "", ""] },
        { "partial date", ["Ahmad", "Rezai", "2001", "m", "", "", "", ""], ["Ahmed", "Rezayi", "2001-09-14", "m", "", "", "", ""] },
        { "another script", ["Юлия", "Иванова", "1979-02-03", "f", "", "", "", "X9"], ["Yuliya", "Ivanova", "1979-02-03", "f", "", "", "", "X9"] },
        { "another spelling", ["Mohammed", "Al Hashimi", "1979-02-03", "m", "", "", "", "X9"], ["Muhammad", "Elhashmy", "1979-03-02", "m", "", "", "", "X9"] },
        { "day and month exchanged", ["Ann", "Lee", "1979-02-03", "f", "", "", "", ""], ["Ann", "Lee", "1979-03-02", "f", "", "", "", ""] },
        { "one grossly wrong date", ["Ann", "Lee", "1979-02-03", "f", "E1 6AN", "ann@example.org", "", ""], ["Ann", "Lee", "1987-12-13", "f", "E1 6AN", "ann@example.org", "", ""] },
        { "names exchanged", ["Lee", "Ann", "1979-02-03", "f", "", "", "", "D77"], ["Ann", "Lee", "1979-02-03", "f", "", "", "", "D77"] },
        { "renewed document", ["Ann", "Lee", "1979-02-03", "f", "", "", "", "D7712345"], ["Ann", "Lee", "1979-02-03", "f", "", "", "", "K1298700"] },
        { "slip in the NHS number", ["Ann", "Lee", "1979-02-03", "f", "", "", "9434765919", ""], ["Ann", "Lee", "1979-02-03", "f", "", "", "9434765918", ""] },
    };

    [Theory]
    [MemberData(nameof(OnePerson))]
    public void Find_PeopleWhoAreThemselves_NotFlagged(string what, string?[] first, string?[] second)
    {
        var findings = Find([first, second], [(0, 1, 10)]);

        Assert.True(findings.Count == 0, what);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(15, false)]
    public void Find_GrosslyDifferentDateAmongAgreement_FlaggedWhereDatesSeldomSlip(int slipsInHundred, bool flagged)
    {
        // A thousand people of two records each, some with a slip in one; the first has two birth dates and the same of everything else.
        var rows = new List<string?[]>();
        for (var person = 0; person < 1000; person++)
        {
            var slip = person % 100 < slipsInHundred;
            rows.Add(["Ann", "Lee", "1979-02-03", "f", "E1 6AN", "ann@example.org", "", ""]);
            rows.Add(["Ann", "Lee", person == 0 ? "1987-12-13" : slip ? "1979-02-04" : "1979-02-03", "f", "E1 6AN", "ann@example.org", "", ""]);
        }
        using var table = Table([.. rows]);
        int[] persons = [.. Enumerable.Range(0, rows.Count).Select(row => row / 2)];

        var findings = MergedIdentities.Find(table, s_roles, persons, Edges([]), null, TestContext.Current.CancellationToken);

        Assert.Equal(flagged, findings.Any(finding => finding.Person == 0));
        Assert.DoesNotContain(findings, finding => finding.Person != 0);
    }

    [Fact]
    public void Find_TwinsJoined_FoundByTwoNumbersOfOneSourceAndTwoForenames()
    {
        var findings = Find(
            [
                ["William", "Wainson", "2004-12-31", "m", "XW1 2PT", "", "", "D260631948"],
                ["Henry", "Wainson", "2004-12-31", "m", "XW1 2PT", "", "", "D960537244"],
                ["Henry", "Wainson", "2004-12-31", "m", "XW1 2PT", "", "", ""],
            ],
            [(0, 1, 3), (1, 2, 20)]);

        Assert.Equal([[0], [1, 2]], Assert.Single(findings).ProposedSplit);
    }

    [Theory]
    [InlineData("m", "f", "", "")] // who transitioned has another forename, another sex, and may have another passport
    [InlineData("f", "f", "ana@example.org", "ana@example.org")] // an email is a person's own
    public void Find_AnotherForenameAndANewPassport_NotFlagged(string firstSex, string secondSex, string firstEmail, string secondEmail) =>
        Assert.Empty(Find(
            [["Peter", "Smith", "1988-04-17", firstSex, "", firstEmail, "", "A1000001"], ["Claire", "Smith", "1988-04-17", secondSex, "", secondEmail, "", "Z7654321"]], [(0, 1, 9)]));

    [Fact]
    public void Find_Twins_TwoPersons_NotFlagged()
    {
        using var table = Table([["Ali", "Khan", "2010-05-05", "m", "B1 1AA", "", "", ""], ["Sara", "Khan", "2010-05-05", "f", "B1 1AA", "", "", ""]]);

        Assert.Empty(MergedIdentities.Find(table, s_roles, [0, 1], Edges([]), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Find_NoUsefulRoles_Empty()
    {
        using var table = Table([["a", "b", "", "", "", "", "", ""]]);

        Assert.Empty(MergedIdentities.Find(table, [new("forename", FieldRole.Ignored, ""), new("gone", FieldRole.BirthDate, "")], [0], Edges([]), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Find_ManyThreads_SameFindings()
    {
        var random = new Random(5);
        string[] names = ["Anna", "Omar", "Kofi", "Lee", "Birgit"];
        var rows = Enumerable.Range(0, 6000).Select(string?[] (_) => [names[random.Next(5)], names[random.Next(5)], $"19{random.Next(10, 99)}-05-{random.Next(10, 28)}", "", "", "", "", ""]).ToArray();
        using var table = Table(rows);
        int[] persons = [.. Enumerable.Range(0, rows.Length).Select(row => row / 2)];

        var one = MergedIdentities.Find(table, s_roles, persons, Edges([]), 1, TestContext.Current.CancellationToken);
        var two = MergedIdentities.Find(table, s_roles, persons, Edges([]), 2, TestContext.Current.CancellationToken);

        Assert.NotEmpty(one);
        Assert.Equal(one.Select(finding => (finding.Person, finding.Score, finding.Reason)), two.Select(finding => (finding.Person, finding.Score, finding.Reason)));
    }

    static IReadOnlyList<MergedFinding> Find(string?[][] rows, (int, int, double)[] edges)
    {
        using var table = Table(rows);
        return MergedIdentities.Find(table, s_roles, new int[rows.Length], Edges(edges), null, TestContext.Current.CancellationToken);
    }

    static RecordTable Table(string?[][] rows)
    {
        using var builder = new RecordTableBuilder([.. s_roles.Select(role => role.Column)]);
        for (var row = 0; row < rows.Length; row++)
            builder.Add($"r{row}", rows[row]);
        return builder.Build();
    }

    static EdgeList Edges((int Left, int Right, double WeightBits)[] edges) =>
        new([.. edges.Select(edge => edge.Left)], [.. edges.Select(edge => edge.Right)], [.. edges.Select(edge => edge.WeightBits)], new short[edges.Length]);
}
