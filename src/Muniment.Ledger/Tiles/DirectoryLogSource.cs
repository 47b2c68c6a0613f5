namespace Muniment.Ledger.Tiles;

/// <summary>A log in a folder of files.</summary>
/// <param name="directory">The folder that holds the file "checkpoint" and the folder "tile".</param>
public sealed class DirectoryLogSource(string directory) : LogSource
{
    /// <inheritdoc/>
    public override string Name { get; } = Path.TrimEndingDirectorySeparator(directory);

    /// <inheritdoc/>
    public override async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellation = default)
    {
        try
        {
            using var file = File.OpenHandle(FullPath(path), options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > mostBytes)
                throw new LedgerException(LedgerFault.Malformed, $"{path} has {length} bytes; at most {mostBytes} are read.");
            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length && await RandomAccess.ReadAsync(file, bytes.AsMemory(read), read, cancellation).ConfigureAwait(false) is > 0 and var more)
                read += more;
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(LedgerFault.Missing, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> PartialWidths(TilePath tile)
    {
        var folder = FullPath(tile.Full + ".p");
        if (!Directory.Exists(folder))
            return [];
        var widths = Directory.EnumerateFiles(folder)
            .Select(file => Decimals.TryParse(Path.GetFileName(file), out var width) && width is > 0 and < TilePath.FullWidth ? (int)width : 0);
        return [.. widths.Where(width => width > 0).Order()];
    }

    string FullPath(string path) => Path.Combine(Name, path.Replace('/', Path.DirectorySeparatorChar));
}
