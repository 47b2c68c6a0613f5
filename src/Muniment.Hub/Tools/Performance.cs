using System.Text.Json;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tools;

/// <summary>One line of the performance data.</summary>
/// <param name="Work">What was done, such as "reporting decisions" or "answers under bank-accounts".</param>
/// <param name="Done">How often; rounded to 5.</param>
/// <param name="Decided">How often a human decided; rounded to 5.</param>
/// <param name="MedianHours">From beginning to decision; null: too few to say.</param>
/// <param name="NinthDecileHours">The same, for nine of ten; null: too few to say.</param>
/// <param name="OverturnedRate">Decided otherwise than recommended, or declined, ÷ decided; null: too few to say.</param>
/// <param name="ReturnRate">Outcomes returned ÷ disclosed; null: none is returned for this work, or too few to say.</param>
/// <param name="WrongRate">Wrong ÷ returned (of tools: ÷ decided); null: too few to say. Without the return rate beside it, it says little.</param>
public sealed record PerformanceLine(string Work, long Done, long Decided, double? MedianHours, double? NinthDecileHours, double? OverturnedRate, double? ReturnRate, double? WrongRate);

/// <summary>What was done, how long it took, and how often it was overturned or wrong: made from the records of work, never written by hand.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class Performance(Database database)
{
    const long LeastForRates = 20;

    /// <summary>Every line, tools first.</summary>
    public Task<IReadOnlyList<PerformanceLine>> ListAsync() => database.ReadAsync(async session =>
    {
        var lines = new List<PerformanceLine>();
        var spans = (await session.ListAsync<RunSpan>("SELECT tool, decided_at - made_at AS microseconds FROM tool_run WHERE decided_at IS NOT NULL").ConfigureAwait(false)).ToLookup(span => span.Tool, span => span.Microseconds / 3.6e9, StringComparer.Ordinal);
        foreach (var row in await session.ListAsync<ToolRow>("""
            SELECT tool, COUNT(*) AS runs, SUM(CASE WHEN decided_at IS NULL THEN 0 ELSE 1 END) AS decided, SUM(CASE WHEN overridden = 1 THEN 1 ELSE 0 END) AS overridden, SUM(CASE WHEN wrong_at IS NULL THEN 0 ELSE 1 END) AS wrong
            FROM tool_run GROUP BY tool ORDER BY tool
            """).ConfigureAwait(false))
            lines.Add(Line($"{row.Tool} decisions", row.Runs, row.Decided, [.. spans[row.Tool].Order()], row.Overridden, null, Rate(row.Wrong, row.Decided)));
        foreach (var work in await CheckWork.ListAsync(session).ConfigureAwait(false))
            lines.Add(Line($"answers under {work.Agreement}", work.Checks, work.Reviewed, work.HoursToReview, work.Declined, Rate(work.Returned, work.Disclosed), Rate(work.Wrong, work.Returned)));
        return (IReadOnlyList<PerformanceLine>)lines;
    });

    /// <summary>The lines as JSON, with what each means.</summary>
    public static byte[] Json(IReadOnlyList<PerformanceLine> lines) => [.. JsonSerializer.SerializeToUtf8Bytes(new
    {
        method = new[]
        {
            "Made from the records of work each time it is read; nobody writes it.",
            FormattableString.Invariant($"Counts are rounded to the nearest 5; rates and times are left out under {LeastForRates}."),
            "The wrong rate is of outcomes that partners returned: read it beside the return rate. Silence is not success.",
        },
        work = lines,
    }, s_json), (byte)'\n'];

    static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    static PerformanceLine Line(string work, long done, long decided, IReadOnlyList<double> hours, long overturned, double? returnRate, double? wrongRate) =>
        new(work, Rounded(done), Rounded(decided), At(hours, 0.5), At(hours, 0.9), Rate(overturned, decided), returnRate, wrongRate);

    static double? Rate(long part, long whole) => whole < LeastForRates ? null : Math.Round((double)Rounded(part) / Rounded(whole), 3);

    // The nearest rank: the least value that the share of all values does not exceed.
    static double? At(IReadOnlyList<double> sorted, double share) => sorted.Count < LeastForRates ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Count) - 1], 1);

    static long Rounded(long count) => (count + 2) / 5 * 5;

    sealed class ToolRow
    {
        public string Tool { get; init; } = "";

        public long Runs { get; init; }

        public long Decided { get; init; }

        public long Overridden { get; init; }

        public long Wrong { get; init; }
    }

    sealed class RunSpan
    {
        public string Tool { get; init; } = "";

        public long Microseconds { get; init; }
    }
}
