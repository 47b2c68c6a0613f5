using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>What staff do with partners; keys are <see cref="PartnerStore"/>'s. Each act is one write with its ledger entry.</summary>
public static class PartnerActs
{
    /// <summary>The longest address, in letters.</summary>
    public const int LongestUrl = 500;

    /// <summary>Adds a partner, or changes its name.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">Its CURIE, such as government-organisation:EX02: the issuer of its tokens.</param>
    /// <param name="name">Its name, 1 to 200 letters.</param>
    /// <param name="actor">Who adds it.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">The id has not this form.</exception>
    public static Task AddAsync(Session session, string partner, string name, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!AgreementJson.IsCurie(partner))
            throw new ProblemException(StatusCodes.Status400BadRequest, "partner-id", "A partner's id is prefix:reference, such as government-organisation:EX02.");
        return PartnerStore.AddAsync(session, partner, name, actor.AccountId, moment);
    }

    /// <summary>Sets where a partner takes what we send.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">The partner.</param>
    /// <param name="url">https, or http on this machine; no name, no password and no fragment in it.</param>
    /// <param name="actor">Who sets it.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">It is no such address, or there is no such partner.</exception>
    public static async Task SetEndpointAsync(Session session, string partner, string url, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            throw new ProblemException(StatusCodes.Status400BadRequest, "endpoint", "An endpoint is an https address (http only on this machine), without a name, a password or a fragment.");
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM partner WHERE id = @partner", new { partner }).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "partner-unknown", $"There is no partner '{partner}'. Add the partner first.");
        await session.RunAsync("INSERT INTO partner_endpoint (partner, url, set_at, set_by) VALUES (@partner, @url, @at, @AccountId) ON CONFLICT (partner) DO UPDATE SET url = excluded.url, set_at = excluded.set_at, set_by = excluded.set_by",
            new { partner, url, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), actor.AccountId }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Key,
            WriteOpening = json =>
            {
                json.WriteString("act", "endpoint-set");
                json.WriteString("partner", partner);
                json.WriteString("url", url);
                json.WriteString("by", actor.AccountId);
            },
        }).ConfigureAwait(false);
    }
}
