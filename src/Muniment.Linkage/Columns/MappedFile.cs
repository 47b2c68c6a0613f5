using System.Buffers.Binary;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace Muniment.Linkage.Columns;

/// <summary>A file mapped into memory, read-only, kept as long as one array looks at it.</summary>
/// <remarks>Reading is safe on any thread. Opened with one share; each <see cref="Array{T}"/> takes one more.</remarks>
sealed unsafe class MappedFile : IDisposable
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    int _shares = 1;

    MappedFile(string path, MemoryMappedFile file, long length)
    {
        (Path, Length, _file) = (path, length, file);
        _view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Pointer = pointer + _view.PointerOffset;
    }

    public string Path { get; }

    public long Length { get; }

    public byte* Pointer { get; }

    /// <exception cref="DamagedFileException">The file is empty.</exception>
    public static MappedFile Open(string path)
    {
        var length = new FileInfo(path).Length; // Says which file, if it is not there.
        if (length == 0)
            throw new DamagedFileException(path, 0, "length", "more than 0", "0");
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        try
        {
            return new(path, file, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The 32-bit number at a byte.</summary>
    public uint Number(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(new(Pointer + offset, 4));

    /// <summary>The 64-bit number at a byte.</summary>
    public long Long(long offset) => BinaryPrimitives.ReadInt64LittleEndian(new(Pointer + offset, 8));

    /// <summary>Where the section lies whose entry is at a byte.</summary>
    public (long Start, long Length) SectionAt(long entry) => (Long(entry), Long(entry + 8));

    /// <summary>Section <paramref name="index"/> as an array that keeps the file mapped.</summary>
    public NativeArray<T> Array<T>(int index)
        where T : unmanaged
    {
        var (start, length) = SectionAt(64 + (index * 32));
        Interlocked.Increment(ref _shares);
        return new((T*)(Pointer + start), length / sizeof(T), this);
    }

    /// <summary>Refuses the file unless something holds.</summary>
    public void Expect(bool holds, long offset, string what, object expected, object actual)
    {
        if (!holds)
            throw new DamagedFileException(Path, offset, what, Convert.ToString(expected, CultureInfo.InvariantCulture)!, Convert.ToString(actual, CultureInfo.InvariantCulture)!);
    }

    /// <summary>Gives one share back; the last unmaps the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _shares) != 0)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
