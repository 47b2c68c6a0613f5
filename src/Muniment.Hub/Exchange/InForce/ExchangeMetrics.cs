using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Exchange.InForce;

/// <summary>Pauses and reviews as numbers for those who run the hub, from the rules this hub last read.</summary>
sealed class ExchangeMetrics
{
    public ExchangeMetrics(HubMetrics metrics, RuleBook book, HubOptions options)
    {
        metrics.Meter.CreateObservableGauge("muniment.pauses.in_force", () => Count(book, options, (rules, moment) => rules.Pauses.Count(pause => !pause.HasEndedAt(moment))), description: "Pauses that nobody has restarted.");
        metrics.Meter.CreateObservableGauge("muniment.pauses.review_overdue", () => Count(book, options, (rules, moment) => rules.Pauses.Count(pause => pause.IsOverdueAt(moment))), description: "Pauses whose review date is over.");
        metrics.Meter.CreateObservableGauge("muniment.agreements.lapsed", () => Count(book, options, Lapsed), description: "Agreements suspended because a review or an assessment has lapsed.");
    }

    static int Count(RuleBook book, HubOptions options, Func<RulesInForce, Moment, int> count) => book.Latest is { } rules ? count(rules, Moment.Now(options.Clock)) : 0;

    static int Lapsed(RulesInForce rules, Moment moment) => rules.Agreements.Keys.Count(id =>
        AgreementStates.Read(rules.Find(id, moment)!, rules.Pauses, moment) is { State: AgreementState.Suspended, Causes: var causes } && (causes & (StateCauses.ReviewLapsed | StateCauses.NoDpia | StateCauses.NoEqualityAssessment)) != 0);
}
