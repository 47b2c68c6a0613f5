using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>An answer as it leaves. Members that do not apply are absent.</summary>
/// <param name="Id">The check's id, for asking again, returning an outcome, and the receipt.</param>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Outcome">"disclosed", "pending" or "nothing-to-disclose".</param>
/// <param name="Statement">What that means; absent where something is disclosed.</param>
/// <param name="WordsToThePerson">The words to show the person; only where something is disclosed.</param>
/// <param name="Fields">[field] each value her records give, once; only where something is disclosed.</param>
/// <param name="Match">How sure the match is; only where the agreement says so.</param>
public sealed record CheckBody(string Id, string Agreement, int Version, string Outcome, string? Statement, string? WordsToThePerson, IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields, MatchBody? Match)
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static CheckBody Of(CheckAnswer answer)
    {
        var (ruling, agreement) = (answer.Ruling, answer.Agreement);
        if (ruling.Outcome != Rules.Outcome.Disclosed)
        {
            // The version is left as it is: what depends on the person must not show, and this does not.
            return new(answer.Id, agreement.Id, agreement.Version, CheckWords.Of(ruling.Outcome),
                ruling.Outcome == Rules.Outcome.Pending ? CheckWords.PendingStatement : CheckWords.NothingStatement, null, null, null);
        }
        var found = answer.Found!;
        var fields = ruling.Fields.ToDictionary(field => field, field => found.Values.GetValueOrDefault(field) ?? [], StringComparer.Ordinal);
        var match = ruling.TellsProbability || ruling.TellsAgreeingFields
            ? new MatchBody(ruling.TellsProbability ? Math.Round(found.Facts.MatchProbability, 6) : null, ruling.TellsAgreeingFields ? found.Facts.AgreeingFields : null, ruling.TellsAgreeingFields ? found.Absent : null)
            : null;
        return new(answer.Id, agreement.Id, agreement.Version, CheckWords.Disclosed, null, agreement.WordsToThePerson, fields, match);
    }
}

/// <summary>How sure a match is.</summary>
/// <param name="Probability">Match probability, 0 to 1, six decimals; absent where the agreement does not tell it.</param>
/// <param name="AgreeingFields">Fields that agree.</param>
/// <param name="AbsentFields">Fields that were sent and that no record has: they say nothing for or against.</param>
public sealed record MatchBody(double? Probability, IReadOnlyList<string>? AgreeingFields, IReadOnlyList<string>? AbsentFields);
