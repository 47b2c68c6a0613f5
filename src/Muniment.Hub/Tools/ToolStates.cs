using System.Collections.Immutable;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tools.Rules;
using NodaTime;

namespace Muniment.Hub.Tools;

/// <summary>Whether a tool may run, computed and never stored.</summary>
/// <param name="CanRun">True: it may.</param>
/// <param name="Words">Why not, a sentence each; where it may, the one sentence that it may and until when.</param>
public sealed record ToolState(bool CanRun, ImmutableArray<string> Words)
{
    /// <summary>The state of a tool.</summary>
    /// <param name="tool">The tool, with the assessments that count now.</param>
    /// <param name="moment">When.</param>
    public static ToolState Of(DecisionTool tool, Moment moment)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (moment.Date < tool.From)
            problems.Add($"It is in force from {tool.From:R}.");
        foreach (var (name, assessment) in new[] { ("equality assessment", tool.EqualityAssessment), ("data protection impact assessment", tool.Dpia), ("review of its cases", tool.CasesReview) })
        {
            if (moment.Date < assessment.Date)
                problems.Add($"Its {name} counts from {assessment.Date:R}.");
            if (moment.Date > assessment.Expiry)
                problems.Add($"Its {name} lapsed on {assessment.Expiry:R}, so it does not run.");
        }
        var until = new[] { tool.EqualityAssessment.Expiry, tool.Dpia.Expiry, tool.CasesReview.Expiry }.Min();
        return problems.Count > 0 ? new(false, problems.ToImmutable()) : new(true, [$"In use; its assessments and cases hold until {until:R}."]);
    }

    /// <summary>A tool with later assessments in place of the file's.</summary>
    internal static DecisionTool With(DecisionTool tool, IEnumerable<(string Kind, LocalDate Date, LocalDate Expiry, string? Link)> later)
    {
        foreach (var (kind, date, expiry, link) in later.OrderBy(one => one.Date))
        {
            var assessment = new ToolAssessment(date, expiry, link);
            tool = kind switch
            {
                "equality" when date >= tool.EqualityAssessment.Date => tool with { EqualityAssessment = assessment },
                "dpia" when date >= tool.Dpia.Date => tool with { Dpia = assessment },
                "cases" when date >= tool.CasesReview.Date => tool with { CasesReview = assessment },
                _ => tool,
            };
        }
        return tool;
    }
}
