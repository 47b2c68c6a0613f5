using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>What staff do with partners; keys are <see cref="PartnerStore"/>'s. Each act is one write with its ledger entry.</summary>
public static class PartnerActs
{
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
}
