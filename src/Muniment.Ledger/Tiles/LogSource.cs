namespace Muniment.Ledger.Tiles;

/// <summary>Where the files of a log are: a folder, or an address. Safe on any thread.</summary>
public abstract class LogSource
{
    /// <summary>The path of the checkpoint.</summary>
    public const string CheckpointPath = "checkpoint";

    /// <summary>What a reader calls it: a path or an address, without a slash at its end.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">Below the source, with forward slashes, as <see cref="TilePath.ToString"/> gives it.</param>
    /// <param name="mostBytes">A longer file is refused, not cut.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Null where there is no such file, or it is not given out.</returns>
    /// <exception cref="LedgerException">The file is longer, or could not be read for another reason than that it is not there.</exception>
    public abstract Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellation = default);

    /// <summary>Widths of the partial tiles that lie at a place, where the source can tell.</summary>
    /// <param name="tile">The place; its width does not matter.</param>
    /// <returns>In ascending order; none where the source cannot tell.</returns>
    public virtual IReadOnlyList<int> PartialWidths(TilePath tile) => [];
}
