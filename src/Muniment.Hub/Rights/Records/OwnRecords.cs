using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Rights.Records;

/// <summary>A value of a record, as the person is shown it.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Value">The value; null: it is left out.</param>
/// <param name="Exemption">Why it is left out; null: it is not.</param>
/// <param name="IsContested">She says that it is wrong, so nobody is told it.</param>
sealed record OwnValue(string Field, string? Value, string? Exemption, bool IsContested);

/// <summary>A record, as the person is shown it.</summary>
/// <param name="Number">What it is called on the page, from 1.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="SourceName">The source's name in the register.</param>
/// <param name="RecordId">The source's own id of it.</param>
/// <param name="Exemption">Why all of it is left out; null: it is not.</param>
/// <param name="Values">Its values; empty where all of it is left out.</param>
sealed record OwnRecord(int Number, string SourceId, string SourceName, string RecordId, string? Exemption, IReadOnlyList<OwnValue> Values)
{
    public RecordKey Key => new(SourceId, RecordId);
}

/// <summary>What a person sees of her records.</summary>
/// <param name="Name">What her records call her; null: they do not say, or it is not shown.</param>
/// <param name="MayBeSeveral">Nothing is shown until a human has looked: the records may be several people's.</param>
/// <param name="Records">Her records.</param>
/// <param name="Links">Why they are held to be one person's: places in <see cref="Records"/>.</param>
/// <param name="HeldBack">Records that may be somebody else's, and are not shown until a human has looked.</param>
sealed record OwnView(string? Name, bool MayBeSeveral, IReadOnlyList<OwnRecord> Records, IReadOnlyList<RecordLink> Links, int HeldBack)
{
    /// <summary>The fields that any of the records shows, by name.</summary>
    public IReadOnlyList<string> Fields => [.. Records.SelectMany(record => record.Values).Where(value => value.Value is not null).Select(value => value.Field).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>A person's records as she herself is shown them: each look is an entry in the ledger, committed before it answers.</summary>
/// <remarks>Left out is what may be somebody else's, and what people have left out with an exemption on record. Safe on any thread.</remarks>
sealed class OwnRecords(Database database, HubOptions options, PersonDirectory directory)
{
    /// <summary>Records of one person that are compared with each other, at most.</summary>
    public const int MostCompared = 12;

    /// <summary>What she sees.</summary>
    /// <param name="self">Whose records, and who looks.</param>
    /// <param name="what">What they look at, for the entry: "own-records" or "own-copy".</param>
    public Task<OwnView> ReadAsync(Self self, string what = "own-records")
    {
        var (records, links) = Read(self.Person);
        return database.WriteAsync(async session =>
        {
            var view = await ViewAsync(session, self.Person, records, links).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), new NewEntry
            {
                Kind = EntryKinds.View,
                Subject = self.Person,
                WriteOpening = json =>
                {
                    json.WriteString("what", what);
                    json.WriteString("by", self.AccountId);
                    if (self.Authority is { } authority)
                        json.WriteString("authority", authority.Id);
                    json.WriteNumber("shown", view.Records.Count);
                },
            }).ConfigureAwait(false);
            return view;
        });
    }

    /// <summary>What her records call her, without a look at anything else; null: they do not say, or may be several people's.</summary>
    public async Task<string?> NameAsync(Session session, string person) =>
        (await PersonMarks.ReadAsync(session, [person]).ConfigureAwait(false)).GetValueOrDefault(person)?.HasOpenMergedIdentity == true ? null
            : directory.RecordsOf(SnapshotPartition.Main, person).Select(record => NameOf(record.Fields)).FirstOrDefault(name => name is not null);

    /// <summary>Her records and how they belong together, as they are.</summary>
    public (IReadOnlyList<PersonRecord> Records, IReadOnlyList<RecordLink> Links) Read(string person)
    {
        using var reading = directory.Read(SnapshotPartition.Main);
        return reading is null ? ([], []) : (reading.RecordsOf(person), reading.LinksOf(person, MostCompared));
    }

