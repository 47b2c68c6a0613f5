using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>The person a question may be about, as the snapshot has her.</summary>
/// <param name="Person">Her id.</param>
/// <param name="Facts">What the rules may know of her from her records; what people decided about her since is added in the transaction.</param>
/// <param name="Values">[field] the values that her records from the agreement's sources give, each once, in the records' order.</param>
/// <param name="Absent">Fields that were sent and that no record of hers has.</param>
public sealed record Found(string Person, PersonFacts Facts, IReadOnlyDictionary<string, IReadOnlyList<string>> Values, IReadOnlyList<string> Absent);
