namespace Muniment.Linkage.Modelling;

/// <summary>A model that cannot be used: the message is a sentence that says what is wrong, where, and what to do.</summary>
/// <remarks>Holds text of the model, never values of records.</remarks>
public sealed class ModelException : Exception
{
    /// <summary>With a sentence for the user.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the user and what caused it.</summary>
    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's pattern; not used.</summary>
    public ModelException()
    {
    }
}