    /// <summary>Places of records that may be somebody else's: those that no chain of sure links joins to the most of her records, and that nobody has cleared.</summary>
    internal static IReadOnlySet<int> Unsure(IReadOnlyList<PersonRecord> records, IReadOnlyList<RecordLink> links, IReadOnlySet<RecordKey> cleared)
    {
        var compared = Math.Min(records.Count, MostCompared);
        var group = Enumerable.Range(0, compared).ToArray();
        foreach (var link in links.Where(link => link.Probability >= UsageBook.LeastProbability))
        {
            var (from, to) = (group[link.Right], group[link.Left]);
            for (var place = 0; place < compared; place++)
                group[place] = group[place] == from ? to : group[place];
        }
        var largest = group.GroupBy(one => one).Select(one => one.Count()).DefaultIfEmpty(0).Max();
        var mains = group.GroupBy(one => one).Where(one => one.Count() == largest).Select(one => one.Key).ToList();
        // Where no group is the largest, nobody knows which is hers.
        return Enumerable.Range(0, records.Count).Where(place => (place >= compared || mains.Count != 1 || group[place] != mains[0]) && !cleared.Contains(KeyOf(records[place]))).ToHashSet();
    }

    internal static RecordKey KeyOf(PersonRecord record) => new(record.SourceId, record.RecordId);

    internal static async Task<IReadOnlySet<RecordKey>> ClearedAsync(Session session, string person) =>
        (await session.ListAsync<Cleared>("SELECT source_id, record_id FROM record_cleared WHERE person = @person", new { person }).ConfigureAwait(false)).Select(row => new RecordKey(row.SourceId, row.RecordId)).ToHashSet();

    static string? NameOf(IReadOnlyDictionary<string, string> fields)
    {
        var name = string.Join(' ', new[] { fields.GetValueOrDefault("forename"), fields.GetValueOrDefault("surname") }.OfType<string>());
        return name.Length > 0 ? name : fields.GetValueOrDefault("full_name");
    }

    static async Task<OwnView> ViewAsync(Session session, string person, IReadOnlyList<PersonRecord> records, IReadOnlyList<RecordLink> links)
    {
        var marks = (await PersonMarks.ReadAsync(session, [person]).ConfigureAwait(false)).GetValueOrDefault(person);
        if (marks?.HasOpenMergedIdentity == true)
            return new(null, true, [], [], records.Count);
        var unsure = Unsure(records, links, await ClearedAsync(session, person).ConfigureAwait(false));
        var names = (await SourceRegister.ListAsync(session).ConfigureAwait(false)).ToDictionary(source => source.Entry.Id, source => source.Entry.Name, StringComparer.Ordinal);
        var left = (await Redactions.ListAsync(session, person).ConfigureAwait(false)).Where(one => one.Counts).ToLookup(one => new RecordKey(one.SourceId, one.RecordId));
        var places = new Dictionary<int, int>();
        var shown = new List<OwnRecord>();
        for (var place = 0; place < records.Count; place++)
        {
            if (unsure.Contains(place))
                continue;
            places.Add(place, shown.Count);
            shown.Add(RecordOf(shown.Count + 1, records[place], names, [.. left[KeyOf(records[place])]], marks));
        }
        var name = shown.Select(record => NameOf(record.Values.Where(value => value.Value is not null).ToDictionary(value => value.Field, value => value.Value!, StringComparer.Ordinal))).FirstOrDefault(one => one is not null);
        return new(name, false, shown, [.. links.Where(link => places.ContainsKey(link.Left) && places.ContainsKey(link.Right)).Select(link => link with { Left = places[link.Left], Right = places[link.Right] })], unsure.Count);
    }

    static OwnRecord RecordOf(int number, PersonRecord record, Dictionary<string, string> names, Redaction[] left, PersonMarks? marks)
    {
        var whole = left.FirstOrDefault(one => one.Field.Length == 0)?.Exemption;
        var values = whole is not null ? [] : record.Fields.OrderBy(field => Order(field.Key)).ThenBy(field => field.Key, StringComparer.Ordinal).Select(field =>
        {
            var exemption = left.FirstOrDefault(one => one.Field == field.Key)?.Exemption;
            return new OwnValue(field.Key, exemption is null ? field.Value : null, exemption, marks?.Contested.Contains(field.Key) == true);
        });
        return new(number, record.SourceId, names.GetValueOrDefault(record.SourceId, record.SourceId), record.RecordId, whole, [.. values]);
    }

    static int Order(string field) => Array.IndexOf(s_first, field) is >= 0 and var place ? place : s_first.Length;

    static readonly string[] s_first = ["full_name", "forename", "other_names", "surname", "native_name", "birth_date", "sex", "nationality", "status"];

    sealed class Cleared
    {
        public string SourceId { get; init; } = "";

        public string RecordId { get; init; } = "";
    }
}
