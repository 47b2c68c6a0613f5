using System.Text;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
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
    public static async Task PutAsync(Session session, Agreement agreement, string act, string by, Moment moment)
    {
        var text = AgreementJson.Write(agreement);
        _ = AgreementJson.Read(text); // What cannot be read back must not be stored: every hub reads it at its next question.
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
}
