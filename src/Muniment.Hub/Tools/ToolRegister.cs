using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tools.Rules;
using Muniment.Tables;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Tools;

/// <summary>The tools there are, each with every version that was ever published and the assessments that count now.</summary>
/// <remarks>A published version never changes: a hub whose own file of the same version differs does not start. Safe on any thread.</remarks>
public sealed class ToolRegister(Database database, HubOptions options)
{
    static readonly string[] s_kinds = ["equality", "dpia", "cases"];

    /// <summary>The tools in use, in order of their keys.</summary>
    public Task<ImmutableArray<DecisionTool>> ListAsync() => database.ReadAsync(ListAsync);

    /// <summary>The tool of a key with the assessments that count now; null: there is none.</summary>
    public Task<DecisionTool?> FindAsync(string id) => database.ReadAsync(session => FindAsync(session, id));

    /// <summary>Every published version of a tool, the newest first, as read from the file it was published as.</summary>
    public Task<ImmutableArray<(DecisionTool Tool, DateTimeOffset PublishedAt)>> VersionsAsync(string id) => database.ReadAsync(async session => (ImmutableArray<(DecisionTool, DateTimeOffset)>)
        [.. (await session.ListAsync<VersionRow>("SELECT yaml, sha256, published_at FROM tool_version WHERE tool = @id ORDER BY version DESC", new { id }).ConfigureAwait(false)).Select(row => (ToolYaml.Read(Encoding.UTF8.GetBytes(row.Yaml)), row.PublishedAt.ToInstant()))]);

    /// <summary>A published version as the file it was published as; null: there is none.</summary>
    public Task<string?> FileAsync(string id, int version) => database.ReadAsync(session => session.ValueAsync<string>("SELECT yaml FROM tool_version WHERE tool = @id AND version = @version", new { id, version = (long)version }));

    /// <summary>Puts a renewed assessment or review of the cases on record; the cases are run first.</summary>
    /// <param name="id">The tool.</param>
    /// <param name="kind">"equality", "dpia" or "cases".</param>
    /// <param name="assessment">Its dates and where it can be read.</param>
    /// <param name="by">Who puts it on record.</param>
    /// <exception cref="ProblemException">There is no such tool or kind, the dates cannot be, or a case fails.</exception>
    public Task AssessAsync(string id, string kind, ToolAssessment assessment, Actor by) => database.WriteAsync(async session =>
    {
        var tool = await FindAsync(session, id).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such tool.");
        var moment = Moment.Now(options.Clock);
        if (!s_kinds.Contains(kind) || assessment.Expiry <= assessment.Date || assessment.Date > moment.Date || assessment.Expiry > assessment.Date.PlusYears(2))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "assessment", "Give the kind (equality, dpia or cases), a date that is not in the future, and an expiry at most two years later.");
        if (kind == "cases" && ToolCases.Failures(tool) is [var failure, ..])
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "case-fails", failure);
        await session.RunAsync("INSERT INTO tool_assessment (id, tool, kind, assessed_on, expires_on, link, made_by, made_at) VALUES (@assessmentId, @id, @kind, @on, @until, @Link, @AccountId, @at)",
            new { assessmentId = Ids.New("asm"), id, kind, on = Text(assessment.Date), until = Text(assessment.Expiry), assessment.Link, by.AccountId, at = options.Clock.GetUtcNow().ToMicroseconds() }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, Entry(tool, "assessed", kind, by.AccountId)).ConfigureAwait(false);
    });

    /// <summary>Publishes the versions this program came with that the database has not had.</summary>
    /// <exception cref="BadInputException">A tool has a problem, or a published version differs from the program's.</exception>
    internal Task PublishAsync() => database.WriteAsync(async session =>
    {
        foreach (var (tool, yaml) in ShippedTools.All)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(yaml.Span));
            var known = await session.ValueAsync<string>("SELECT sha256 FROM tool_version WHERE tool = @Id AND version = @version", new { tool.Id, version = (long)tool.Version }).ConfigureAwait(false);
            if (known == sha256)
                continue;
            if (known is not null)
                throw new BadInputException($"Version {tool.Version} of the decision tool '{tool.Id}' was published with other rows than this program has. A published version never changes: give the new table the next version.");
            if (ToolCheck.Problems(tool) is [var problem, ..])
                throw new BadInputException($"The decision tool '{tool.Id}' cannot be published. {problem}");
            var moment = Moment.Now(options.Clock);
            await session.RunAsync("INSERT INTO tool_version (tool, version, sha256, yaml, published_at) VALUES (@Id, @version, @sha256, @text, @at)",
                new { tool.Id, version = (long)tool.Version, sha256, text = Encoding.UTF8.GetString(yaml.Span), at = options.Clock.GetUtcNow().ToMicroseconds() }).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, Entry(tool, "published", sha256, "program")).ConfigureAwait(false);
        }
    });

    internal static async Task<DecisionTool?> FindAsync(Session session, string id) => (await ListAsync(session).ConfigureAwait(false)).FirstOrDefault(tool => tool.Id == id);

    internal static async Task<ImmutableArray<DecisionTool>> ListAsync(Session session)
    {
        var later = (await session.ListAsync<AssessmentRow>("SELECT tool, kind, assessed_on, expires_on, link FROM tool_assessment ORDER BY made_at").ConfigureAwait(false)).ToLookup(row => row.Tool, StringComparer.Ordinal);
        return [.. ShippedTools.All.Select(shipped => ToolState.With(shipped.Tool, later[shipped.Tool.Id].Select(row => (row.Kind, Date(row.AssessedOn), Date(row.ExpiresOn), row.Link))))];
    }

    static NewEntry Entry(DecisionTool tool, string act, string detail, string by) => new()
    {
        Kind = EntryKinds.Tool,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("tool", tool.Id);
            json.WriteNumber("version", tool.Version);
            json.WriteString("detail", detail);
            json.WriteString("by", by);
        },
    };

    static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    sealed class VersionRow
    {
        public string Yaml { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public long PublishedAt { get; init; }
    }

    sealed class AssessmentRow
    {
        public string Tool { get; init; } = "";

        public string Kind { get; init; } = "";

        public string AssessedOn { get; init; } = "";

        public string ExpiresOn { get; init; } = "";

        public string? Link { get; init; }
    }
}
