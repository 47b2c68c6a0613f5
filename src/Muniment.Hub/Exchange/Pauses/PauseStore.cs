using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Exchange.Pauses;

/// <summary>Keeps pauses. Once a write is committed, nothing in the pause's scope leaves on any hub.</summary>
public static class PauseStore
{
    /// <summary>Makes a pause.</summary>
    public static Task MakeAsync(Session session, Pause pause, Moment moment) => PutAsync(session, pause, "made", pause.MadeBy, pause.Reason, moment);

    /// <summary>Restarts: an act with a name and a reason.</summary>
    /// <param name="session">A write.</param>
    /// <param name="id">The pause.</param>
    /// <param name="by">Who: an account's id.</param>
    /// <param name="because">Why.</param>
    /// <param name="moment">Now.</param>
    /// <param name="name">Who, as the public reads it; null: <paramref name="by"/>.</param>
    /// <exception cref="ProblemException">There is no such pause, or it has ended.</exception>
    public static async Task RestartAsync(Session session, string id, string by, string because, Moment moment, string? name = null)
    {
        var pause = await FindAsync(session, id).ConfigureAwait(false);
        if (pause.Restart is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "pause-ended", $"Pause '{id}' has ended before.");
        await PutAsync(session, pause with { Restart = new Restart(name ?? by, because, moment.Instant) }, "restarted", by, because, moment).ConfigureAwait(false);
    }

    /// <summary>Reviews a pause: it goes on, to be reviewed again by a later day.</summary>
    /// <exception cref="ProblemException">There is no such pause, or it has ended.</exception>
    public static async Task ReviewAsync(Session session, string id, LocalDate next, string by, string because, Moment moment)
    {
        var pause = await FindAsync(session, id).ConfigureAwait(false);
        if (pause.Restart is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "pause-ended", $"Pause '{id}' has ended before.");
        await PutAsync(session, pause with { ReviewDate = next }, "reviewed", by, because, moment).ConfigureAwait(false);
    }

    /// <summary>A pause.</summary>
    /// <exception cref="ProblemException">There is none of this id.</exception>
    public static async Task<Pause> FindAsync(Session session, string id) =>
        await session.ValueAsync<string>("SELECT json FROM pause WHERE id = @id", new { id }).ConfigureAwait(false) is { } json
            ? PauseJson.Read(Encoding.UTF8.GetBytes(json))
            : throw new ProblemException(StatusCodes.Status404NotFound, "pause-unknown", $"There is no pause '{id}'.");

    static async Task PutAsync(Session session, Pause pause, string act, string by, string reason, Moment moment)
    {
        const string Put = "INSERT INTO pause (id, json, made_at) VALUES (@Id, @json, @at) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
        var text = PauseJson.Write(pause);
        _ = PauseJson.Read(text); // What cannot be read back must not be stored: every hub reads it at its next question.
        var row = new { pause.Id, json = Encoding.UTF8.GetString(text), at = pause.MadeAt.ToDateTimeOffset().ToMicroseconds() };
        // A restart is not journaled: after a restore a person must restart again.
        await (pause.Restart is null ? session.RunJournaledAsync(Put, row, moment.Instant.ToDateTimeOffset()) : session.RunAsync(Put, row)).ConfigureAwait(false);
        await RuleBook.ChangeAsync(session).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Pause,
            WriteOpening = json =>
            {
                json.WriteString("act", act);
                json.WriteString("pause", pause.Id);
                json.WriteString("by", by);
                json.WriteString("reason", reason);
            },
        }).ConfigureAwait(false);
    }
}
