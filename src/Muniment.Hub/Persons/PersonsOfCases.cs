using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Persons;

/// <summary>Whom an alias names, for features that act on a person within a case.</summary>
public static class PersonsOfCases
{
    /// <summary>The person an alias names.</summary>
    /// <param name="session">A read or a write.</param>
    /// <param name="caseId">The case; open, and assigned to the viewer.</param>
    /// <param name="alias">From a search of this viewer's in this case.</param>
    /// <param name="by">The viewer.</param>
    /// <returns>The person's id and the snapshot she is in. Not for showing.</returns>
    /// <exception cref="ProblemException">The case is not theirs or not open, or there is no such alias.</exception>
    public static async Task<(string PersonId, SnapshotPartition Partition)> FindAsync(Session session, string caseId, string alias, Actor by)
    {
        _ = await CheckAsync(session, caseId, by).ConfigureAwait(false);
        var row = await session.FindAsync<Row>("SELECT person_id, sphere FROM person_alias WHERE alias = @alias AND account_id = @AccountId AND case_id = @caseId", new { alias, by.AccountId, caseId }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such person in this case.");
        return (row.PersonId, (SnapshotPartition)row.Sphere);
    }

    /// <summary>Refuses who has no open case of this id assigned to them.</summary>
    /// <returns>The case.</returns>
    /// <exception cref="ProblemException">The case is not theirs or not open.</exception>
    public static async Task<CaseEntry> CheckAsync(Session session, string caseId, Actor by) =>
        await Casework.FindAsync(session, caseId).ConfigureAwait(false) is { } entry && entry.IsOpenFor(by.AccountId) ? entry
            : throw new ProblemException(StatusCodes.Status409Conflict, "no-case", "This is done only for a case that is open and assigned to you.");

    /// <summary>The sources that may be asked for a case's purpose now.</summary>
    public static async Task<IReadOnlySet<string>> SourcesOfAsync(Session session, CaseEntry entry, DateTimeOffset now) =>
        (await SourceRegister.ListAsync(session).ConfigureAwait(false)).Where(source => source.StateAt(now) == SourceState.InUse && source.Entry.IsFor(entry.Purpose)).Select(source => source.Entry.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether somebody has opened a person's records in a case.</summary>
    public static async Task<bool> HasOpenedAsync(Session session, string caseId, string personId, Actor by) =>
        await session.ValueAsync<long>("SELECT COUNT(*) FROM footprint_view WHERE case_id = @caseId AND account_id = @AccountId AND kind = 'person' AND persons = @persons",
            new { caseId, by.AccountId, persons = JsonSerializer.Serialize(new[] { personId }) }).ConfigureAwait(false) > 0;

    sealed class Row
    {
        public string PersonId { get; init; } = "";

        public long Sphere { get; init; }
    }
}
