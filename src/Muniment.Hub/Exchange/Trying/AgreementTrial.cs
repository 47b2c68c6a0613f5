using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Trying;

/// <summary>What two versions of an agreement would disclose about the people who are held now. Nothing leaves, and nobody is named.</summary>
/// <param name="People">How many people were tried.</param>
/// <param name="Older">Under the one version.</param>
/// <param name="Newer">Under the other.</param>
/// <param name="NewlyDisclosed">People about whom only the other would disclose something.</param>
/// <param name="NoLonger">People about whom only the one would.</param>
/// <remarks>Every number is rounded to the nearest 10.</remarks>
public sealed record AgreementTrialResult(long People, TrialCounts Older, TrialCounts Newer, long NewlyDisclosed, long NoLonger);

/// <summary>What came of a question about each person.</summary>
/// <param name="Disclosed">At once.</param>
/// <param name="Pending">Would wait for a reviewer.</param>
/// <param name="Nothing">Nothing.</param>
/// <param name="Fields">Fields disclosed at once.</param>
public readonly record struct TrialCounts(long Disclosed, long Pending, long Nothing, long Fields);

/// <summary>Tries versions of an agreement on the people who are held, by the very rules that decide.</summary>
/// <remarks>As if each version were in force, each person surely found and no cap used; pauses count as they stand. Contested facts do not count. Safe on any thread.</remarks>
sealed class AgreementTrial(Database database, PersonLookUp persons, RuleBook book, HubOptions options)
{
    /// <summary>At most so many people are tried.</summary>
    public const int MostPeople = 20_000;

    const long Unit = 10;

    /// <summary>Tries two versions; that it was done is in the ledger.</summary>
    /// <param name="older">The one.</param>
    /// <param name="newer">The other; drawn on the same people.</param>
    /// <param name="by">Who tries.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<AgreementTrialResult> RunAsync(Agreement older, Agreement newer, Actor by, CancellationToken cancellation = default)
    {
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        await database.WriteAsync(session => LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.View,
            Agreement = newer.Id,
            AgreementVersion = newer.Version,
            WriteOpening = json =>
            {
                json.WriteString("act", "agreement-tried");
                json.WriteNumber("beside", older.Version);
                json.WriteString("by", by.AccountId);
            },
        }), cancellation).ConfigureAwait(false);
        var (first, second) = (QuestionOf(older, rules, moment), QuestionOf(newer, rules, moment));
        var (counts, people, gained, lost) = (new TrialCounts[2], 0L, 0L, 0L);
        foreach (var found in persons.All(newer).Take(MostPeople))
        {
            cancellation.ThrowIfCancellationRequested();
            people++;
            var (one, other) = (Ruling.Decide(first, found.Facts), Ruling.Decide(second, found.Facts));
            Add(ref counts[0], one);
            Add(ref counts[1], other);
            gained += one.Outcome == Outcome.Refused && other.Outcome != Outcome.Refused ? 1 : 0;
            lost += one.Outcome != Outcome.Refused && other.Outcome == Outcome.Refused ? 1 : 0;
        }
        return new AgreementTrialResult(Rounded(people), Rounded(counts[0]), Rounded(counts[1]), Rounded(gained), Rounded(lost));
    }

    static Question QuestionOf(Agreement agreement, RulesInForce rules, Moment moment) =>
        new(AgreementStates.AsIfInForce(agreement, moment.Date), rules.Pauses, new Request(agreement.Directions[0], agreement.FieldsAsked, []), default, moment);

    static void Add(ref TrialCounts counts, Ruling ruling) => counts = ruling.Outcome switch
    {
        Outcome.Disclosed => counts with { Disclosed = counts.Disclosed + 1, Fields = counts.Fields + ruling.Fields.Length },
        Outcome.Pending => counts with { Pending = counts.Pending + 1 },
        _ => counts with { Nothing = counts.Nothing + 1 },
    };

    static TrialCounts Rounded(TrialCounts counts) => new(Rounded(counts.Disclosed), Rounded(counts.Pending), Rounded(counts.Nothing), Rounded(counts.Fields));

    static long Rounded(long count) => (count + (Unit / 2)) / Unit * Unit;
}
