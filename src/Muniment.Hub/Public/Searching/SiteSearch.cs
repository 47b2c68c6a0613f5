using System.Globalization;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Notices;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Public.Searching;

/// <summary>One thing that was found.</summary>
/// <param name="Kind">agreement, source, notice or page.</param>
/// <param name="Title">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Excerpt">What it says where a word was found, or at its beginning.</param>
public sealed record SearchHit(string Kind, string Title, string Address, string Excerpt);

/// <summary>Finds words in everything public: registers, notices and help. It has no way to anything about a person.</summary>
/// <remarks>Reads all of it for each question: some thousands of short texts. Nothing that is asked is kept. Safe on any thread.</remarks>
public sealed class SiteSearch(RuleBook book, SourceRegister register, NoticeStore notices, HubOptions options)
{
    /// <summary>Letters of a question that are looked at.</summary>
    public const int LongestQuestion = 200;

    const int MostWords = 8;
    const int MostHits = 50;
    const int ExcerptLetters = 200;
    const int TitleWeight = 10;

    // Pages that stand for themselves: where they are, the key of their name, the keys of what they say.
    static readonly (string Address, string Title, string[] Texts)[] s_pages =
    [
        ("/", "public.home.title", ["public.home.lead"]),
        ("/register/agreements", "public.agreements.title", ["public.agreements.lead", "public.state.suspended"]),
        ("/register/sources", "public.sources.title", ["public.sources.lead"]),
        ("/ledger", "public.ledger.title", ["public.ledger.lead", "public.ledger.hides", "public.ledger.verify.how"]),
        ("/notices", "public.notices.title", ["public.notices.feed"]),
        ("/refer", "public.refer.title", ["public.refer.lead", "public.refer.sealed.how", "public.refer.trust"]),
        ("/cookies", "cookies.title", ["cookies.what", "cookies.none"]),
        ("/accessibility", "accessibility.title", ["accessibility.aim", "accessibility.state", "accessibility.tell"]),
        ("/privacy", "privacy.title", ["privacy.site", "privacy.log", "privacy.records", "privacy.rights"]),
    ];

    /// <summary>What holds every word of a question, the most telling first.</summary>
    /// <param name="question">Words; capital letters make no difference, the beginning of a word is enough.</param>
    /// <param name="words">The language of pages that stand for themselves.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string question, PageWords words, CancellationToken cancellation = default)
    {
        var asked = WordsOf(question.Length > LongestQuestion ? question[..LongestQuestion] : question).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        if (asked.Count == 0)
            return [];
        var hits = new List<(int Score, SearchHit Hit)>();
        await foreach (var document in DocumentsAsync(words, cancellation).ConfigureAwait(false))
        {
            if (Score(document, asked) is > 0 and var score)
                hits.Add((score, new SearchHit(document.Kind, document.Title, document.Address, Excerpt(document.Text, asked))));
        }
        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Hit.Address, StringComparer.Ordinal).Take(MostHits).Select(hit => hit.Hit)];
    }

    async IAsyncEnumerable<Document> DocumentsAsync(PageWords words, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (address, title, texts) in s_pages)
            yield return new Document("page", words[title], address, string.Join(' ', texts.Select(key => words[key])));
        var (rules, moment) = (await book.ReadAsync(cancellation).ConfigureAwait(false), Moment.Now(options.Clock));
        foreach (var agreement in rules.Agreements.Keys.Select(id => rules.Find(id, moment)!))
        {
            yield return new Document("agreement", agreement.Name, $"/register/agreements/{agreement.Id}", string.Join(". ",
                [agreement.Partner.Name, agreement.Purpose.Words, agreement.LegalPower, agreement.Benefits, string.Join(", ", agreement.FieldsReturned), Exchange.Words.State(agreement, rules.Pauses, moment), .. Exchange.Words.Conditions(agreement)]));
        }
        foreach (var source in (await register.ListAsync(cancellation).ConfigureAwait(false)).Where(source => source.StateAt(options.Clock.GetUtcNow()) != SourceState.Waiting))
        {
            var entry = source.Entry;
            yield return new Document("source", entry.Name, $"/register/sources/{entry.Id}", string.Join(". ",
                [entry.Controller.Name, source.IsNameWithheld ? "" : entry.Provider.Name, .. entry.Purposes.Select(purpose => purpose.Words), .. entry.People.Select(people => people.Words), .. entry.Data.Select(data => data.Words), entry.LegalPower]));
        }
        foreach (var notice in await notices.ListAsync().ConfigureAwait(false))
            yield return new Document("notice", notice.Title, notice.Address, $"{notice.Summary} {notice.Body}");
    }

    /// <summary>0: a word of the question is not in it.</summary>
    static int Score(Document document, List<string> asked)
    {
        var (title, text) = (WordsOf(document.Title), WordsOf(document.Text));
        var score = 0;
        foreach (var word in asked)
        {
            var found = (TitleWeight * title.Count(one => one.StartsWith(word, StringComparison.Ordinal))) + Math.Min(TitleWeight - 1, text.Count(one => one.StartsWith(word, StringComparison.Ordinal)));
            if (found == 0)
                return 0;
            score += found;
        }
        return score;
    }

    static string Excerpt(string text, List<string> asked)
    {
        var plain = string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t', '#', '*', '>', '`'], StringSplitOptions.RemoveEmptyEntries)).Replace("\\", "", StringComparison.Ordinal);
        var at = asked.Select(word => plain.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(index => index >= 0).DefaultIfEmpty(0).Min();
        var from = at < ExcerptLetters / 2 ? 0 : plain.IndexOf(' ', at - (ExcerptLetters / 2)) + 1;
        var to = Math.Min(plain.Length, from + ExcerptLetters);
        if (to < plain.Length && plain.LastIndexOf(' ', to) is var blank && blank > from)
            to = blank;
        return $"{(from > 0 ? "… " : "")}{plain[from..to]}{(to < plain.Length ? " …" : "")}";
    }

    static List<string> WordsOf(string text)
    {
        var (words, from) = (new List<string>(), -1);
        var small = text.ToLower(CultureInfo.InvariantCulture);
        for (var i = 0; i <= small.Length; i++)
        {
            if (i < small.Length && (char.IsLetterOrDigit(small[i]) || char.GetUnicodeCategory(small[i]) == UnicodeCategory.NonSpacingMark))
                from = from < 0 ? i : from;
            else if (from >= 0)
            {
                words.Add(small[from..i]);
                from = -1;
            }
        }
        return words;
    }

    sealed record Document(string Kind, string Title, string Address, string Text);
}
