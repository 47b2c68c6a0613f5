using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Modelling;

public class AutoModelTests
{
    [Fact]
    public void Choose_FieldOfSeveralValues_AgreesWhereOneIsShared()
    {
        using var table = RecordTable.FromRows(
            ["forename", "surname", "phone"],
            ["Ann", "Lee", "020 7946 0001; 020 7946 0002"], ["Ann", "Lee", "02079460002"], ["Ann", "Lee", "02079460003; 02079460009"], ["Bo", "Ray", "02079460002; 02079460001"]);

        var model = AutoModel.Choose(table, LinkType.Both, [], threads: 1);

        using var cleaned = DerivedColumns.Add(table, model.Columns, 1);
        using var prepared = new PreparedModel(cleaned, model, 1);
        Assert.Equal("a value in common", LevelOf(prepared, 0, 3));
        Assert.NotEqual("a value in common", LevelOf(prepared, 1, 2));
    }

    static string LevelOf(PreparedModel prepared, int left, int right)
    {
        var levels = new byte[prepared.Model.Comparisons.Count];
        prepared.LevelsOf(left, right, levels);
        var phone = prepared.Model.Comparisons.Index().Single(item => item.Item.Name == "phone_clean");
        return phone.Item.Levels[levels[phone.Index]].Label;
    }
}
