using System.Globalization;

namespace Muniment.Linkage.Columns;

/// <summary>A file of ours is not as it was written. It is never repaired: make it again from the extracts.</summary>
public sealed class DamagedFileException : Exception
{
    /// <summary>With what was found.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">0-based byte at which it is wrong.</param>
    /// <param name="what">What stands there.</param>
    /// <param name="expected">What should stand there.</param>
    /// <param name="actual">What does.</param>
    public DamagedFileException(string path, long offset, string what, string expected, string actual)
        : base(string.Create(CultureInfo.InvariantCulture, $"'{path}' is damaged at byte {offset}: the {what} should be {expected} and is {actual}. Make it again from the extracts."))
    {
        (Path, Offset, Expected, Actual) = (path, offset, expected, actual);
    }

    /// <summary>With a sentence; required by the framework's pattern.</summary>
    public DamagedFileException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and a cause; required by the framework's pattern.</summary>
    public DamagedFileException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Required by the framework's pattern; not used.</summary>
    public DamagedFileException()
    {
    }

    /// <summary>The file.</summary>
    public string Path { get; } = "";

    /// <summary>0-based byte at which it is wrong.</summary>
    public long Offset { get; }

    /// <summary>What should stand there.</summary>
    public string Expected { get; } = "";

    /// <summary>What stands there.</summary>
    public string Actual { get; } = "";
}
