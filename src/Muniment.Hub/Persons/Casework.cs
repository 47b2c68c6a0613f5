using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Persons;

/// <summary>What somebody looks a person up for. Without one that is open and assigned to them, nobody sees anybody.</summary>
/// <param name="Id">"cas_…".</param>
/// <param name="Subject">What it is about: an alias or a text. Personal data.</param>
/// <param name="Purpose">A term such as dpv:IdentityVerification: only sources registered for it are asked.</param>
/// <param name="OpenedBy">Account.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="AssignedTo">Account; null: nobody.</param>
/// <param name="ClosedAt">Null: it is open.</param>
/// <param name="Outcome">What came of it; null: it is open.</param>
public sealed record CaseEntry(string Id, string Subject, string Purpose, string OpenedBy, DateTimeOffset OpenedAt, string? AssignedTo, DateTimeOffset? ClosedAt, string? Outcome)
{
    /// <summary>True if somebody may look people up for it.</summary>
    public bool IsOpenFor(string accountId) => ClosedAt is null && AssignedTo == accountId;
}

/// <summary>Cases of staff: opened, assigned by somebody else than who will work on it, closed.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class Casework(Database database, HubOptions options)
{
    const string Columns = "id, subject, purpose, opened_by, opened_at, assigned_to, closed_at, outcome";

    /// <summary>Opens a case, assigned to nobody.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="purpose">A term such as dpv:IdentityVerification or muniment:StatusCheck.</param>
    /// <param name="by">Who opens it.</param>
    public Task<CaseEntry> OpenAsync(string subject, string purpose, Actor by) => database.WriteAsync(session => OpenAsync(session, subject, purpose, by, options.Clock.GetUtcNow()));

    /// <summary>Opens a case within the caller's transaction, so that a request of a person's and its case are one.</summary>
    public static async Task<CaseEntry> OpenAsync(Session session, string subject, string purpose, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > 2000 || string.IsNullOrWhiteSpace(purpose) || purpose.Length > 200)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "case", "A case says what it is about, in at most 2000 characters, and names a purpose.");
        var opened = new CaseEntry(Ids.New("cas"), subject.Trim(), purpose.Trim(), by.AccountId, now, null, null, null);
        await session.RunAsync(
            "INSERT INTO casework (id, subject, purpose, opened_by, opened_at) VALUES (@Id, @Subject, @Purpose, @OpenedBy, @at)",
            new { opened.Id, opened.Subject, opened.Purpose, opened.OpenedBy, at = now.ToMicroseconds() }).ConfigureAwait(false);
        return opened;
    }

    /// <summary>Gives a case to somebody. Nobody gives one to themselves: looking people up takes two people's knowledge.</summary>
    /// <param name="id">The case; open.</param>
    /// <param name="accountId">Who is to work on it.</param>
    /// <param name="by">Who assigns it.</param>
    public Task AssignAsync(string id, string accountId, Actor by) => database.WriteAsync(async session =>
    {
        if (accountId == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Nobody assigns a case to themselves. Ask a colleague.");
        if ((await GetAsync(session, id).ConfigureAwait(false)).ClosedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "case-closed", "The case is closed.");
        await session.RunAsync("UPDATE casework SET assigned_to = @accountId, assigned_at = @at WHERE id = @id", new { accountId, at = options.Clock.GetUtcNow().ToMicroseconds(), id }).ConfigureAwait(false);
    });

    /// <summary>Closes a case: nobody looks anybody up for it any more, and its aliases are forgotten.</summary>
    /// <param name="id">The case.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="by">Who closes it.</param>
    public Task CloseAsync(string id, string outcome, Actor by) => database.WriteAsync(async session =>
    {
        if ((await GetAsync(session, id).ConfigureAwait(false)).ClosedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "case-closed", "The case is closed already.");
        if (await Rights.Cases.RightsRows.IsUnsettledAsync(session, id).ConfigureAwait(false))
            throw new ProblemException(StatusCodes.Status409Conflict, "request-open", "A person's request goes with this case, and something is left to do about it. That comes first, on the request's own page.");
        await session.RunAsync("UPDATE casework SET closed_by = @AccountId, closed_at = @at, outcome = @outcome WHERE id = @id", new { by.AccountId, at = options.Clock.GetUtcNow().ToMicroseconds(), outcome, id }).ConfigureAwait(false);
        await session.RunAsync("DELETE FROM person_alias WHERE case_id = @id", new { id }).ConfigureAwait(false);
    });

    /// <summary>Cases, the latest first, at most 500.</summary>
    /// <param name="assignedTo">Only this account's; null: all.</param>
    /// <param name="open">Only those that are open.</param>
    public Task<IReadOnlyList<CaseEntry>> ListAsync(string? assignedTo = null, bool open = true) => database.ReadAsync(async session => (IReadOnlyList<CaseEntry>)
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM casework WHERE (assigned_to = @assignedTo OR @assignedTo IS NULL) AND (closed_at IS NULL OR @open = 0) ORDER BY opened_at DESC, id LIMIT 500", new { assignedTo, open = open ? 1L : 0L }).ConfigureAwait(false)).Select(row => row.AsCase())]);

    /// <summary>One case; null: there is none of that id.</summary>
    public Task<CaseEntry?> FindAsync(string id) => database.ReadAsync(session => FindAsync(session, id));

    internal static async Task<CaseEntry?> FindAsync(Session session, string id) => (await session.FindAsync<Row>($"SELECT {Columns} FROM casework WHERE id = @id", new { id }).ConfigureAwait(false))?.AsCase();

    static async Task<CaseEntry> GetAsync(Session session, string id) => await FindAsync(session, id).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such case.");

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Purpose { get; init; } = "";

        public string OpenedBy { get; init; } = "";

        public long OpenedAt { get; init; }

        public string? AssignedTo { get; init; }

        public long? ClosedAt { get; init; }

        public string? Outcome { get; init; }

        public CaseEntry AsCase() => new(Id, Subject, Purpose, OpenedBy, OpenedAt.ToInstant(), AssignedTo, ClosedAt?.ToInstant(), Outcome);
    }
}
