using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>What was done under an agreement, counted from the records of work.</summary>
/// <param name="Agreement">Its id.</param>
/// <param name="Checks">Answers given, whatever they said.</param>
/// <param name="Disclosed">Of those: something was disclosed, at once or after a review.</param>
/// <param name="Reviewed">Pending answers that a reviewer decided.</param>
/// <param name="Declined">Of those: nothing left.</param>
/// <param name="Returned">Outcomes that the partner returned.</param>
/// <param name="Wrong">Of those: about somebody else, or wrong.</param>
/// <param name="HoursToReview">For each reviewed answer, hours from question to decision, in order of size.</param>
sealed record CheckWork(string Agreement, long Checks, long Disclosed, long Reviewed, long Declined, long Returned, long Wrong, IReadOnlyList<double> HoursToReview)
{
    /// <summary>The work under every agreement.</summary>
    public static async Task<IReadOnlyList<CheckWork>> ListAsync(Session session)
    {
        var counts = await session.ListAsync<Row>("""
            SELECT agreement, COUNT(*) AS checks, SUM(CASE WHEN outcome = @disclosed OR decision = @approved THEN 1 ELSE 0 END) AS disclosed, SUM(CASE WHEN decision IS NULL THEN 0 ELSE 1 END) AS reviewed,
              SUM(CASE WHEN decision = @declined THEN 1 ELSE 0 END) AS declined, SUM(CASE WHEN returned IS NULL THEN 0 ELSE 1 END) AS returned, SUM(CASE WHEN returned IN ('wrong-person', 'wrong-data') THEN 1 ELSE 0 END) AS wrong
            FROM partner_check GROUP BY agreement ORDER BY agreement
            """, new { disclosed = (long)Rules.Outcome.Disclosed, approved = CheckRow.Approved, declined = CheckRow.Declined }).ConfigureAwait(false);
        var spans = (await session.ListAsync<Span>("SELECT agreement, decided_at - made_at AS microseconds FROM partner_check WHERE decided_at IS NOT NULL").ConfigureAwait(false)).ToLookup(span => span.Agreement, span => span.Microseconds / 3.6e9, StringComparer.Ordinal);
        return [.. counts.Select(row => new CheckWork(row.Agreement, row.Checks, row.Disclosed, row.Reviewed, row.Declined, row.Returned, row.Wrong, [.. spans[row.Agreement].Order()]))];
    }

    sealed class Row
    {
        public string Agreement { get; init; } = "";

        public long Checks { get; init; }

        public long Disclosed { get; init; }

        public long Reviewed { get; init; }

        public long Declined { get; init; }

        public long Returned { get; init; }

        public long Wrong { get; init; }
    }

    sealed class Span
    {
        public string Agreement { get; init; } = "";

        public long Microseconds { get; init; }
    }
}
