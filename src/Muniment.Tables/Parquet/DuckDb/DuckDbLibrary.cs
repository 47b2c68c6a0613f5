namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>Whether DuckDB's library came with the build.</summary>
static class DuckDbLibrary
{
    static string Name => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>The folder the program's assemblies lie in: the only place the library is looked for.</summary>
    public static string Folder => AppContext.BaseDirectory;

    /// <summary>Whether the library lies in a folder.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Says what to do when the library is not there.</summary>
    /// <param name="file">The Parquet file that cannot be read or written, as the user named it.</param>
    /// <param name="folder">Where to look: <see cref="Folder"/>, or another in tests.</param>
    /// <exception cref="BadInputException">It is not there.</exception>
    public static void Require(string file, string folder)
    {
        if (!IsIn(folder))
        {
            throw new BadInputException(
                $"'{file}': Parquet needs DuckDB's library, which npm brings and which was not there when Muniment was built. "
                + "Install Node.js and npm (on Debian: apt-get install nodejs npm), then start again with MUNIMENT_REBUILD=1 ./muniment; or use CSV or JSON lines.");
        }
    }
}
