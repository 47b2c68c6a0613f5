using System.Text.RegularExpressions;

namespace Muniment.Cli.Tests.Docs;

/// <summary>Follows the links between documents.</summary>
public partial class LinkTests
{
    [Fact]
    public void EveryDocument_Links_Resolve()
    {
        var broken = new List<string>();
        foreach (var document in Repository.Documents())
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(document))))
            {
                var parts = link.Groups[1].Value.Split('#', 2);
                if (parts[0].Contains("://", StringComparison.Ordinal) || parts[0].StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                var target = parts[0].Length == 0 ? document : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, parts[0]));
                if (!File.Exists(target) && !Directory.Exists(target))
                    broken.Add($"{Repository.Short(document)}: {link.Groups[1].Value}: there is no such file");
                else if (parts.Length == 2 && target.EndsWith(".md", StringComparison.Ordinal) && !Anchors(target).Contains(parts[1]))
                    broken.Add($"{Repository.Short(document)}: {link.Groups[1].Value}: there is no such heading");
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void EveryDocument_IsReachableFromTheReadme()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([Path.Combine(Repository.Root, "README.md")]);
        while (next.TryPop(out var document))
        {
            if (!reached.Add(document))
                continue;
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value.Split('#')[0]));
                if (target.EndsWith(".md", StringComparison.Ordinal) && File.Exists(target))
                    next.Push(target);
                else if (Directory.Exists(target)) // whoever shows documents lists what is in a folder
                    Array.ForEach(Directory.GetFiles(target, "*.md"), next.Push);
            }
        }

        var docs = Path.Combine(Repository.Root, "docs") + Path.DirectorySeparatorChar;
        var lost = Repository.Documents().Where(path => path.StartsWith(docs, StringComparison.Ordinal)).Except(reached).Select(Repository.Short).ToList();
        Assert.True(lost.Count == 0, $"No link leads to {string.Join(", ", lost)}.");
    }

    static HashSet<string> Anchors(string document) =>
        [.. Heading().Matches(WithoutCode(File.ReadAllText(document))).Select(heading => Slug(heading.Groups[1].Value))];

    /// <summary>As the sites that show Markdown make it: lower case, blanks to hyphens, punctuation dropped.</summary>
    static string Slug(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"(?<!\!)\[[^\]\n]*\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+\s+(.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();
}
