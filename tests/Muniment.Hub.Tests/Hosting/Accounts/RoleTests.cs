using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Hosting.Accounts;

public class RoleTests
{
    [Fact]
    public void TryParse_EveryName_IsItsRole() => Assert.All(RoleNames.All, role =>
    {
        Assert.True(RoleNames.TryParse(role.Name(), out var parsed));
        Assert.Equal(role, parsed);
    });

    [Theory, InlineData(null), InlineData(""), InlineData("Administrator"), InlineData("root")]
    public void TryParse_Unknown_IsNone(string? name) => Assert.False(RoleNames.TryParse(name, out _));
}
