using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Rights.Proof;

/// <summary>Codes for a demonstration's people, so that the person's pages can be tried: those about whom most was asked.</summary>
public sealed class DemoActivations
{
    const int MostLookedAt = 200;

    readonly Database _database;
    readonly HubOptions _options;
    readonly OwnRecords _records;

    internal DemoActivations(Database database, HubOptions options, OwnRecords records) => (_database, _options, _records) = (database, options, records);

    /// <summary>Makes codes, each for another person, that count for a day.</summary>
    /// <param name="count">How many, at most.</param>
    /// <returns>Code and name; empty where nobody is held, or this is no demonstration.</returns>
    public async Task<IReadOnlyList<(string Code, string Name)>> MakeAsync(int count)
    {
        if (!_options.Demo)
            return [];
        var asked = await _database.ReadAsync(session => session.ListAsync<string>(
            "SELECT person FROM partner_check WHERE person IS NOT NULL GROUP BY person ORDER BY COUNT(*) DESC, person LIMIT @MostLookedAt", new { MostLookedAt })).ConfigureAwait(false);
        var made = new List<(string, string)>();
        await _database.WriteAsync(async session =>
        {
            foreach (var person in asked)
            {
                var (records, links) = _records.Read(person);
                if (made.Count == count)
                    break;
                if (records.Count < 2 || !records.Any(record => record.Fields.ContainsKey(StandardFields.Status)) || OwnRecords.Unsure(records, links, new HashSet<RecordKey>()).Count > 0 || await _records.NameAsync(session, person).ConfigureAwait(false) is not { } name)
                    continue;
                var code = SpokenCode.New(4, 4);
                await Activations.AddAsync(session, new(person, "demo", "Made up, like everybody here.", "demo", null), code, _options.Clock.GetUtcNow() + Activations.ByHand, "console", Moment.Now(_options.Clock)).ConfigureAwait(false);
                made.Add((code, name));
            }
        }).ConfigureAwait(false);
        return made;
    }
}
