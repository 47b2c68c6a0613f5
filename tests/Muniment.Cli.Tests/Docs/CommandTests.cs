using System.Text.RegularExpressions;

namespace Muniment.Cli.Tests.Docs;

/// <summary>Checks that what documents tell a reader to type exists.</summary>
public partial class CommandTests
{
    [Fact]
    public void EveryDocument_CommandsAndOptions_Exist()
    {
        var commands = Listed(Repository.Run(Repository.Root, "--help").Output);
        var options = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var document in Repository.Documents().Where(path => Path.GetFileName(path) != "CHANGELOG.md"))
        {
            foreach (var (command, given) in Named(File.ReadAllText(document)))
            {
                if (!commands.Contains(command))
                {
                    unknown.Add($"{Repository.Short(document)}: there is no command 'muniment {command}'");
                    continue;
                }
                if (!options.TryGetValue(command, out var known))
                    options.Add(command, known = OptionsOf(command));
                unknown.AddRange(given.Where(option => !known.Contains(option)).Select(option => $"{Repository.Short(document)}: 'muniment {command}' has no option {option}"));
            }
        }

        Assert.True(unknown.Count == 0, string.Join('\n', unknown.Distinct()));
    }

    /// <summary>The options of a command and of the commands below it.</summary>
    static HashSet<string> OptionsOf(params string[] command)
    {
        var help = Repository.Run(Repository.Root, [.. command, "--help"]).Output;
        var below = help.Contains("Commands:", StringComparison.Ordinal) ? Listed(help) : [];
        return [.. Option().Matches(help).Select(match => match.Value), .. below.SelectMany(name => OptionsOf([.. command, name]))];
    }

    /// <summary>Each command named in code, with the options beside it.</summary>
    static IEnumerable<(string Command, string[] Options)> Named(string text)
    {
        foreach (Match code in Code().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            foreach (Match call in Call().Matches(code.Value))
                yield return (call.Groups[1].Value, [.. Option().Matches(call.Groups[2].Value).Select(match => match.Value)]);
        }
    }

    static HashSet<string> Listed(string help) =>
        [.. help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(word => word.Length > 0)];

    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:^|[`\s])(?:\./)?muniment ([a-z]+)([^`|#\n]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex("--[a-z][a-z-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
