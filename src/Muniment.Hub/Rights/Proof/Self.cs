using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Rights.Proof;

/// <summary>Whose records somebody who has signed in may see: her own, or those of whom she acts for.</summary>
/// <param name="Person">The person's id; never shown.</param>
/// <param name="AccountId">The account that is signed in.</param>
/// <param name="Authority">Null: the records are her own.</param>
sealed record Self(string Person, string AccountId, Authority? Authority)
{
    /// <summary>True where she may ask, contest and share: her own, or with an authority that reaches so far.</summary>
    public bool MayAct => Authority is null or { MayAct: true };

    /// <summary>The person of an account; null: nobody has checked who it is of, or the authority is over.</summary>
    public static async Task<Self?> FindAsync(Session session, Actor actor, DateTimeOffset now)
    {
        var row = await session.FindAsync<Row>($"SELECT p.person, p.authority, {Authority.Columns} FROM account_person p LEFT JOIN authority a ON a.id = p.authority WHERE p.account_id = @AccountId", new { actor.AccountId }).ConfigureAwait(false);
        if (row is null)
            return null;
        var authority = row.AsAuthority();
        return row.Authority is not null && authority?.StandsAt(now) != true ? null : new Self(row.Person, actor.AccountId, authority);
    }

    sealed class Row : Authority.Row
    {
        public string Person { get; init; } = "";

        public string? Authority { get; init; }
    }
}
