using System.Globalization;
using System.Security.Cryptography;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Writing;

namespace Muniment.Ledger.Witnessing;

/// <summary>A witness (C2SP tlog-witness): cosigns a log's checkpoint if it is consistent with all it cosigned before, and remembers it on disk first.</summary>
/// <remarks>Knows nothing of HTTP: whoever serves it passes bodies in and answers out. Safe on any thread; one process for a folder.</remarks>
public sealed class Witness
{
    readonly NoteSigner _signer;
    readonly string _directory;
    readonly Dictionary<string, VerifierKey[]> _logs;
    readonly Lock _lock = new();

    /// <summary>A witness with its memory.</summary>
    /// <param name="signer">Its key, of the kind that cosigns.</param>
    /// <param name="directory">Where it remembers; made if it is missing.</param>
    /// <param name="logs">Keys of the logs it looks at; a key's name is its log's origin.</param>
    public Witness(NoteSigner signer, string directory, params IEnumerable<VerifierKey> logs)
    {
        if (signer.Key.Kind != SignatureKind.Cosignature)
            throw new ArgumentException($"The key of '{signer.Key.Name}' signs notes; a witness needs one that cosigns.", nameof(signer));
        _signer = signer;
        _directory = Path.GetFullPath(directory);
        DurableFile.CreateFolder(_directory);
        _logs = logs.GroupBy(key => key.Name, StringComparer.Ordinal).ToDictionary(keys => keys.Key, keys => keys.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Its public key.</summary>
    public VerifierKey Key => _signer.Key;

    /// <summary>Answers add-checkpoint.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="now">Seconds since 1970 UTC, to be stated in the cosignature.</param>
    public WitnessAnswer Add(ReadOnlySpan<byte> body, long now)
    {
        AddCheckpoint request;
        Checkpoint checkpoint;
        try
        {
            request = AddCheckpoint.Parse(body);
            checkpoint = Checkpoint.Of(request.Note);
        }
        catch (LedgerException exception)
        {
            return exception.Fault == LedgerFault.BadSignature ? WitnessAnswer.Sentence(403, $"invalid signature: {exception.Message}") : WitnessAnswer.Sentence(400, exception.Message);
        }
        if (!_logs.TryGetValue(checkpoint.Origin, out var keys))
            return WitnessAnswer.Sentence(404, "unknown log");
        IReadOnlyList<VerifiedSignature> signatures;
        try
        {
            signatures = request.Note.Verify(keys);
        }
        catch (LedgerException exception)
        {
            return WitnessAnswer.Sentence(403, $"invalid signature: {exception.Message}");
        }
        if (request.OldSize > checkpoint.Size)
            return WitnessAnswer.Sentence(400, $"The old size {request.OldSize} is more than the checkpoint's, {checkpoint.Size}.");
        lock (_lock) // Comparing with what is remembered and remembering are one step, or two requests could roll the memory back.
            return Cosign(request, checkpoint, signatures, now);
    }

    /// <summary>The last checkpoint it cosigned for a log, with the log's signatures and its own; null where there is none.</summary>
    /// <param name="origin">The log's name.</param>
    public SignedNote? Latest(string origin) => LatestByHash(HashOf(origin));

    /// <summary>The same by the SHA-256 of the origin in lower-case hexadecimal, as the monitoring address has it; null for anything else.</summary>
    public SignedNote? LatestByHash(string originHash)
    {
        if (originHash.Length != 64 || !originHash.All(char.IsAsciiHexDigitLower))
            return null;
        try
        {
            return SignedNote.Parse(File.ReadAllBytes(Path.Combine(_directory, originHash)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    WitnessAnswer Cosign(AddCheckpoint request, Checkpoint checkpoint, IReadOnlyList<VerifiedSignature> signatures, long now)
    {
        var known = Latest(checkpoint.Origin) is { } note ? Checkpoint.Of(note) : new Checkpoint(checkpoint.Origin, 0, TreeHasher.Empty);
        if (request.OldSize != known.Size)
            return new WitnessAnswer(409, WitnessAnswer.SizeType, string.Create(CultureInfo.InvariantCulture, $"{known.Size}\n"));
        var consistent = known.Size == 0 ? request.Proof.Count == 0 && (checkpoint.Size > 0 || checkpoint.Root == TreeHasher.Empty)
            : ConsistencyProof.Verify(known.Size, checkpoint.Size, request.Proof.ToArray(), known.Root, checkpoint.Root);
        if (!consistent)
            return WitnessAnswer.Sentence(422, $"The consistency proof does not lead from {known.Size} to {checkpoint.Size} entries.");
        var cosignature = _signer.Cosign(request.Note.Text, now);
        var signed = SignedNote.Parse($"{request.Note.Text}\n{string.Concat(signatures.Select(one => $"{one.Signature}\n"))}{cosignature}\n");
        DurableFile.Replace(Path.Combine(_directory, HashOf(checkpoint.Origin)), signed.ToBytes(), StagingArea.NewNonce());
        return new WitnessAnswer(200, "text/plain; charset=utf-8", $"{cosignature}\n");
    }

    static string HashOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(KeyName.Utf8.GetBytes(origin)));
}
