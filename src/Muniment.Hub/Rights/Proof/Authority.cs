using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Rights.Proof;

/// <summary>Somebody's authority to act for a person, as a member of staff has seen it.</summary>
/// <param name="Id">"aut_…".</param>
/// <param name="Person">Whom for.</param>
/// <param name="Holder">Who acts. Personal data.</param>
/// <param name="Capacity">One of <see cref="Capacities"/>.</param>
/// <param name="Document">What was seen, without numbers.</param>
/// <param name="MayAct">True: may ask, contest and share; false: may only see.</param>
/// <param name="Until">The authority ends then.</param>
/// <param name="EndedAt">When it was ended early; null: it was not.</param>
sealed record Authority(string Id, string Person, string Holder, string Capacity, string Document, bool MayAct, DateTimeOffset Until, DateTimeOffset? EndedAt)
{
    public const string Columns = "a.id AS authority_id, a.person AS authority_person, a.holder, a.capacity, a.document, a.scope, a.until_at, a.ended_at";

    /// <summary>In what capacity somebody may act.</summary>
    public static IReadOnlyList<string> Capacities { get; } = ["adviser", "representative", "parent", "attorney"];

    public bool StandsAt(DateTimeOffset now) => EndedAt is null && now < Until;

    public class Row
    {
        public string? AuthorityId { get; init; }

        public string AuthorityPerson { get; init; } = "";

        public string Holder { get; init; } = "";

        public string Capacity { get; init; } = "";

        public string Document { get; init; } = "";

        public string Scope { get; init; } = "";

        public long UntilAt { get; init; }

        public long? EndedAt { get; init; }

        public Authority? AsAuthority() => AuthorityId is null ? null : new(AuthorityId, AuthorityPerson, Holder, Capacity, Document, Scope == "act", UntilAt.ToInstant(), EndedAt?.ToInstant());
    }
}

/// <summary>An authority that is to be recorded.</summary>
/// <param name="Holder">Who acts.</param>
/// <param name="Capacity">One of <see cref="Authority.Capacities"/>.</param>
/// <param name="Document">What was seen.</param>
/// <param name="MayAct">True: may ask, contest and share.</param>
/// <param name="Until">The authority ends then.</param>
sealed record NewAuthority(string Holder, string Capacity, string Document, bool MayAct, DateTimeOffset Until);
