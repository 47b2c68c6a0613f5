using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools.Runs;

/// <summary>Runs tools on persons of assigned cases, and takes the decisions of named humans: one at a time, after the evidence was opened, with a reason.</summary>
/// <remarks>Every run and every decision is an entry in the ledger, whatever it says. Safe on any thread.</remarks>
public sealed class ToolRuns(Database database, HubOptions options, PersonDirectory directory)
{
    const int LeastReason = 10;
    const int LongestReason = 2000;

    /// <summary>What the hub knows of a tool's inputs itself, for a form: input → text, empty where it is not known.</summary>
    /// <param name="toolId">The tool.</param>
    /// <param name="caseId">The case; open, and assigned to who asks.</param>
    /// <param name="alias">The person, as a search of this case named her.</param>
    /// <param name="by">Who asks.</param>
    public async Task<IReadOnlyDictionary<string, string>> KnownAsync(string toolId, string caseId, string alias, Actor by)
    {
        var tool = await database.ReadAsync(session => RunnableAsync(session, toolId)).ConfigureAwait(false);
        var (person, records) = await PersonAsync(caseId, alias, by).ConfigureAwait(false);
        var known = await database.ReadAsync(session => KnownInputs.ReadAsync(session, tool, person, records, caseId)).ConfigureAwait(false);
        return tool.Inputs.Select((input, place) => (input.Id, Known: known[place])).Where(one => one.Known is not null).ToDictionary(one => one.Id, one => one.Known!, StringComparer.Ordinal);
    }

