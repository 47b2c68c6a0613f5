using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>Keeps agreements as the one text that the register shows and that is enforced. Each act is one write, with its ledger entry.</summary>
public static class AgreementStore
{
    /// <summary>Stores a version, new or with further signatures, its notice or its end.</summary>
    /// <param name="session">A write.</param>
    /// <param name="agreement">The version as it now is.</param>
    /// <param name="act">What was done, such as "proposed", "signed-off", "notice-published", "ended".</param>
    /// <param name="by">Who did it: an account's id.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ExchangeFormatException">It is not as docs/formats/agreement.md says.</exception>
    /// <exception cref="ProblemException">Its terms contradict each other, or it may not follow what is stored.</exception>
    public static async Task PutAsync(Session session, Agreement agreement, string act, string by, Moment moment)
    {
        var text = AgreementJson.Write(agreement);
        _ = AgreementJson.Read(text); // What cannot be read back must not be stored: every hub reads it at its next question.
        await RefuseUnsoundAsync(session, agreement).ConfigureAwait(false);
        await PartnerStore.AddAsync(session, agreement.Partner.Id, agreement.Partner.Name, moment).ConfigureAwait(false);
        const string Put = """
            INSERT INTO agreement_version (agreement, version, partner, json, added_at) VALUES (@Id, @version, @partner, @json, @at)
            ON CONFLICT (agreement, version) DO UPDATE SET json = excluded.json
            """;
        var row = new { agreement.Id, version = (long)agreement.Version, partner = agreement.Partner.Id, json = Encoding.UTF8.GetString(text), at = moment.Instant.ToDateTimeOffset().ToMicroseconds() };
        await (agreement.End is null ? session.RunAsync(Put, row) : session.RunJournaledAsync(Put, row, moment.Instant.ToDateTimeOffset())).ConfigureAwait(false);
        await RuleBook.ChangeAsync(session).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Agreement,
            Agreement = agreement.Id,
            AgreementVersion = agreement.Version,
            WriteOpening = json =>
            {
                json.WriteString("act", act);
                json.WriteString("by", by);
            },
        }).ConfigureAwait(false);
    }

    /// <summary>All versions of an agreement, the newest first; none: there is no such agreement.</summary>
    public static async Task<ImmutableArray<Agreement>> VersionsAsync(Session session, string id)
    {
        var texts = await session.ListAsync<string>("SELECT json FROM agreement_version WHERE agreement = @id ORDER BY version DESC", new { id }).ConfigureAwait(false);
        return [.. texts.Select(text => AgreementJson.Read(Encoding.UTF8.GetBytes(text)))];
    }

    /// <summary>One version.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static async Task<Agreement> FindAsync(Session session, string id, int version) =>
        (await VersionsAsync(session, id).ConfigureAwait(false)).FirstOrDefault(agreement => agreement.Version == version)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", $"There is no version {version} of an agreement '{id}'.");

    /// <summary>What is stored is enforced, so nothing is stored that contradicts itself or slips in beside what was signed.</summary>
    static async Task RefuseUnsoundAsync(Session session, Agreement agreement)
    {
        var versions = await VersionsAsync(session, agreement.Id).ConfigureAwait(false);
        var older = versions.FirstOrDefault(version => version.Version <= agreement.Version);
        if (older is null && agreement.Version != 1)
            throw Unsound([$"$.version is {agreement.Version}, and no version before it is stored. An agreement begins with version 1."]);
        var problems = AgreementCheck.Problems(agreement).AddRange(older is null ? [] : AgreementDiff.Between(older, agreement).Refusals);
        if (!problems.IsEmpty)
            throw Unsound(problems);
    }

    static ProblemException Unsound(ImmutableArray<string> problems) => new(StatusCodes.Status422UnprocessableEntity, "agreement-unsound", string.Join(' ', problems));
}
