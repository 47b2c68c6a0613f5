using System.Text;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tools;
using Muniment.Hub.Tools.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Tools;

public class ShippedToolsTests
{
    static DecisionTool Tool(string id) => ShippedTools.All.Single(shipped => shipped.Tool.Id == id).Tool;

    [Fact]
    public void All_Four_HaveNoProblem()
    {
        Assert.Equal(["placement", "reporting", "status-check", "support-cessation"], ShippedTools.All.Select(shipped => shipped.Tool.Id));
        foreach (var (tool, yaml) in ShippedTools.All)
        {
            Assert.True(ToolCheck.Problems(tool).IsEmpty, $"{tool.Id}: {string.Join('\n', ToolCheck.Problems(tool))}");
            Assert.Equal(Encoding.UTF8.GetString(yaml.Span).Trim(), Encoding.UTF8.GetString(yaml.Span).TrimEnd('\n'));
        }
    }

    /// <summary>The rule of the court, written a second time and in another way: by birth dates and days, not by the table.</summary>
    [Fact]
    public void Placement_WhoeverIsOrMayBeUnder18_IsNeverPlacedAmongAdults()
    {
        var tool = Tool("placement");
        var adult = tool.Outputs.IndexOf(tool.Outputs.Single(output => output.Id == "adult"));
        var reached = 0;
        string[] answers = ["yes", "no", "unknown"];
        string[] needs = ["none", "care", "safety", "unknown"];
        foreach (var today in new[] { new LocalDate(2026, 2, 28), new LocalDate(2026, 3, 1), new LocalDate(2028, 2, 29), new LocalDate(2026, 12, 31) })
        {
            var births = Enumerable.Range(-400, 800).Select(days => today.PlusYears(-18).PlusDays(days).ToString("R", null)).Concat(["", "unknown", "1990", "1990-05", "2999-01-01", "1700-01-01", today.ToString("R", null)]);
            foreach (var birth in births)
            {
                foreach (var doubt in answers)
                {
                    foreach (var child in answers)
                    {
                        foreach (var need in needs)
                        {
                            var values = new long?[4];
                            foreach (var (place, text) in new[] { birth, doubt, child, need }.Index())
                                Assert.True(ToolInputs.TryRead(tool.Inputs[place], text, today, out values[place]));
                            var recommendsAdult = Recommendation.Of(tool, values).Outputs.Contains(adult);
                            Assert.True(BirthDate.TryParse(birth == "unknown" ? "" : birth, out var date));
                            var mayBeChild = new PersonFacts { BirthDates = [date] }.MayBeUnder(18, Moment.Noon(today));
                            Assert.False(recommendsAdult && (mayBeChild || doubt != "no"), $"{birth} on {today}, {doubt}");
                            reached += recommendsAdult ? 1 : 0;
                        }
                    }
                }
            }
        }
        Assert.True(reached > 1_000);
    }

    [Fact]
    public void Reporting_NotTold_NeverAsksAnybodyToCome()
    {
        var tool = Tool("reporting");
        var classes = ToolSpace.ClassesOf(tool);
        var values = new long?[classes.Length];
        for (var number = 0; number < ToolSpace.Count(classes); number++)
        {
            ToolSpace.Fill(classes, number, values);
            if (values[0] != 1)
                Assert.Equal("paused", tool.Outputs[Recommendation.Of(tool, values).Outputs.Single()].Id);
        }
    }
}
