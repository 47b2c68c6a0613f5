namespace Muniment.Ledger;

/// <summary>What is wrong with a piece of a ledger.</summary>
public enum LedgerFault
{
    /// <summary>It is not in its format.</summary>
    Malformed,

    /// <summary>No key that is trusted signed it.</summary>
    Unsigned,

    /// <summary>It names a trusted key, whose signature it does not bear.</summary>
    BadSignature,

    /// <summary>A proof does not lead to the root hash.</summary>
    BadProof,

    /// <summary>Two parts of a ledger contradict each other.</summary>
    Inconsistent,

    /// <summary>A file is not there.</summary>
    Missing,

    /// <summary>Too few witnesses signed it for the policy.</summary>
    NotWitnessed,
}

/// <summary>A ledger, or a part of one, cannot be trusted or read. The message is a sentence for the user.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">What is wrong, where, in a sentence.</param>
/// <param name="inner">What was caught, if anything.</param>
public sealed class LedgerException(LedgerFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What is wrong, for programs.</summary>
    public LedgerFault Fault { get; } = fault;

    internal static LedgerException Malformed(string message) => new(LedgerFault.Malformed, message);
}
