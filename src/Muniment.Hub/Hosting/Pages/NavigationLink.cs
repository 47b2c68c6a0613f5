using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>Where a link stands.</summary>
public enum NavigationArea
{
    /// <summary>At the top of every public page.</summary>
    Public,

    /// <summary>On the staff's first page, for those whose role it is.</summary>
    Staff,

    /// <summary>At the top of the person's own pages.</summary>
    Person,
}

/// <summary>A page that others find from the navigation. Each feature adds its own: services.AddNavigation(new(…)).</summary>
/// <param name="Area">Where it stands.</param>
/// <param name="Address">Its path.</param>
/// <param name="Word">The key of its name; with ".hint" after it, the key of a sentence that says what it is for.</param>
/// <param name="Order">Smaller stands first.</param>
/// <param name="Roles">Of the staff's: who may go there; ignored elsewhere.</param>
public sealed record NavigationLink(NavigationArea Area, string Address, string Word, int Order, params IReadOnlyList<Role> Roles);

/// <summary>Adds links to the navigation.</summary>
public static class Navigation
{
    /// <summary>Adds links to the navigation.</summary>
    public static void AddNavigation(this IServiceCollection services, params ReadOnlySpan<NavigationLink> links)
    {
        foreach (var link in links)
            services.AddSingleton(link);
    }
}
