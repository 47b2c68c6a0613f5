using System.Globalization;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Notes;

/// <summary>What a log states: so many entries, this root hash (C2SP tlog-checkpoint). Worth nothing until the note it is the text of was verified.</summary>
/// <param name="Origin">The log's name; not empty, without newlines.</param>
/// <param name="Size">Entries in the tree.</param>
/// <param name="Root">The tree's root hash.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Further lines, without newlines; none is recommended, since nobody can audit them.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text to sign, with its last newline.</summary>
    public string ToText() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>Signs it.</summary>
    public SignedNote Sign(params ReadOnlySpan<NoteSigner> signers) => SignedNote.Sign(ToText(), signers);

    /// <summary>Reads a checkpoint from a note that has been, or will be, verified.</summary>
    /// <exception cref="LedgerException">The text is none.</exception>
    public static Checkpoint Of(SignedNote note) => Parse(note.Text);

    /// <summary>Reads a checkpoint's text.</summary>
    /// <exception cref="LedgerException">It is none.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0)
            throw LedgerException.Malformed("The checkpoint is not at least three lines, each with its newline: origin, size, root hash.");
        if (Array.FindIndex(lines, 0, lines.Length - 1, line => line.Length == 0) is >= 0 and var empty)
            throw LedgerException.Malformed($"Line {empty + 1} of the checkpoint is empty.");
        if (!Decimals.TryParse(lines[1], out var size))
            throw LedgerException.Malformed($"Line 2 of the checkpoint, '{lines[1]}', is no size: decimals without leading zeroes, at most {long.MaxValue}.");
        if (!TreeHash.TryParse(lines[2], out var root))
            throw LedgerException.Malformed($"Line 3 of the checkpoint, '{lines[2]}', is no root hash: 32 bytes in base64.");
        return new Checkpoint(lines[0], size, root) { Extensions = lines[3..^1] };
    }

    /// <summary>Whether origin, size, root and extensions are the same.</summary>
    public bool Equals(Checkpoint? other) => other is not null && ToText() == other.ToText();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, Root);
}
