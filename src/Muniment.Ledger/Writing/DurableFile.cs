using System.Runtime.InteropServices;

namespace Muniment.Ledger.Writing;

/// <summary>Files that are on disk when the call returns. Linux and macOS; elsewhere folders cannot be flushed, and renames are durable when the system gets to it.</summary>
static partial class DurableFile
{
    const int MostFlushes = 8; // Waits at once; more gained nothing where it was measured.

    /// <summary>Writes a new file and waits until it is on disk. Its name is only after <see cref="FlushFolder"/>.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Puts a file in the place of an earlier one: at every instant, and after every crash, one of them is there whole.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, string nonce)
    {
        var temporary = $"{path}.{nonce}";
        Write(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Waits until files and the names in folders are on disk, several at a time: a disk takes many such waits almost as fast as one.</summary>
    public static void FlushAll(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders)
    {
        // Files first: a name without its bytes is worse than bytes without their name.
        InParallel([.. files], static path =>
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        });
        InParallel([.. folders], FlushFolder);
    }

    /// <summary>Threads of its own: they do nothing but wait, which a pool for work takes for being slow.</summary>
    static void InParallel(string[] paths, Action<string> flush)
    {
        var (next, failure) = (-1, (Exception?)null);
        void Work()
        {
            try
            {
                while (failure is null && Interlocked.Increment(ref next) is var i && i < paths.Length)
                    flush(paths[i]);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = exception;
            }
        }
        var others = new Thread[Math.Clamp(paths.Length - 1, 0, MostFlushes - 1)];
        for (var i = 0; i < others.Length; i++)
            (others[i] = new Thread(Work) { IsBackground = true, Name = "ledger flush" }).Start();
        Work();
        Array.ForEach(others, thread => thread.Join());
        if (failure is not null)
            throw new IOException($"Files of the ledger could not be brought to disk: {failure.Message}", failure);
    }

    /// <summary>Makes a folder and what is missing above it; waits until their names are on disk.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        FlushFolder(parent);
    }

    /// <summary>Waits until the names in a folder are on disk.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, 0);
        if (descriptor < 0)
            throw new IOException($"'{path}' cannot be brought to disk (error {Marshal.GetLastPInvokeError()}).");
        var failed = Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
            throw new IOException($"'{path}' cannot be brought to disk (error {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
