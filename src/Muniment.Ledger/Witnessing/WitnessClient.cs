using System.Net;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;

namespace Muniment.Ledger.Witnessing;

/// <summary>Asks a witness by HTTP to cosign a log's checkpoints. Not thread-safe.</summary>
/// <param name="client">The caller's: its time limit holds. Not disposed here.</param>
/// <param name="submissionPrefix">The witness's address for add-checkpoint.</param>
/// <param name="key">The witness's key; a key of type 1 is taken as one that cosigns.</param>
public sealed class WitnessClient(HttpClient client, Uri submissionPrefix, VerifierKey key)
{
    const int MostAnswer = 1 << 16;

    readonly VerifierKey _key = key.AsCosigner();
    readonly Uri _address = new($"{submissionPrefix.AbsoluteUri.TrimEnd('/')}/add-checkpoint");
    long _known;

    /// <summary>Asks for a cosignature.</summary>
    /// <param name="checkpoint">Signed by the log; its tiles are there already.</param>
    /// <param name="log">Where proofs are made from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The witness's cosignatures, verified; to be added by <see cref="SignedNote.With"/>.</returns>
    /// <exception cref="LedgerException">The witness refuses, cannot be reached, or answers something else. The message says what.</exception>
    public async Task<IReadOnlyList<NoteSignature>> CosignAsync(SignedNote checkpoint, LogReader log, CancellationToken cancellation = default)
    {
        var size = Checkpoint.Of(checkpoint).Size;
        for (var attempt = 0; ; attempt++)
        {
            var proof = _known > 0 && _known < size ? await log.ProveConsistencyAsync(_known, size, cancellation).ConfigureAwait(false) : [];
            var (status, body) = await PostAsync(new AddCheckpoint(Math.Min(_known, size), proof, checkpoint), cancellation).ConfigureAwait(false);
            if (status == HttpStatusCode.OK)
            {
                var cosignatures = Read(checkpoint, body);
                _known = size;
                return cosignatures;
            }
            if (status != HttpStatusCode.Conflict || attempt > 0)
                throw Refused(status, body);
            if (!Decimals.TryParse(body.TrimEnd('\n'), out _known) || _known > size)
                throw new LedgerException(LedgerFault.Inconsistent, $"The witness '{_key.Name}' cosigned {body.TrimEnd()} entries of this log, but it has only {size}.");
        }
    }

    /// <summary>Takes the witness's cosignatures from the body of its answer.</summary>
    /// <exception cref="LedgerException">There is none, or it is not good.</exception>
    public IReadOnlyList<NoteSignature> Read(SignedNote checkpoint, string body)
    {
        var lines = SignedNote.Parse($"{checkpoint.Text}\n{body}");
        return [.. lines.Verify(_key).Select(one => one.Signature)];
    }

    async Task<(HttpStatusCode Status, string Body)> PostAsync(AddCheckpoint request, CancellationToken cancellation)
    {
        try
        {
            using var content = new ByteArrayContent(request.ToBytes());
            using var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var body = await HttpLogSource.ReadAsync(answer, _address.AbsoluteUri, MostAnswer, cancellation).ConfigureAwait(false);
            return (answer.StatusCode, Encoding.UTF8.GetString(body));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new LedgerException(LedgerFault.Missing, $"The witness '{_key.Name}' cannot be reached: {exception.Message}", exception);
        }
    }

    LedgerException Refused(HttpStatusCode status, string body) => new(
        status switch
        {
            HttpStatusCode.Forbidden => LedgerFault.BadSignature,
            HttpStatusCode.UnprocessableEntity => LedgerFault.BadProof,
            HttpStatusCode.Conflict => LedgerFault.Inconsistent,
            HttpStatusCode.NotFound => LedgerFault.Missing,
            _ => LedgerFault.Malformed,
        },
        $"The witness '{_key.Name}' does not cosign: status {(int)status}, {(body.Length <= 200 ? body : body[..200]).TrimEnd()}.");
}
