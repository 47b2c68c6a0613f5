namespace Muniment.Linkage.Cleaning;

/// <summary>Changes the buffer's value; false: the value is missing.</summary>
/// <param name="buffer">Holds a value that is not empty.</param>
delegate bool CleaningAction(ref CleanBuffer buffer);

/// <summary>One thing that is done to a value: a pure function of one UTF-8 value.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed class CleaningStep
{
    readonly CleaningAction _apply;

    internal CleaningStep(string name, string description, CleaningAction apply)
    {
        Name = name;
        Description = description;
        _apply = apply;
    }

    /// <summary>The step as it is written in a model, with its argument: <c>first:3</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, one sentence for the user.</summary>
    public string Description { get; }

    internal bool Apply(ref CleanBuffer buffer) => _apply(ref buffer);
}
