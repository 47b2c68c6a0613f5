using System.Text.Json;
using System.Text.Json.Nodes;
using Muniment.Tables;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>
/// A file beside the backups with every statement that stopped, erased, split or revoked something. Restoring a backup runs them again, so that no
/// restore revives what was stopped.
/// </summary>
/// <remarks>
/// One JSON object a line: <c>{"at": microseconds, "sql": …, "parameters": {…}}</c>, flushed before the transaction commits. A line whose transaction then
/// failed stops too much rather than too little. Each hub appends to a file of its own. May hold ids of persons; for the hub's account alone.
/// Statements must do no harm when they are run twice. Calls come one at a time: writes are serial.
/// </remarks>
sealed class ActJournal(string folder)
{
    readonly string _path = Path.Combine(folder, $"acts-{Ids.New("hub")}.jsonl");

    /// <summary>Where the hub's journal is.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "journal");

    /// <summary>Appends acts and flushes them.</summary>
    public void Append(IReadOnlyList<JsonObject> acts)
    {
        if (acts.Count == 0)
            return;
        HubFolder.Make(folder);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(_path, options);
        foreach (var act in acts)
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(act), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>An act for the journal.</summary>
    public static JsonObject ActOf(string sql, object parameters, DateTimeOffset at)
    {
        var values = new JsonObject();
        var pairs = parameters as IEnumerable<KeyValuePair<string, object?>> ?? parameters.GetType().GetProperties().Select(property => KeyValuePair.Create(property.Name, property.GetValue(parameters)));
        foreach (var (name, value) in pairs)
        {
            values[name] = value switch
            {
                null => null,
                string text => text,
                long number => number,
                int number => (long)number,
                var other => throw new ArgumentException($"'{name}' is a {other.GetType().Name}; an act's parameters are texts and whole numbers.", nameof(parameters)),
            };
        }
        return new JsonObject { ["at"] = at.ToMicroseconds(), ["sql"] = sql, ["parameters"] = values };
    }

    /// <summary>Runs the acts of every hub's journal again, in order of time.</summary>
    /// <param name="session">A write.</param>
    /// <param name="folder">The journals' folder; it may be missing.</param>
    /// <param name="from">Acts before this are in the backup; microseconds since 1970.</param>
    /// <returns>How many acts were run.</returns>
    /// <exception cref="BadInputException">A line in the middle of a journal is damaged.</exception>
    public static async Task<int> ReplayAsync(Session session, string folder, long from)
    {
        var acts = new List<(long At, string Sql, Dictionary<string, object?> Parameters)>();
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "acts-*.jsonl").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var lines = await File.ReadAllLinesAsync(path).ConfigureAwait(false);
            for (var line = 0; line < lines.Length; line++)
            {
                if (Read(lines[line]) is { } act)
                    acts.Add(act);
                else if (line < lines.Length - 1) // The last may be half written: its transaction never committed.
                    throw new BadInputException($"Line {line + 1} of '{path}' is damaged, so what was stopped cannot be told. Restore the journal from another copy, or mend the line by hand.");
            }
        }
        var late = acts.Where(act => act.At >= from).OrderBy(act => act.At).ToList();
        foreach (var (_, sql, parameters) in late)
            await session.RunAsync(sql, parameters).ConfigureAwait(false);
        return late.Count;
    }

    static (long, string, Dictionary<string, object?>)? Read(string line)
    {
        try
        {
            var act = JsonNode.Parse(line)!.AsObject();
            var parameters = act["parameters"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value switch
            {
                null => (object?)null,
                var value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<long>(),
                var value => value.GetValue<string>(),
            });
            return (act["at"]!.GetValue<long>(), act["sql"]!.GetValue<string>(), parameters);
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            return null;
        }
    }
}
