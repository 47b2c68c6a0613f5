using System.Net;

namespace Muniment.Ledger.Tiles;

/// <summary>A log at an http or https address.</summary>
/// <param name="client">The caller's: its time limit, certificates, proxy and decompression hold. Not disposed here.</param>
/// <param name="address">The log's prefix: "checkpoint" and "tile/…" are below it.</param>
public sealed class HttpLogSource(HttpClient client, Uri address) : LogSource
{
    /// <inheritdoc/>
    public override string Name { get; } = address.AbsoluteUri.TrimEnd('/');

    /// <inheritdoc/>
    public override async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellation = default)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"{Name}/{path}"), HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone or HttpStatusCode.UnavailableForLegalReasons)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new LedgerException(LedgerFault.Missing, $"{Name}/{path} answers with status {(int)answer.StatusCode}.");
            return await ReadAsync(answer, $"{Name}/{path}", mostBytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new LedgerException(LedgerFault.Missing, $"{Name}/{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads an answer's body, up to a number of bytes.</summary>
    internal static async Task<byte[]> ReadAsync(HttpResponseMessage answer, string address, int mostBytes, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var _ = body.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (bytes.Length + read > mostBytes) // Whatever length the answer claims: a stranger wrote it.
                throw new LedgerException(LedgerFault.Malformed, $"{address} has more than {mostBytes} bytes, which are all that are read.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
