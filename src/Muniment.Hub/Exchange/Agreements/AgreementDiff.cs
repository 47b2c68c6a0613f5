using System.Collections.Immutable;
using System.Text.Json;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>One difference between two versions.</summary>
/// <param name="Path">The property of the file, such as $.fields_returned.</param>
/// <param name="Words">The difference as a sentence.</param>
/// <param name="IsTerm">It changes what was agreed, so it needs a new version; false for signatures, the notice and the end.</param>
/// <param name="IsNewField">It adds a field that goes from one side to the other, which the notice of the new version must say.</param>
public sealed record AgreementChange(string Path, string Words, bool IsTerm, bool IsNewField);

/// <summary>What changed between two versions of an agreement, and whether it may change so.</summary>
/// <param name="Changes">Each difference, in the order of the file; empty if there is none.</param>
/// <param name="Refusals">Why the newer may not take the older one's place, a sentence each; empty if it may.</param>
public sealed record AgreementDiff(ImmutableArray<AgreementChange> Changes, ImmutableArray<string> Refusals)
{
    static readonly string[] s_life = ["version", "sign_offs", "notice_published", "ended"];

    /// <summary>Compares two versions. Every property of the format is looked at: one for which there are no words is given as it stands.</summary>
    public static AgreementDiff Between(Agreement older, Agreement newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        using var oldJson = JsonDocument.Parse(AgreementJson.Write(older));
        using var newJson = JsonDocument.Parse(AgreementJson.Write(newer));
        var names = newJson.RootElement.EnumerateObject().Select(property => property.Name)
            .Union(oldJson.RootElement.EnumerateObject().Select(property => property.Name)).ToList();
        var changes = ImmutableArray.CreateBuilder<AgreementChange>();
        foreach (var name in names)
        {
            var (before, after) = (Raw(oldJson, name), Raw(newJson, name));
            if (before == after)
                continue;
            var isTerm = !s_life.Contains(name);
            var sentences = Words.Change(name, older, newer);
            if (sentences.Count == 0)
                sentences.Add(($"{name}: from {before ?? "nothing"} to {after ?? "nothing"}.", false));
            changes.AddRange(sentences.Select(sentence => new AgreementChange($"$.{name}", sentence.Sentence, isTerm, sentence.IsNewField)));
        }
        return new AgreementDiff(changes.ToImmutable(), [.. Refused(older, newer, changes.Any(change => change.IsTerm))]);
    }

    static IEnumerable<string> Refused(Agreement older, Agreement newer, bool termsChanged)
    {
        if (older.Id != newer.Id)
            yield return $"$.id changes from {older.Id} to {newer.Id}. Another id is another agreement, not a version.";
        if (termsChanged && newer.Version != older.Version + 1)
            yield return $"$.version is {newer.Version}, and terms changed. It must be {older.Version + 1}, with two new sign-offs and a new notice.";
        if (!termsChanged && newer.Version != older.Version)
            yield return $"$.version changes from {older.Version} to {newer.Version}, and no term changed. Keep the version.";
        if (newer.Version == older.Version)
        {
            if (older.SignOffs.Except(newer.SignOffs).Any())
                yield return "$.sign_offs lacks a signature that was given. Nobody takes another's signature back.";
            if (older.NoticePublishedAt is not null && older.NoticePublishedAt != newer.NoticePublishedAt)
                yield return "$.notice_published changes, and the notice appeared when it did.";
        }
        else
        {
            if (older.SignOffs.Intersect(newer.SignOffs).Any())
                yield return $"$.sign_offs holds a signature under version {older.Version}. A version is signed off by itself.";
            if (newer.NoticePublishedAt is not null && newer.NoticePublishedAt <= older.NoticePublishedAt)
                yield return $"$.notice_published is not after that of version {older.Version}. A new version needs a new notice.";
        }
        if (older.End is not null && older.End != newer.End)
            yield return "$.ended changes, and an agreement that has ended stays so. Make a new one with another id.";
    }

    static string? Raw(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
