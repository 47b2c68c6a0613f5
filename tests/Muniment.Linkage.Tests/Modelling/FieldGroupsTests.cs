using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class FieldGroupsTests
{
    static readonly string[] s_columns = ["passport", "licence", "passport_no", "born", "dob"];

    [Fact]
    public void Of_DocumentNumbersOfDifferentSeries_AreFieldsOfTheirOwn()
    {
        using var table = TwoSources();

        var fields = FieldGroups.Of(table, Roles(), 1).Select(field => string.Join('+', field.Columns[0].From));

        Assert.Equal(["passport+passport_no", "licence", "born+dob"], fields);
    }

    static RoleOfColumn[] Roles() =>
        [.. s_columns.Select((column, i) => new RoleOfColumn(column, i < 3 ? FieldRole.DocumentNumber : FieldRole.BirthDate, "It is said so."))];

    // Two sources write the same passports, spaced otherwise; only the second knows licences. Nobody was born on one day in both.
    static RecordTable TwoSources()
    {
        using var builder = new RecordTableBuilder(s_columns);
        builder.Source("visas");
        for (var i = 0; i < 50; i++)
            builder.Add($"{i}", $"ab{1000 + i}", null, null, $"19{10 + i}-05-01", null);
        builder.Source("driving");
        for (var i = 0; i < 50; i++)
            builder.Add($"{i}", null, $"L{7000 + i}", $"AB {1000 + i}", null, $"19{10 + i}-06-02");
        return builder.Build();
    }
}
