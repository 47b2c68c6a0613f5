using System.Text.RegularExpressions;

namespace Muniment.Cli.Tests.Docs;

/// <summary>Reads every file for words that do not belong in it.</summary>
public class WordTests
{
    /// <summary>Put together from halves, so that this file does not hold what it looks for.</summary>
    static readonly (Regex Pattern, string Why)[] s_refused =
    [
        (Any("ill" + "egal ((im)?migrant|alien|migration|entrant|person|people)", "ill" + "egals"), "nobody is illegal: say undocumented or irregular"),
        (Any("/wo" + "rk/", "/ro" + "ot/", "/home/[a-z]+/"), "a path of somebody's machine"),
        (Any("registry\\.npm" + "js\\.org", "api\\.nu" + "get\\.org", "artif" + "actory", "pkgs\\.dev\\.azure"), "the host of a package registry"),
        (Any("cl" + "aude (code|ai|opus|sonnet)", "anth" + "ropic", "chat" + "gpt", "cop" + "ilot", "co-auth" + "ored-by", "language mo" + "del", "sub-?ag" + "ent"), "what wrote the text is not its subject"),
        (Any("(?-i:TO" + "DO|FIX" + "ME|XX" + "X:)", "lorem ip" + "sum", "placeh" + "older text"), "unfinished"),
        (Any("blazing(ly)?[- ]fa" + "st", "world[- ]cl" + "ass", "cutting[- ]ed" + "ge", "seaml" + "ess", "best[- ]in[- ]cl" + "ass", "next[- ]gener" + "ation"), "advertising"),
    ];

    /// <summary>The hub's own list of refused words, and its test, cannot but hold them.</summary>
    static readonly string[] s_lists = ["RefusedWords.cs", "WordListTests.cs"];

    [Fact]
    public void EveryFile_Words_BelongThere()
    {
        var found = new List<string>();
        foreach (var path in Repository.Files(Repository.Root).Where(path => IsText(path) && !s_lists.Contains(Path.GetFileName(path), StringComparer.Ordinal)))
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                foreach (var (pattern, why) in s_refused)
                {
                    if (pattern.Match(line) is { Success: true } match)
                        found.Add($"{Repository.Short(path)}:{number}: '{match.Value}': {why}");
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("ill" + "egal immigrants", true)]
    [InlineData("Ill" + "egal characters in a path", false)]
    [InlineData("see /wo" + "rk/x", true)]
    [InlineData("the net" + "work/x", false)]
    public void Refused_Sample_IsFoundOrNot(string text, bool refused) =>
        Assert.Equal(refused, s_refused.Any(entry => entry.Pattern.IsMatch(text)));

    [Fact]
    public void PackageLocks_NameNoRegistry()
    {
        foreach (var path in Repository.Files(Repository.Root).Where(path => Path.GetFileName(path) == "package-lock.json"))
            Assert.DoesNotContain("\"resolved\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    static Regex Any(params string[] patterns) =>
        new($@"(?<![\w.])({string.Join('|', patterns)})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Data of other people's are theirs to word.</summary>
    static bool IsText(string path)
    {
        if (Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Contains("data", StringComparer.Ordinal))
            return false;
        using var stream = File.OpenRead(path);
        var start = new byte[4096];
        return !start.AsSpan(0, stream.Read(start)).Contains((byte)0);
    }
}
