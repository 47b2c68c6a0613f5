using System.Text.RegularExpressions;

namespace Muniment.Cli.Tests.Docs;

public sealed partial class SecurityTests
{
    [Fact]
    public void SecurityTable_EachTestItNames_Exists()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"))).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count > 20);
        Assert.All(named, name => Assert.Contains($" {name}(", code, StringComparison.Ordinal));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*_[A-Za-z0-9]+_[A-Za-z0-9]+)`")]
    private static partial Regex TestName();
}
