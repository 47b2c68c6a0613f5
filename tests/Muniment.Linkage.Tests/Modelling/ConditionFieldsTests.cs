using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public class ConditionFieldsTests
{
    [Fact]
    public void Of_NestedConditions_NamesEachColumnOnceInOrder()
    {
        static Expression Field(string name, Side side) => new FieldValue(name, side);
        var comparison = new Comparison("name",
        [
            new(new Any([new Missing(Field("first", Side.Left)), new Missing(Field("first", Side.Right))]), "missing"),
            new(new All([new Test(new Trim(Field("last", Side.Left)), Relation.Equal, new Substring(Field("first", Side.Right), 1, 3)), new Not(new Test(Field("code", Side.Left), Relation.Equal, new TextLiteral("x")))]), "swapped"),
            new(new Test(new Measured(Measure.JaroWinkler, Field("first", Side.Left), new Concatenate([Field("middle", Side.Right), new TextLiteral(" ")])), Relation.GreaterOrEqual, new NumberLiteral(0.9)), "near"),
            new(new Otherwise(), "else"),
        ]);

        Assert.Equal(["first", "last", "code", "middle"], ConditionFields.Of(comparison));
    }
}
