using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>What staff do with agreements: for pages and the staff API alike. Each act is one write with its ledger entry.</summary>
public static class AgreementActs
{
    /// <summary>Proposes a version: the first of a new agreement, or the next of one that is there.</summary>
    /// <param name="session">A write.</param>
    /// <param name="proposal">The terms, without signatures, notice and end.</param>
    /// <param name="actor">Who proposes it.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">It is not sound, or its version is there already.</exception>
    public static async Task ProposeAsync(Session session, Agreement proposal, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(actor);
        if (!proposal.SignOffs.IsEmpty || proposal.NoticePublishedAt is not null || proposal.End is not null)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "proposal-signed", "A proposal holds no sign-offs, notice or end: each of these is an act of its own.");
        var versions = await AgreementStore.VersionsAsync(session, proposal.Id).ConfigureAwait(false);
        if (versions.Any(version => version.Version == proposal.Version))
            throw new ProblemException(StatusCodes.Status409Conflict, "version-exists", $"Version {proposal.Version} of '{proposal.Id}' is there already. Propose version {versions[0].Version + 1}.");
        await AgreementStore.PutAsync(session, proposal, "proposed", actor.AccountId, moment).ConfigureAwait(false);
    }

    /// <summary>Signs a version off. Two different accounts make it count.</summary>
    /// <param name="session">A write.</param>
    /// <param name="id">The agreement.</param>
    /// <param name="version">The version.</param>
    /// <param name="post">The signer's post, which the record names beside the account.</param>
    /// <param name="actor">Who signs.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">They have signed before, or the agreement has ended.</exception>
    public static async Task SignOffAsync(Session session, string id, int version, string post, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var agreement = await OpenAsync(session, id, version).ConfigureAwait(false);
        if (agreement.SignOffs.Any(signOff => signOff.By == actor.AccountId))
            throw new ProblemException(StatusCodes.Status409Conflict, "signed-before", "You have signed this version off already. A second person must.");
        await AgreementStore.PutAsync(session, agreement with { SignOffs = agreement.SignOffs.Add(new SignOff(actor.AccountId, post, moment.Instant)) }, "signed-off", actor.AccountId, moment).ConfigureAwait(false);
    }

    /// <summary>Publishes the notice of a version: now, in the register and as a post among the notices. Nothing is disclosed under it before.</summary>
    /// <exception cref="ProblemException">Fewer than two people have signed it off, its notice has appeared, or the agreement has ended.</exception>
    public static async Task PublishNoticeAsync(Session session, string id, int version, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var agreement = await OpenAsync(session, id, version).ConfigureAwait(false);
        if (agreement.NoticePublishedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "notice-published", "The notice of this version has appeared already.");
        if (AgreementStates.SignedOffBy(agreement, moment) < 2)
            throw new ProblemException(StatusCodes.Status409Conflict, "sign-offs-missing", "Two people must sign a version off before its notice appears, so that what is announced is what was agreed.");
        await AgreementStore.PutAsync(session, agreement with { NoticePublishedAt = moment.Instant }, "notice-published", actor.AccountId, moment).ConfigureAwait(false);
        var before = (await AgreementStore.VersionsAsync(session, id).ConfigureAwait(false)).FirstOrDefault(one => one.Version == version - 1);
        await NoticeStore.PostAsync(session, AgreementNotices.Text(agreement, before), (id, version), actor.AccountId, moment).ConfigureAwait(false);
    }

    /// <summary>Ends an agreement, in every version, for good.</summary>
    /// <exception cref="ProblemException">There is no such agreement, or it has ended.</exception>
    public static async Task EndAsync(Session session, string id, string because, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var versions = await AgreementStore.VersionsAsync(session, id).ConfigureAwait(false);
        if (versions.IsEmpty)
            throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", $"There is no agreement '{id}'.");
        if (versions[0].End is not null)
            throw Ended();
        var end = new EndOfAgreement(moment.Instant, actor.DisplayName, because);
        foreach (var version in versions.Where(version => version.End is null).OrderByDescending(version => version.Version))
            await AgreementStore.PutAsync(session, version with { End = end }, "ended", actor.AccountId, moment).ConfigureAwait(false);
    }

    static async Task<Agreement> OpenAsync(Session session, string id, int version)
    {
        var agreement = await AgreementStore.FindAsync(session, id, version).ConfigureAwait(false);
        return agreement.End is null ? agreement : throw Ended();
    }

    static ProblemException Ended() => new(StatusCodes.Status409Conflict, "agreement-ended", "The agreement has ended, and stays so. Make a new one with another id.");
}
