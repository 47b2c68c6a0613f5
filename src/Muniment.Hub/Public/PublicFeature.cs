using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Public.Figures;
using Muniment.Hub.Public.Notices;
using Muniment.Hub.Public.Referrals;
using Muniment.Hub.Public.Searching;

namespace Muniment.Hub.Public;

/// <summary>What everybody may read: registers, statistics, the ledger, notices; and how a referral reaches an adviser.</summary>
static class PublicFeature
{
    public static IServiceCollection AddPublic(this IServiceCollection services)
    {
        services.AddOutputCache(cache => cache.SizeLimit = 64 << 20);
        services.AddNavigation(
            new NavigationLink(NavigationArea.Public, "/register/agreements", "public.navigation.agreements", 10),
            new NavigationLink(NavigationArea.Public, "/register/sources", "public.navigation.sources", 20),
            new NavigationLink(NavigationArea.Public, "/statistics", "public.navigation.statistics", 35),
            new NavigationLink(NavigationArea.Public, "/ledger", "public.navigation.ledger", 40),
            new NavigationLink(NavigationArea.Public, "/notices", "public.navigation.notices", 50),
            new NavigationLink(NavigationArea.Public, "/refer", "public.navigation.refer", 60),
            new NavigationLink(NavigationArea.Public, "/search", "public.navigation.search", 90),
            new NavigationLink(NavigationArea.Staff, "/staff/notices", "public.staff.notices", 60, Role.Publisher),
            new NavigationLink(NavigationArea.Staff, "/staff/referrals", "public.staff.referrals", 61, Role.AdviserOrganisation),
            new NavigationLink(NavigationArea.Staff, "/staff/advisers", "public.staff.advisers", 62, Role.Administrator));
        return services
            .AddSingleton<MonthFigures>()
            .AddSingleton<NoticeStore>()
            .AddSingleton<AgreementNotices>()
            .AddSingleton<ReferralStore>()
            .AddSingleton<SiteSearch>();
    }
}
