using System.Collections.Immutable;
using System.Text.Json;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Tools.Equality;

/// <summary>How often records are linked wrongly in one group of people, as the engine's evaluation measured it where the truth is known.</summary>
/// <param name="Column">By what they were grouped, such as truth_origin: the origin of the name.</param>
/// <param name="Group">The group.</param>
/// <param name="Records">Its records.</param>
/// <param name="WrongShare">Of the pairs linked, the share that are two people's, 0 to 1; null: none was linked.</param>
/// <param name="MissedShare">Of the pairs that are one person's, the share not linked, 0 to 1; null: there are none.</param>
public sealed record LinkageErrorOfGroup(string Column, string Group, long Records, double? WrongShare, double? MissedShare);

/// <summary>The engine's evaluation that this hub publishes: the file linkage-evaluation.json in its folder, which <c>muniment evaluate … --by … --json</c> wrote.</summary>
/// <remarks>The hub itself does not know who people truly are: the evaluation is of records whose truth is known, made up or labelled. Safe on any thread.</remarks>
public static class LinkageEvaluation
{
    /// <summary>The file's name.</summary>
    public const string FileName = "linkage-evaluation.json";

    const long LargestFile = 8 << 20;

    /// <summary>The groups by column and name, small ones left out.</summary>
    /// <returns>Empty: no evaluation was put there, or it cannot be read.</returns>
    public static ImmutableArray<LinkageErrorOfGroup> Read(HubOptions options)
    {
        var file = new FileInfo(Path.Combine(options.DataFolder, FileName));
        if (!file.Exists || file.Length > LargestFile)
            return [];
        try
        {
            using var stream = file.OpenRead();
            using var json = JsonDocument.Parse(stream);
            return
            [
                .. json.RootElement.GetProperty("groups").EnumerateArray().Select(Of).Where(group => group.Records >= EqualityCounts.LeastScored)
                    .OrderBy(group => group.Column, StringComparer.Ordinal).ThenBy(group => group.Group, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return []; // A page for everybody does not fail over a file that somebody has yet to mend.
        }
    }

    static LinkageErrorOfGroup Of(JsonElement group)
    {
        var accuracy = group.GetProperty("accuracy");
        var pairwise = accuracy.GetProperty("pairwise");
        return new LinkageErrorOfGroup(group.GetProperty("column").GetString()!, group.GetProperty("value").GetString() ?? "", accuracy.GetProperty("records").GetInt64(), Error(pairwise, "precision"), Error(pairwise, "recall"));
    }

    static double? Error(JsonElement pairwise, string name) => pairwise.GetProperty(name) is { ValueKind: JsonValueKind.Number } known ? 1 - known.GetDouble() : null;
}
