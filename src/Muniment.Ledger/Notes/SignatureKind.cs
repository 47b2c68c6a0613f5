namespace Muniment.Ledger.Notes;

/// <summary>How a key signs: the signature type byte of C2SP signed-note. Only these two are supported.</summary>
public enum SignatureKind
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 1,

    /// <summary>Ed25519 over a checkpoint and the time of looking at it (C2SP tlog-cosignature).</summary>
    Cosignature = 4,
}
