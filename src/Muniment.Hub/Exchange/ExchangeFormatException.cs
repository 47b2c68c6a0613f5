namespace Muniment.Hub.Exchange;

/// <summary>A text that is not what it should be: the message is a sentence that gives the place as a JSON path, what stands there and what was expected.</summary>
/// <remarks>May quote up to 60 characters of the text at that place, so for facts about a person it is not to be logged.</remarks>
public sealed class ExchangeFormatException : FormatException
{
    /// <summary>With a sentence for the user.</summary>
    public ExchangeFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the user and what caused it.</summary>
    public ExchangeFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's pattern; not used.</summary>
    public ExchangeFormatException()
    {
    }
}
