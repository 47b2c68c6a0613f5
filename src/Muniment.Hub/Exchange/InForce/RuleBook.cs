using System.Collections.Immutable;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.InForce;

/// <summary>The rules this hub holds in memory, and whether they are still those of the database.</summary>
/// <remarks>
/// Every change counts <c>exchange_revision</c> up in its own transaction. Whatever lets data out reads that number in the transaction that writes the
/// disclosure, and reads the rules again when it has moved: so a pause holds on every hub from the instant it was acknowledged. Safe on any thread.
/// </remarks>
public sealed class RuleBook(Database database)
{
    const string Revision = "SELECT revision FROM exchange_revision WHERE id = 1";
    RulesInForce? _latest;

    /// <summary>The rules as of now.</summary>
    public Task<RulesInForce> ReadAsync(CancellationToken cancellation = default) => database.ReadAsync(ReadAsync, cancellation);

    /// <summary>The rules as of a transaction.</summary>
    public async Task<RulesInForce> ReadAsync(Session session)
    {
        var latest = Volatile.Read(ref _latest);
        var revision = await session.ValueAsync<long>(Revision).ConfigureAwait(false);
        if (latest?.Revision == revision)
            return latest;
        // Outside a write the tables are read one after the other, and somebody may change them meanwhile: until nobody did.
        for (latest = await LoadAsync(session, revision).ConfigureAwait(false); (revision = await session.ValueAsync<long>(Revision).ConfigureAwait(false)) != latest.Revision;)
            latest = await LoadAsync(session, revision).ConfigureAwait(false);
        Volatile.Write(ref _latest, latest);
        return latest;
    }

    /// <summary>Rules that have an agreement in them: those at hand, or, where they lack it, those of now.</summary>
    /// <param name="atHand">What was read some time ago.</param>
    /// <param name="agreement">The agreement's id.</param>
    /// <param name="moment">Now.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<RulesInForce> WithAsync(RulesInForce atHand, string agreement, Moment moment, CancellationToken cancellation) =>
        atHand.Find(agreement, moment) is null ? await ReadAsync(cancellation).ConfigureAwait(false) : atHand;

    /// <summary>The rules last read, for what does not let data out and need not be exact, such as a first look at a request; null: none were read yet.</summary>
    public RulesInForce? Latest => Volatile.Read(ref _latest);

    /// <summary>Counts the revision up: to be called in every write that changes agreements, pauses or keys.</summary>
    public static Task ChangeAsync(Session session) => session.RunAsync("UPDATE exchange_revision SET revision = revision + 1 WHERE id = 1");

    static async Task<RulesInForce> LoadAsync(Session session, long revision)
    {
        var agreements = await session.ListAsync<string>("SELECT json FROM agreement_version ORDER BY agreement, version DESC").ConfigureAwait(false);
        var pauses = await session.ListAsync<string>("SELECT json FROM pause ORDER BY id").ConfigureAwait(false);
        var keys = await session.ListAsync<KeyRow>("SELECT kid, partner, jwk FROM partner_key WHERE revoked_at IS NULL").ConfigureAwait(false);
        var restored = await session.ValueAsync<string>("SELECT value FROM setting WHERE name = 'tokens_not_before'").ConfigureAwait(false);
        return new RulesInForce
        {
            Revision = revision,
            Agreements = agreements.Select(json => AgreementJson.Read(Encoding.UTF8.GetBytes(json))).GroupBy(agreement => agreement.Id, StringComparer.Ordinal)
                .ToDictionary(versions => versions.Key, versions => versions.ToImmutableArray(), StringComparer.Ordinal),
            Pauses = [.. pauses.Select(json => PauseJson.Read(Encoding.UTF8.GetBytes(json)))],
            Keys = keys.ToDictionary(key => key.Kid, key => new PartnerKey(key.Kid, key.Partner, new JsonWebKey(key.Jwk)), StringComparer.Ordinal),
            TokensNotBefore = restored is null ? 0 : long.Parse(restored, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    sealed class KeyRow
    {
        public string Kid { get; init; } = "";

        public string Partner { get; init; } = "";

        public string Jwk { get; init; } = "";
    }
}
