using System.Collections.Immutable;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Persons;

/// <summary>What protects a person beside what her records say. Immutable.</summary>
/// <param name="Contested">Fields whose value she or an adviser contests.</param>
/// <param name="HasObjection">She objects, and that is upheld or undecided.</param>
/// <param name="HasOpenMergedIdentity">A finding that her records may be several people's is open.</param>
public sealed record PersonMarks(ImmutableArray<string> Contested, bool HasObjection, bool HasOpenMergedIdentity)
{
    /// <summary>The kinds of mark.</summary>
    public const string ContestedKind = "contested", ObjectionKind = "objection", MergedKind = "merged-identity";

    /// <summary>The marks of some persons; those without any are absent.</summary>
    public static async Task<IReadOnlyDictionary<string, PersonMarks>> ReadAsync(Session session, string[] persons)
    {
        if (persons.Length == 0)
            return ImmutableDictionary<string, PersonMarks>.Empty;
        var rows = await session.ListAsync<Row>("SELECT person, kind, field FROM person_mark WHERE person IN @persons", new { persons }).ConfigureAwait(false);
        return rows.GroupBy(row => row.Person, StringComparer.Ordinal).ToDictionary(marks => marks.Key, marks => new PersonMarks(
            [.. marks.Where(mark => mark.Kind == ContestedKind).Select(mark => mark.Field)],
            marks.Any(mark => mark.Kind == ObjectionKind), marks.Any(mark => mark.Kind == MergedKind)), StringComparer.Ordinal);
    }

    /// <summary>Sets a mark; one that is there stays as it is.</summary>
    /// <param name="session">A write.</param>
    /// <param name="person">The person's id.</param>
    /// <param name="kind">One of the kinds above.</param>
    /// <param name="field">The contested field; empty for the other kinds.</param>
    /// <param name="by">Who set it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">When.</param>
    public static Task SetAsync(Session session, string person, string kind, string field, string by, string reason, DateTimeOffset at) => session.RunJournaledAsync(
        "INSERT INTO person_mark (person, kind, field, made_at, made_by, reason) VALUES (@person, @kind, @field, @at, @by, @reason) ON CONFLICT (person, kind, field) DO NOTHING",
        new { person, kind, field, at = at.ToMicroseconds(), by, reason }, at);

    /// <summary>Takes a mark away: a human cleared it.</summary>
    public static Task ClearAsync(Session session, string person, string kind, string field) =>
        session.RunAsync("DELETE FROM person_mark WHERE person = @person AND kind = @kind AND field = @field", new { person, kind, field });

    /// <summary>Whoever was found, with her marks.</summary>
    internal static Found? On(Found? found, IReadOnlyDictionary<string, PersonMarks> marks) => found is null || !marks.TryGetValue(found.Person, out var mark)
        ? found
        : found with { Facts = found.Facts with { ContestedFields = mark.Contested, HasObjection = mark.HasObjection, HasOpenMergedIdentity = mark.HasOpenMergedIdentity } };

    sealed class Row
    {
        public string Person { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Field { get; init; } = "";
    }
}
