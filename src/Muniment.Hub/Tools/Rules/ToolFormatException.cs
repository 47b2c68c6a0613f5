namespace Muniment.Hub.Tools.Rules;

/// <summary>A decision tool's file that is not what it should be: the message is a sentence that begins with the line and column.</summary>
public sealed class ToolFormatException : FormatException
{
    /// <summary>At a place.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1.</param>
    /// <param name="sentence">What stands there and what was expected.</param>
    public ToolFormatException(long line, long column, string sentence)
        : base($"Line {line}, column {column}: {sentence}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>With a sentence, of the file as a whole.</summary>
    public ToolFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public ToolFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's pattern; not used.</summary>
    public ToolFormatException()
    {
    }

    /// <summary>Line, from 1; 0: the file as a whole.</summary>
    public long Line { get; }

    /// <summary>Column, from 1; 0: the file as a whole.</summary>
    public long Column { get; }
}
