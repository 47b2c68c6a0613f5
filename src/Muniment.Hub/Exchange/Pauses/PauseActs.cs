using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Exchange.Pauses;

/// <summary>A pause somebody wants to make.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Reach">How far it reaches.</param>
/// <param name="Target">The partner's CURIE or the agreement's id; null for all.</param>
/// <param name="About">All of these together describe the people it is for; empty: everybody.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReviewDate">The day by which its owner must answer for it.</param>
public sealed record NewPause(string Id, PauseReach Reach, string? Target, ImmutableArray<PersonTest> About, string Owner, string Reason, LocalDate ReviewDate);

/// <summary>What staff do with pauses: for pages and the staff API alike. Each act is one write with its ledger entry.</summary>
public static class PauseActs
{
    /// <summary>The longest a pause may go on without its owner answering for it.</summary>
    public const int LongestMonths = 6;

    /// <summary>Makes a pause: once the write is committed, nothing in its scope leaves on any hub.</summary>
    /// <exception cref="ProblemException">The id is taken, what it names does not exist, or its review is not within six months.</exception>
    /// <exception cref="ExchangeFormatException">A text is too long or empty.</exception>
    public static async Task<Pause> MakeAsync(Session session, NewPause asked, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(actor);
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM pause WHERE id = @Id", new { asked.Id }).ConfigureAwait(false) > 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "pause-exists", $"A pause '{asked.Id}' is there already, or was. A new pause has a new id.");
        // A slip in a name would make a pause that stops nothing.
        var known = asked.Reach switch
        {
            PauseReach.Agreement => await session.ValueAsync<long>("SELECT COUNT(*) FROM agreement_version WHERE agreement = @Target", new { asked.Target }).ConfigureAwait(false),
            PauseReach.Partner => await session.ValueAsync<long>("SELECT COUNT(*) FROM partner WHERE id = @Target", new { asked.Target }).ConfigureAwait(false),
            _ => 1,
        };
        if (known == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "pause-target", $"There is no '{asked.Target}' to pause.");
        CheckReview(asked.ReviewDate, moment);
        var pause = new Pause
        {
            Id = asked.Id,
            Reach = asked.Reach,
            Target = asked.Reach == PauseReach.All ? null : asked.Target,
            About = asked.About,
            Owner = asked.Owner,
            Reason = asked.Reason,
            ReviewDate = asked.ReviewDate,
            MadeBy = actor.AccountId,
            MadeAt = moment.Instant,
        };
        await PauseStore.MakeAsync(session, pause, moment).ConfigureAwait(false);
        return pause;
    }

    /// <summary>Its owner has answered for it: it goes on until a later day.</summary>
    /// <exception cref="ProblemException">There is no such pause, it has ended, or the day is not within six months.</exception>
    public static Task ReviewAsync(Session session, string id, LocalDate next, string because, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        CheckReview(next, moment);
        return PauseStore.ReviewAsync(session, id, next, actor.AccountId, because, moment);
    }

    /// <summary>Restarts: the public reads the name and the reason.</summary>
    /// <exception cref="ProblemException">There is no such pause, or it has ended.</exception>
    public static Task RestartAsync(Session session, string id, string because, Actor actor, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return PauseStore.RestartAsync(session, id, actor.AccountId, because, moment, actor.DisplayName);
    }

    static void CheckReview(LocalDate review, Moment moment)
    {
        if (review < moment.Date || review > moment.Date.PlusMonths(LongestMonths))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "pause-review", $"A pause is reviewed within {LongestMonths} months: give a day from today to {Words.Date(moment.Date.PlusMonths(LongestMonths))}.");
    }
}
