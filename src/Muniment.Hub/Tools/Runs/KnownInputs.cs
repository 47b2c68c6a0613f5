using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools.Runs;

/// <summary>What the hub knows of a tool's inputs itself, and how that meets what somebody enters.</summary>
static class KnownInputs
{
    /// <summary>What is known of each input.</summary>
    /// <param name="session">A read or a write.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="personId">The person.</param>
    /// <param name="records">Her records.</param>
    /// <param name="caseId">The case.</param>
    /// <returns>[inputs] the text of the input's value; empty: not known; null: the hub does not know this input itself.</returns>
    public static async Task<string?[]> ReadAsync(Session session, DecisionTool tool, string personId, IReadOnlyList<PersonRecord> records, string caseId)
    {
        var marks = (await PersonMarks.ReadAsync(session, [personId]).ConfigureAwait(false)).GetValueOrDefault(personId);
        var known = new string?[tool.Inputs.Length];
        for (var input = 0; input < known.Length; input++)
        {
            known[input] = tool.Inputs[input].Known switch
            {
                // A contested birth date, or one that may be another's, is no birth date that is known.
                KnownFrom.BirthDate => marks is { HasOpenMergedIdentity: true } || marks?.Contested.Contains(FieldNames.BirthDate) == true ? "" : PersonGroups.BirthDateOf(records).ToString(),
                KnownFrom.Told => await MessageRows.AllToldAsync(session, caseId).ConfigureAwait(false) ? "yes" : "no",
                KnownFrom.UnderReview => marks is { HasOpenMergedIdentity: true } or { HasObjection: true } || marks?.Contested.IsEmpty == false ? "yes" : "no",
                _ => null,
            };
        }
        return known;
    }

    /// <summary>What each input counts as. What is entered against what the hub knows counts as unknown, which protects.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="entered">Input → text; what is absent is unknown.</param>
    /// <param name="known">From <see cref="ReadAsync"/>.</param>
    /// <param name="moment">When.</param>
    /// <returns>[inputs] the value, null for unknown, and its text, "unknown" for unknown.</returns>
    /// <exception cref="ProblemException">An input is not the tool's, or a text is no value of its input.</exception>
    public static (long?[] Values, string[] Texts) Meet(DecisionTool tool, IReadOnlyDictionary<string, string> entered, string?[] known, Moment moment)
    {
        foreach (var id in entered.Keys.Where(id => tool.Inputs.All(input => input.Id != id)))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "input-unknown", $"The tool has no input '{(id.Length > 64 ? id[..64] : id)}'.");
        var values = new long?[tool.Inputs.Length];
        var texts = new string[values.Length];
        for (var place = 0; place < values.Length; place++)
        {
            var input = tool.Inputs[place];
            var text = entered.GetValueOrDefault(input.Id) is { Length: > 0 } typed && typed != "unknown" ? typed.Trim() : null;
            if (known[place] is { } from)
                text = text is null || text == from ? from : "";
            if (!ToolInputs.TryRead(input, text, moment.Date, out values[place]))
                throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "input-value", $"'{input.Id}' does not take that value.");
            texts[place] = values[place] is null ? "unknown" : text!;
        }
        return (values, texts);
    }

    /// <summary>The inputs that are not known, and whether an answer to one alone could change the recommendation.</summary>
    public static ImmutableArray<ToolMissing> Missing(DecisionTool tool, long?[] values)
    {
        var now = Recommendation.OutputsOf(tool, Recommendation.RowsHeld(tool, values));
        var missing = ImmutableArray.CreateBuilder<ToolMissing>();
        for (var input = 0; input < values.Length; input++)
        {
            if (values[input] is not null)
                continue;
            var tried = values.ToArray();
            var couldChange = false;
            foreach (var value in ToolInputs.Classes(input, tool))
            {
                tried[input] = value;
                couldChange |= Recommendation.OutputsOf(tool, Recommendation.RowsHeld(tool, tried)) != now;
            }
            missing.Add(new(tool.Inputs[input].Id, tool.Inputs[input].Words, couldChange));
        }
        return missing.ToImmutable();
    }
}
