namespace Muniment.Tables;

/// <summary>Input that cannot be used at all: the message is a sentence that says what is wrong, where, and what to do.</summary>
/// <remarks>Never holds personal data. The command line prints the message alone and exits with code 2.</remarks>
public sealed class BadInputException : Exception
{
    /// <summary>With a sentence for the user.</summary>
    public BadInputException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the user and what caused it.</summary>
    public BadInputException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's pattern; not used.</summary>
    public BadInputException()
    {
    }
}
