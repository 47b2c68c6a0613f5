using System.Text;
using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Tests.Grouping;

public class PartialDateTests
{
    [Theory]
    [InlineData("1985-03-12", "1985-03-12", nameof(DateRelation.Equal))]
    [InlineData("1985-03-12", "1985-12-03", nameof(DateRelation.Slip))] // Day and month exchanged.
    [InlineData("1985-03-12", "1985-03-27", nameof(DateRelation.Slip))] // One part.
    [InlineData("1985-03-12", "1985-08-12", nameof(DateRelation.Slip))]
    [InlineData("1985-03-12", "1958-03-12", nameof(DateRelation.Slip))]
    [InlineData("1985-03-12", "1975-03-12", nameof(DateRelation.Slip))]
    [InlineData("1989-03-12", "1990-03-12", nameof(DateRelation.Slip))]
    [InlineData("1998-03-12", "2008-03-12", nameof(DateRelation.Slip))] // A decade.
    [InlineData("1985-01-31", "1985-07-28", nameof(DateRelation.Slip))] // Another month has another last day.
    [InlineData("1985-01-31", "1985-07-27", nameof(DateRelation.Conflict))]
    [InlineData("1985-03-31", "1985-04-01", nameof(DateRelation.Slip))] // The next day.
    [InlineData("1985-03-12", "1962-03-12", nameof(DateRelation.Conflict))]
    [InlineData("1985-03-12", "1985-07-29", nameof(DateRelation.Conflict))]
    [InlineData("1985-03-12", "1986-04-12", nameof(DateRelation.Conflict))]
    [InlineData("1985-01-01", "1985-01-01", nameof(DateRelation.Compatible))]
    [InlineData("1985-01-01", "1985-07-29", nameof(DateRelation.Compatible))]
    [InlineData("1985", "1985-07-29", nameof(DateRelation.Compatible))]
    [InlineData("1985-02", "1985-07-29", nameof(DateRelation.Compatible))]
    [InlineData("1985-01-01", "1987-07-29", nameof(DateRelation.Slip))]
    [InlineData("1985-01-01", "1962-07-29", nameof(DateRelation.Doubtful))]
    [InlineData("1985", "1962-07-29", nameof(DateRelation.Doubtful))]
    [InlineData("", "1962-07-29", nameof(DateRelation.Unknown))]
    [InlineData("soon", "1962-07-29", nameof(DateRelation.Unknown))]
    public void Relate_EitherOrder_Relation(string first, string second, string expected)
    {
        var left = PartialDate.Read(Encoding.UTF8.GetBytes(first));
        var right = PartialDate.Read(Encoding.UTF8.GetBytes(second));

        Assert.Equal(expected, $"{PartialDate.Relate(left, right)}");
        Assert.Equal(expected, $"{PartialDate.Relate(right, left)}");
    }
}
