using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;

namespace Muniment.Tables.Snapshots;

/// <summary>The folder of a finished run that also wrote its records as mapped files: <c>muniment link --snapshot --out</c>.</summary>
public static class SnapshotFolder
{
    /// <summary>Name of the folder with the mapped table (docs/formats/columns.md), inside the run's.</summary>
    public const string TableName = "snapshot";

    /// <summary>Name of the model's file, inside the run's folder.</summary>
    public const string ModelName = "model.json";

    /// <summary>True if the run's folder holds a snapshot.</summary>
    public static bool Exists(string path) => Directory.Exists(Path.Combine(path, TableName));

    /// <summary>Maps a run's records and indexes them; about two seconds for a million records.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="verify">True: every byte is compared with its checksum. False: only for files that were verified before.</param>
    /// <exception cref="BadInputException">It is no such folder, or a file is not as it was written.</exception>
    public static PersonSnapshot Open(string path, int threads, bool verify = true)
    {
        var folder = Path.Combine(path, TableName);
        var model = ModelFile.Read(Path.Combine(path, ModelName));
        RecordTable? table = null;
        try
        {
            table = TableFiles.Open(folder, verify);
            return new PersonSnapshot(table, model, threads);
        }
        catch (Exception exception) when (exception is ArgumentException or DamagedFileException or ModelException or IOException)
        {
            table?.Dispose();
            throw new BadInputException(exception is ArgumentException
                ? $"'{folder}' is no snapshot of 'muniment link --snapshot': it does not say who the persons are."
                : exception.Message, exception);
        }
    }
}