    /// <summary>Runs a tool. It recommends; nothing is decided.</summary>
    /// <param name="toolId">The tool.</param>
    /// <param name="caseId">The case; open, and assigned to who runs it.</param>
    /// <param name="alias">The person, as a search of this case named her.</param>
    /// <param name="entered">Input → text; what is absent is unknown.</param>
    /// <param name="by">Who runs it.</param>
    /// <exception cref="ProblemException">There is no such tool, it may not run, the case is not theirs, or an input cannot be.</exception>
    public async Task<ToolRun> RunAsync(string toolId, string caseId, string alias, IReadOnlyDictionary<string, string> entered, Actor by)
    {
        var (person, records) = await PersonAsync(caseId, alias, by).ConfigureAwait(false);
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            _ = await PersonsOfCases.CheckAsync(session, caseId, by).ConfigureAwait(false);
            var tool = await RunnableAsync(session, toolId).ConfigureAwait(false);
            var known = await KnownInputs.ReadAsync(session, tool, person, records, caseId).ConfigureAwait(false);
            var (values, texts) = KnownInputs.Meet(tool, entered, known, moment);
            var recommendation = Recommendation.Of(tool, values);
            var row = RowOf(tool, recommendation, texts, PersonGroups.Of(records, moment), moment);
            row = row with { CaseId = caseId, Person = person, MadeBy = by.AccountId };
            var entry = await LedgerEntries.AddAsync(session, moment, EntryOf(row, "run", Ids(row.Outputs), null, by)).ConfigureAwait(false);
            await InsertAsync(session, row with { Entry = entry }).ConfigureAwait(false);
            return (await FindRowAsync(session, row.Id).ConfigureAwait(false)).AsRun();
        }).ConfigureAwait(false);
    }

    /// <summary>Shows everything a run's decision rests on, and puts on record that it was shown.</summary>
    /// <param name="runId">The run; of an open case assigned to who asks.</param>
    /// <param name="by">Who looks.</param>
    /// <exception cref="ProblemException">There is no such run, or its case is not theirs.</exception>
    public Task<ToolEvidence> OpenEvidenceAsync(string runId, Actor by) => database.WriteAsync(async session =>
    {
        var row = await OwnRowAsync(session, runId, by).ConfigureAwait(false);
        await session.RunAsync("INSERT INTO tool_run_view (run, account_id, at) VALUES (@runId, @AccountId, @at) ON CONFLICT (run, account_id) DO UPDATE SET at = excluded.at",
            new { runId, by.AccountId, at = options.Clock.GetUtcNow().ToMicroseconds() }).ConfigureAwait(false);
        var tool = await VersionAsync(session, row).ConfigureAwait(false);
        return ToolEvidenceOf.Run(tool, row.AsRun(), await HoldsAsync(session, row).ConfigureAwait(false), Moment.At(NodaTime.Instant.FromDateTimeOffset(row.MadeAt.ToInstant())));
    });

    /// <summary>Decides one case. The human may decide otherwise than recommended; nobody decides twice.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decision">Key of what is decided; several only where the tool collects.</param>
    /// <param name="reason">Why, in at least ten characters: the decider's own words.</param>
    /// <param name="by">Who decides: whoever the case is assigned to.</param>
    /// <exception cref="ProblemException">The evidence was not opened, it was decided before, it goes against somebody who has not been told, the tool has lapsed, or no reason was given.</exception>
    public Task<ToolRun> DecideAsync(string runId, IReadOnlyList<string> decision, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var row = await OwnRowAsync(session, runId, by).ConfigureAwait(false);
        if (row.DecidedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "decided", "This was decided before. Run the tool again.");
        var tool = await RunnableAsync(session, row.Tool).ConfigureAwait(false);
        if (tool.Version != row.Version)
            throw new ProblemException(StatusCodes.Status409Conflict, "newer-version", "The tool has a newer version since. Run it again.");
        var chosen = decision.Distinct(StringComparer.Ordinal).Select(id => tool.Outputs.FirstOrDefault(output => output.Id == id)).OfType<ToolOutput>().ToList();
        if (chosen.Count == 0 || chosen.Count != decision.Count || (!tool.Collects && chosen.Count > 1))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "decision", $"Decide {(tool.Collects ? "one or more" : "one")} of {string.Join(", ", tool.Outputs.Select(output => output.Id))}.");
        if (reason.Trim().Length is < LeastReason or > LongestReason)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "reason", $"Say why in your own words, in {LeastReason} to {LongestReason} characters.");
        await CheckOpenedAsync(session, row, by).ConfigureAwait(false);
        if (chosen.Any(output => output.IsAdverse) && await HoldsAsync(session, row).ConfigureAwait(false) is [var hold, ..])
            throw new ProblemException(StatusCodes.Status409Conflict, "not-told", hold);
        CheckNever(tool, row, chosen);
        var ids = tool.Outputs.Where(chosen.Contains).Select(output => output.Id).ToArray();
        var overridden = !ids.SequenceEqual(Ids(row.Outputs));
        await LedgerEntries.AddAsync(session, moment, EntryOf(row, "decision", ids, overridden, by)).ConfigureAwait(false);
        await session.RunAsync("UPDATE tool_run SET decided_at = @at, decided_by = @AccountId, decision = @decided, reason = @because, overridden = @overridden WHERE id = @runId",
            new { at = options.Clock.GetUtcNow().ToMicroseconds(), by.AccountId, decided = ToolRunRow.Json(ids), because = reason.Trim(), overridden = overridden ? 1L : 0L, runId }).ConfigureAwait(false);
        return (await FindRowAsync(session, runId).ConfigureAwait(false)).AsRun();
    });

    /// <summary>Records that the person contests a run or its decision. Within the caller's transaction, so that her case and this are one.</summary>
    /// <param name="session">A write.</param>
    /// <param name="runId">The run.</param>
    /// <param name="at">When she did.</param>
    /// <returns>False: there is no such run, or it is contested already.</returns>
    public static async Task<bool> ContestAsync(Session session, string runId, DateTimeOffset at) =>
        await session.RunAsync("UPDATE tool_run SET contested_at = @at WHERE id = @runId AND contested_at IS NULL", new { runId, at = at.ToMicroseconds() }).ConfigureAwait(false) > 0;

    /// <summary>Records that a decided run was found wrong, by somebody else than who decided it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="reason">What was wrong.</param>
    /// <param name="by">A reviewer.</param>
    /// <exception cref="ProblemException">There is no such run, nobody has decided it, they decided it themselves, or no reason was given.</exception>
    public Task<ToolRun> FindWrongAsync(string runId, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var row = await FindRowAsync(session, runId).ConfigureAwait(false);
        if (row.DecidedAt is null || row.WrongAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-decided", "Only what was decided, and not found wrong before, can be found wrong.");
        if (row.DecidedBy == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Nobody reviews a decision of their own.");
        if (reason.Trim().Length is < LeastReason or > LongestReason)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "reason", $"Say what was wrong, in {LeastReason} to {LongestReason} characters.");
        await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), EntryOf(row, "found-wrong", Ids(row.Decision!), null, by)).ConfigureAwait(false);
        await session.RunAsync("UPDATE tool_run SET wrong_at = @at, wrong_by = @AccountId, wrong_reason = @because WHERE id = @runId", new { at = options.Clock.GetUtcNow().ToMicroseconds(), by.AccountId, because = reason.Trim(), runId }).ConfigureAwait(false);
        return (await FindRowAsync(session, runId).ConfigureAwait(false)).AsRun();
    });

    /// <summary>The runs of a case, the latest first, at most 100.</summary>
    /// <param name="caseId">The case; open, and assigned to who asks.</param>
    /// <param name="by">Who asks.</param>
    public Task<ImmutableArray<ToolRun>> ListAsync(string caseId, Actor by) => database.ReadAsync(async session =>
    {
        await PersonsOfCases.CheckAsync(session, caseId, by).ConfigureAwait(false);
        return (ImmutableArray<ToolRun>)[.. (await session.ListAsync<ToolRunRow>($"SELECT {ToolRunRow.Columns} FROM tool_run WHERE case_id = @caseId ORDER BY made_at DESC, id LIMIT 100", new { caseId }).ConfigureAwait(false)).Select(row => row.AsRun())];
    });

    async Task<(string Person, IReadOnlyList<PersonRecord> Records)> PersonAsync(string caseId, string alias, Actor by)
    {
        var (person, partition, sources) = await database.ReadAsync(async session =>
        {
            var found = await PersonsOfCases.FindAsync(session, caseId, alias, by).ConfigureAwait(false);
            var entry = await PersonsOfCases.CheckAsync(session, caseId, by).ConfigureAwait(false);
            return (found.PersonId, found.Partition, await PersonsOfCases.SourcesOfAsync(session, entry, options.Clock.GetUtcNow()).ConfigureAwait(false));
        }).ConfigureAwait(false);
        using var reading = directory.Read(partition);
        using var allowed = reading?.Sources.Any(sources.Contains) == true ? reading.Only(sources) : null; // as a look at her records: for the case's purpose
        return (person, allowed?.RecordsOf(person) ?? []);
    }

    async Task<DecisionTool> RunnableAsync(Session session, string toolId)
    {
        var tool = await ToolRegister.FindAsync(session, toolId).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such tool.");
        var state = ToolState.Of(tool, Moment.Now(options.Clock));
        return state.CanRun ? tool : throw new ProblemException(StatusCodes.Status409Conflict, "tool-lapsed", string.Join(' ', state.Words));
    }

    static async Task<DecisionTool> VersionAsync(Session session, ToolRunRow row) => ToolYaml.Read(System.Text.Encoding.UTF8.GetBytes(
        await session.ValueAsync<string>("SELECT yaml FROM tool_version WHERE tool = @Tool AND version = @Version", new { row.Tool, row.Version }).ConfigureAwait(false) ?? throw new InvalidOperationException($"Version {row.Version} of '{row.Tool}' was never published.")));

    static async Task<ImmutableArray<string>> HoldsAsync(Session session, ToolRunRow row) => await MessageRows.AllToldAsync(session, row.CaseId).ConfigureAwait(false) ? []
        : ["A message of this case is not known to have reached the person, so nothing is decided against them. Reach them another way first."];

    static async Task CheckOpenedAsync(Session session, ToolRunRow row, Actor by)
    {
        var opened = await session.ValueAsync<long>("SELECT COUNT(*) FROM tool_run_view WHERE run = @Id AND account_id = @AccountId", new { row.Id, by.AccountId }).ConfigureAwait(false) > 0;
        if (!opened || row.Person is null || !await PersonsOfCases.HasOpenedAsync(session, row.CaseId, row.Person, by).ConfigureAwait(false))
            throw new ProblemException(StatusCodes.Status409Conflict, "evidence-not-opened", "Open the person's records and the evidence of this run first. A decision rests on what was looked at.");
    }

    // What a tool says it never recommends is no decision for somebody to take on its strength either: settle the fact first.
    static void CheckNever(DecisionTool tool, ToolRunRow row, IReadOnlyList<ToolOutput> chosen)
    {
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Inputs)!;
        var today = Moment.At(NodaTime.Instant.FromDateTimeOffset(row.MadeAt.ToInstant())).Date;
        var values = tool.Inputs.Select(input => ToolInputs.TryRead(input, texts.GetValueOrDefault(input.Id), today, out var value) ? value : null).ToArray();
        foreach (var never in tool.Never)
        {
            if (never.Tests.All(test => test.MayHold(values[test.Input])) && never.Outputs.Any(output => chosen.Contains(tool.Outputs[output])))
                throw new ProblemException(StatusCodes.Status409Conflict, "never", $"{never.Because} Settle the fact first, and run the tool again.");
        }
    }

    static async Task<ToolRunRow> OwnRowAsync(Session session, string runId, Actor by)
    {
        var row = await FindRowAsync(session, runId).ConfigureAwait(false);
        await PersonsOfCases.CheckAsync(session, row.CaseId, by).ConfigureAwait(false);
        return row;
    }

    static async Task<ToolRunRow> FindRowAsync(Session session, string runId) => await session.FindAsync<ToolRunRow>($"SELECT {ToolRunRow.Columns} FROM tool_run WHERE id = @runId", new { runId }).ConfigureAwait(false)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such run.");

    static ToolRunRow RowOf(DecisionTool tool, Recommendation recommendation, string[] texts, PersonGroups groups, Moment moment) => new()
    {
        Id = Hosting.Storage.Ids.New("run"),
        Tool = tool.Id,
        Version = tool.Version,
        MadeAt = moment.Instant.ToDateTimeOffset().ToMicroseconds(),
        Month = LedgerEntries.MonthOf(moment.Date),
        Inputs = JsonSerializer.Serialize(tool.Inputs.Select((input, place) => (input.Id, Text: texts[place])).ToDictionary(one => one.Id, one => one.Text, StringComparer.Ordinal)),
        Outputs = ToolRunRow.Json(recommendation.Outputs.Select(output => tool.Outputs[output].Id)),
        RowsHeld = ToolRunRow.Json(recommendation.Rows.Select(row => tool.Rows[row].Id)),
        Flagged = recommendation.IsFlagged(tool) ? 1 : 0,
        AgeBand = groups.AgeBand,
        Sex = groups.Sex,
        NationalityGroup = groups.NationalityGroup,
        Ethnicity = groups.Ethnicity,
    };

    static Task<int> InsertAsync(Session session, ToolRunRow row) => session.RunAsync("""
        INSERT INTO tool_run (id, tool, version, case_id, person, made_at, month, made_by, inputs, outputs, rows_held, flagged, age_band, sex, nationality_group, ethnicity, entry)
        VALUES (@Id, @Tool, @Version, @CaseId, @Person, @MadeAt, @Month, @MadeBy, @Inputs, @Outputs, @RowsHeld, @Flagged, @AgeBand, @Sex, @NationalityGroup, @Ethnicity, @Entry)
        """, row);

    static string[] Ids(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    static NewEntry EntryOf(ToolRunRow row, string act, IReadOnlyList<string> outputs, bool? overridden, Actor by) => new()
    {
        Kind = EntryKinds.Decision,
        Subject = row.Person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("run", row.Id);
            json.WriteString("tool", row.Tool);
            json.WriteNumber("tool_version", row.Version);
            json.WriteString("case", row.CaseId);
            json.WriteString("by", by.AccountId);
            json.WriteStartArray(act == "run" ? "recommended" : "decided");
            foreach (var output in outputs)
                json.WriteStringValue(output);
            json.WriteEndArray();
            json.WriteBoolean("flagged", row.Flagged != 0);
            if (overridden is { } otherwise)
                json.WriteBoolean("overridden", otherwise);
        },
    };
}
