using System.Text;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Notices;

/// <summary>The public notice of an agreement's version: without it nothing may be disclosed. Its text comes from the rule itself.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class AgreementNotices(Database database, RuleBook book, HubOptions options)
{
    /// <summary>Versions that two people have signed off and whose notice has not appeared, by id.</summary>
    public async Task<IReadOnlyList<Agreement>> WaitingAsync()
    {
        var moment = Moment.Now(options.Clock);
        return [.. (await book.ReadAsync().ConfigureAwait(false)).Agreements.Values.SelectMany(versions => versions)
            .Where(version => IsReady(version, moment)).OrderBy(version => version.Id, StringComparer.Ordinal).ThenBy(version => version.Version)];
    }

    /// <summary>One of those that wait; null: it is none of them.</summary>
    public async Task<(Agreement Agreement, Agreement? Before)?> FindWaitingAsync(string id, int version) => Find(await book.ReadAsync().ConfigureAwait(false), id, version, Moment.Now(options.Clock));

    /// <summary>Publishes the notice of a version: from now on it is a post, and the version may come into force.</summary>
    /// <exception cref="ProblemException">The version does not wait for its notice.</exception>
    public Task PublishAsync(string id, int version, Actor by) => database.WriteAsync(session => AgreementActs.PublishNoticeAsync(session, id, version, by, Moment.Now(options.Clock)));

    /// <summary>What the notice of a version says.</summary>
    /// <param name="agreement">The version.</param>
    /// <param name="before">The version before it; null: it is the first.</param>
    public static NoticeText Text(Agreement agreement, Agreement? before)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var title = $"{agreement.Name}: {(before is null ? "a new agreement" : $"version {agreement.Version} of the agreement")} with {agreement.Partner.Name}";
        var summary = $"From {Words.Date(agreement.StartDate)}, {agreement.OurSide.Name} may tell {agreement.Partner.Name}: {string.Join(", ", agreement.FieldsReturned)}.";
        var body = new StringBuilder();
        Paragraph(body, agreement.Purpose.Words);
        Heading(body, "What may be disclosed");
        Items(body, agreement.FieldsReturned.Select(field => field));
        if (!agreement.FieldsAsked.IsEmpty)
        {
            Paragraph(body, "To find the person, the partner sends:");
            Items(body, agreement.FieldsAsked);
        }
        Heading(body, "About whom");
        Items(body, Words.Conditions(agreement));
        Paragraph(body, Words.Matching(agreement.Matching));
        Paragraph(body, Words.Caps(agreement.Caps));
        Heading(body, "The law");
        Paragraph(body, agreement.LegalPower);
        Items(body, agreement.LawfulBasis.Select(Words.LawfulBasis));
        if (before is not null)
        {
            Heading(body, $"What changes from version {before.Version}");
            Items(body, AgreementDiff.Between(before, agreement).Changes.Where(change => change.IsTerm).Select(change => change.Words));
        }
        Heading(body, "If you are asked about it");
        Paragraph(body, agreement.WordsToThePerson);
        Paragraph(body, $"You can ask: {agreement.Contact}");
        body.Append($"[The agreement, with its state, its pauses and its history](/register/agreements/{agreement.Id})\n");
        return new NoticeText(Short(title, NoticeCheck.LongestTitle), Short(summary, NoticeCheck.LongestSummary), body.ToString(), ["agreements"]);
    }

    static (Agreement Agreement, Agreement? Before)? Find(RulesInForce rules, string id, int version, Moment moment)
    {
        var versions = rules.Agreements.GetValueOrDefault(id, []);
        return versions.FirstOrDefault(one => one.Version == version) is { } agreement && IsReady(agreement, moment)
            ? (agreement, versions.FirstOrDefault(one => one.Version == version - 1)) : null;
    }

    static bool IsReady(Agreement agreement, Moment moment) => agreement.NoticePublishedAt is null && agreement.End is null && AgreementStates.SignedOffBy(agreement, moment) >= 2;

    static void Heading(StringBuilder body, string text) => body.Append($"# {text}\n\n");

    static void Paragraph(StringBuilder body, string text)
    {
        if (text.Length > 0)
            body.Append($"{Plain(text)}\n\n");
    }

    static void Items(StringBuilder body, IEnumerable<string> items)
    {
        foreach (var item in items)
            body.Append($"* {Plain(item)}\n");
        body.Append('\n');
    }

    /// <summary>Text of an agreement as it stands, whatever Markdown would make of it.</summary>
    static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            if (char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)))
                plain.Append('\\');
            plain.Append(letter);
        }
        return plain.ToString();
    }

    static string Short(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)].TrimEnd()}…";
}
