using System.Globalization;
using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Every step a recipe can name.</summary>
/// <remarks>Immutable; safe on any thread. Keep docs/cleaning.md in step: a test compares.</remarks>
public static partial class CleaningSteps
{
    static readonly Dictionary<string, Entry> s_byName = Entries().ToDictionary(entry => entry.Description.Name, StringComparer.Ordinal);

    /// <summary>The steps, in the order in which a recipe usually has them.</summary>
    public static IReadOnlyList<StepDescription> Catalogue { get; } = [.. s_byName.Values.Select(entry => entry.Description)];

    internal static bool IsSplit(string step) => step.StartsWith("split:", StringComparison.Ordinal);

    /// <summary>The sentence about a step, its argument left out or not.</summary>
    internal static string Describe(string step) => Find(step, out _).Description.Description;

    internal static CleaningStep Make(string step)
    {
        var entry = Find(step, out var argument);
        var takesArgument = entry.Description.Argument.Length > 0;
        var action = takesArgument || argument.Length == 0 ? entry.Make(argument) : null;
        if (action is null)
        {
            var wanted = takesArgument ? $"'{entry.Description.Name}:' and {entry.Description.Argument}" : $"'{entry.Description.Name}' alone";
            throw new ArgumentException($"The cleaning step '{step}' cannot be read: write {wanted}.", nameof(step));
        }
        return new(step, entry.Description.Description, action);
    }

    static Entry Find(string step, out string argument)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        argument = colon < 0 ? "" : step[(colon + 1)..];
        if (s_byName.TryGetValue(colon < 0 ? step : step[..colon], out var entry))
            return entry;
        throw new ArgumentException($"There is no cleaning step '{step}'. The steps are: {string.Join(", ", s_byName.Keys)}.", nameof(step));
    }

    // A number from 1 to 999 and what to do with it.
    static CleaningAction? Counted(string argument, Func<int, CleaningAction> make) =>
        int.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count is not 0 and < 1000 and > -1000 ? make(count) : null;

    static CleaningAction? Texted(string argument, Func<byte[], CleaningAction> make) =>
        argument.Length > 0 ? make(Encoding.UTF8.GetBytes(argument)) : null;

    static CleaningAction Then(CleaningAction first, CleaningAction second, CleaningAction third) =>
        (ref CleanBuffer buffer) => first(ref buffer) && second(ref buffer) && third(ref buffer);

    sealed record Entry(StepDescription Description, Func<string, CleaningAction?> Make);
}
