namespace Muniment.Ledger.Witnessing;

/// <summary>What a witness answers, to be sent by HTTP.</summary>
/// <param name="Status">HTTP status: 200, 400, 403, 404, 409 or 422.</param>
/// <param name="ContentType">Kind of the body.</param>
/// <param name="Body">Cosignature lines at 200, the recorded size at 409, else a sentence; with its newline.</param>
public sealed record WitnessAnswer(int Status, string ContentType, string Body)
{
    /// <summary>Content type of the recorded size.</summary>
    public const string SizeType = "text/x.tlog.size";

    internal static WitnessAnswer Sentence(int status, string sentence) => new(status, "text/plain; charset=utf-8", sentence + "\n");
}
