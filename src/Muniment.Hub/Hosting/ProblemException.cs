namespace Muniment.Hub.Hosting;

/// <summary>A request that cannot be done, answered as a problem (RFC 9457) with a stable code.</summary>
/// <remarks>Thrown wherever the reason is known; the message is a sentence for the caller and holds no personal data.</remarks>
public sealed class ProblemException : Exception
{
    /// <summary>A problem.</summary>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="code">Stable code in small letters and hyphens, such as "token-used"; documented in docs/api.md.</param>
    /// <param name="sentence">What was wrong and what to do.</param>
    public ProblemException(int status, string code, string sentence) : base(sentence)
    {
        Status = status;
        Code = code;
    }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Stable code.</summary>
    public string Code { get; }
}
