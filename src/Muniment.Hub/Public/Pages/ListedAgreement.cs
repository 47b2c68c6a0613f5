using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Public.Pages;

/// <summary>An agreement with its state, as lists show it.</summary>
/// <param name="Agreement">The version that questions are put under.</param>
/// <param name="State">Its state now.</param>
/// <param name="IsReviewOverdue">Its review date is over and it has not ended.</param>
sealed record ListedAgreement(Agreement Agreement, AgreementState State, bool IsReviewOverdue)
{
    /// <summary>The colour of its state's tag.</summary>
    public string Colour => State switch
    {
        AgreementState.Active => "green",
        AgreementState.Restricted => "orange",
        AgreementState.Suspended => "red",
        AgreementState.Proposed => "yellow",
        _ => "grey",
    };

    /// <summary>One agreement.</summary>
    public static ListedAgreement Of(Agreement agreement, RulesInForce rules, Moment moment)
    {
        var reading = AgreementStates.Read(agreement, rules.Pauses, moment);
        return new ListedAgreement(agreement, reading.State, reading.State != AgreementState.Ended && reading.Causes.HasFlag(StateCauses.ReviewLapsed));
    }

    /// <summary>All agreements, each in the version in force, by name.</summary>
    public static IReadOnlyList<ListedAgreement> All(RulesInForce rules, Moment moment) =>
        [.. rules.Agreements.Keys.Select(id => Of(rules.Find(id, moment)!, rules, moment)).OrderBy(one => one.Agreement.Name, StringComparer.Ordinal).ThenBy(one => one.Agreement.Id, StringComparer.Ordinal)];
}
