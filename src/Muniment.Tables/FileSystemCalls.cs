using System.Runtime.InteropServices;

namespace Muniment.Tables;

/// <summary>What .NET's file API does not offer: bringing a folder to disk, and exchanging two folders in one step. Linux; elsewhere the next best.</summary>
static partial class FileSystemCalls
{
    const int CurrentFolder = -100; // AT_FDCWD, fcntl.h
    const uint ExchangeFlag = 2; // RENAME_EXCHANGE, linux/fs.h

    /// <summary>Waits until a file's or folder's content is on disk.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
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

    /// <summary>Gives each of two folders the other's name: at no moment is either name missing, where the file system can do that.</summary>
    public static void Exchange(string first, string second)
    {
        if (OperatingSystem.IsLinux() && Rename(CurrentFolder, first, CurrentFolder, second, ExchangeFlag) == 0)
            return;
        // Some network file systems cannot: three renames, the middle one undone if the last fails.
        var aside = first + ".old";
        Directory.Move(second, aside);
        try
        {
            Directory.Move(first, second);
        }
        catch
        {
            Directory.Move(aside, second);
            throw;
        }
        Directory.Move(aside, first);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(int firstFolder, string first, int secondFolder, string second, uint flags);
}
