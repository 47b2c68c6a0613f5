using Muniment.Hub.Exchange.Outcomes;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>What checks under agreements did with the persons they found: for equality figures, which count whoever was found, whether or not anything was disclosed.</summary>
static class CheckedPersons
{
    /// <summary>One row for each agreement, person and answer's fate.</summary>
    /// <param name="session">A read.</param>
    /// <param name="before">Checks made before this; microseconds since 1970.</param>
    public static Task<IReadOnlyList<Row>> ListAsync(Session session, long before) => session.ListAsync<Row>("""
        SELECT c.agreement, c.person, c.made_at, c.outcome, c.decision, c.returned, CASE WHEN m.person IS NULL THEN 0 ELSE 1 END AS contested
        FROM partner_check c LEFT JOIN (SELECT DISTINCT person FROM person_mark WHERE kind = @kind) m ON m.person = c.person
        WHERE c.person IS NOT NULL AND c.made_at < @before
        """, new { before, kind = PersonMarks.ContestedKind });

    /// <summary>What became of one found person.</summary>
    public sealed class Row
    {
        public string Agreement { get; init; } = "";

        /// <summary>Person id. Not for showing.</summary>
        public string Person { get; init; } = "";

        public long MadeAt { get; init; }

        public long Outcome { get; init; }

        public string? Decision { get; init; }

        public string? Returned { get; init; }

        public long Contested { get; init; }

        public bool IsFlagged => Outcome is (long)Rules.Outcome.Pending or (long)Rules.Outcome.Disclosed;

        public bool IsReviewed => Decision is not null;

        public bool IsOverturned => Decision == CheckRow.Declined;

        public bool IsWrong => Returned is not null && ReturnedOutcome.IsWrong(Returned);
    }
}
