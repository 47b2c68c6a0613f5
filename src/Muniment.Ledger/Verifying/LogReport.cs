using Muniment.Ledger.Notes;

namespace Muniment.Ledger.Verifying;

/// <summary>The first thing that is wrong with a log.</summary>
/// <param name="File">Path of the file below the log's folder or address.</param>
/// <param name="Offset">First byte that is wrong, from 0; where only a whole entry can be blamed, the entry's first byte. Null where no byte can be named.</param>
/// <param name="Sentence">What is wrong, for the user.</param>
public sealed record LogFinding(string File, long? Offset, string Sentence);

/// <summary>A leaf of a log that is being verified.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Entry">The entry's bytes, of which it is the hash; null where they are not given out. Good until the call returns.</param>
public readonly record struct LeafSeen(long Index, Trees.TreeHash Hash, ReadOnlyMemory<byte>? Entry);

/// <summary>What is asked of a log.</summary>
public sealed record VerifyOptions
{
    /// <summary>Keys of the log; none: signatures are not checked, which the report says.</summary>
    public IReadOnlyList<VerifierKey> Keys { get; init; } = [];

    /// <summary>Logs and witnesses that are trusted; null for no policy.</summary>
    public WitnessPolicy? Policy { get; init; }

    /// <summary>A checkpoint of the same log, kept from earlier, that must be its beginning; null for none. Its signature is verified with the same keys.</summary>
    public SignedNote? Since { get; init; }

    /// <summary>Told every leaf, in their order. What it is told is worth nothing before the report is good.</summary>
    public Action<LeafSeen>? Leaf { get; init; }

    /// <summary>Told from time to time how many entries are behind, and how many there are.</summary>
    public Action<long, long>? Progress { get; init; }
}

/// <summary>What was found.</summary>
public sealed record LogReport
{
    /// <summary>Where the log is.</summary>
    public required string Name { get; init; }

    /// <summary>The checkpoint; null where there is none that can be read.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>The checkpoint with its signatures, to be kept for the next time; null where there is none that can be read.</summary>
    public SignedNote? Note { get; init; }

    /// <summary>Good signatures by the log's keys; none where no key was given.</summary>
    public IReadOnlyList<VerifiedSignature> Signatures { get; init; } = [];

    /// <summary>Good cosignatures by the policy's witnesses.</summary>
    public IReadOnlyList<VerifiedSignature> Cosignatures { get; init; } = [];

    /// <summary>Whether the policy's quorum is reached; null without a policy, or where it asks for no witness.</summary>
    public bool? QuorumReached { get; init; }

    /// <summary>Entries whose bytes were given and are those of the tree.</summary>
    public long EntriesVerified { get; init; }

    /// <summary>Entries whose bytes were not given out; their hashes lead to the root like all others.</summary>
    public long EntriesWithheld { get; init; }

    /// <summary>Size of the earlier checkpoint that this log continues; null where none was given.</summary>
    public long? ContinuesSize { get; init; }

    /// <summary>The first thing that is wrong; null if all is well.</summary>
    public LogFinding? Finding { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => Finding is null;

    /// <summary>Whether somebody else than the log has seen it: at least one witness of the policy, and as many as it asks for.</summary>
    public bool IsWitnessed => Cosignatures.Count > 0 && QuorumReached == true;
}
