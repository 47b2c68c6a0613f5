using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Rights.Cases;

namespace Muniment.Hub.Rights.Pages;

/// <summary>Something a caseworker can do about a request: a page of its own, offered where it can be done.</summary>
/// <param name="Name">The end of its address, and of its keys of words.</param>
/// <param name="IsFor">Whether it is offered.</param>
/// <param name="Letter">The template of the letter that goes with it; null: none.</param>
sealed record RightsDeed(string Name, Func<RightsCase, IReadOnlyList<RightsAct>, RightsClock, Actor, bool> IsFor, string? Letter = null)
{
    /// <summary>All of them, in the order a page offers them.</summary>
    public static IReadOnlyList<RightsDeed> All { get; } =
    [
        new("acknowledge", (one, acts, _, actor) => IsMine(one, actor) && one.IsUndecided && !acts.Any(act => act.Act == RightsActs.Acknowledged), "request-acknowledged"),
        new("stop", (one, _, clock, actor) => IsMine(one, actor) && one.IsUndecided && clock.StoppedSince is null && one.Kind != RightsKinds.Complaint, "request-question"),
        new("resume", (one, _, clock, actor) => IsMine(one, actor) && one.IsUndecided && clock.StoppedSince is not null),
        new("extend", (one, _, clock, actor) => IsMine(one, actor) && one.IsUndecided && !clock.IsExtended && one.Kind != RightsKinds.Complaint, "request-extended"),
        new("redact", (one, _, _, actor) => IsMine(one, actor) && one.SettledAt is null),
        new("clear", (one, _, _, actor) => IsMine(one, actor) && one.SettledAt is null),
        new("uphold", (one, acts, _, actor) => IsMine(one, actor) && one.State == RightsStates.Open && HasLooked(acts, actor), "request-decided"),
        new("refuse", (one, acts, _, actor) => IsMine(one, actor) && one.State == RightsStates.Open && HasLooked(acts, actor)),
        new("override", (one, acts, _, actor) => IsMine(one, actor) && one.IsUndecided && one.Marks.Any() && HasLooked(acts, actor)),
        new("second", (one, acts, _, actor) => one.State == RightsStates.RefusalProposed && RightsCases.WaitsForSecond(one, acts, actor) && acts.Last(act => act.Act == RightsActs.RefusalProposed).By != actor.AccountId && HasLooked(acts, actor)),
        new("second-override", (one, acts, _, actor) => one.IsUndecided && LastOverride(acts) is { Act: RightsActs.OverrideProposed } proposed && proposed.By != actor.AccountId && HasLooked(acts, actor)),
        new("end-override", (one, acts, _, _) => one.SettledAt is null && LastOverride(acts) is { Act: RightsActs.Overridden }),
        new("set-right", (one, _, _, actor) => IsMine(one, actor) && one.SettledAt is null && RightsStates.IsRight(one.State) && one.Kind is RightsKinds.Wrong or RightsKinds.NotMe, "request-set-right"),
        new("erase", (one, acts, _, actor) => one.SettledAt is null && one.Kind == RightsKinds.Erase && RightsStates.IsRight(one.State) && acts.Last(act => act.Act is RightsActs.Upheld or RightsActs.Partly).By != actor.AccountId),
        new("write", (one, _, _, actor) => IsMine(one, actor), "request-letter"),
    ];

    static bool IsMine(RightsCase one, Actor actor) => one.AssignedTo == actor.AccountId;

    static bool HasLooked(IReadOnlyList<RightsAct> acts, Actor actor) => acts.Any(act => act.Act == RightsActs.Looked && act.By == actor.AccountId);

    static RightsAct? LastOverride(IReadOnlyList<RightsAct> acts) => acts.LastOrDefault(act => act.Act is RightsActs.OverrideProposed or RightsActs.Overridden or RightsActs.OverrideEnded);
}
