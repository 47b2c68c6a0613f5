using System.Text;

namespace Muniment.Tables;

/// <summary>The rejected rows of a load: any number of them, the first few megabytes in memory and the rest in a temporary file.</summary>
/// <remarks>Written by the loader alone; afterwards it may be read any number of times, by one thread at a time.</remarks>
public sealed class RejectList : IDisposable
{
    const int BytesInMemory = 4 << 20;
    readonly MemoryStream _memory = new();
    FileStream? _file;

    /// <summary>Number of rejected rows.</summary>
    public int Count { get; private set; }

    /// <summary>The first rejected row, or null.</summary>
    public Reject? First { get; private set; }

    internal void Add(Reject reject)
    {
        First ??= reject;
        Count++;
        if (_file is null && _memory.Length > BytesInMemory)
        {
            _file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            _memory.WriteTo(_file);
            _memory.SetLength(0);
            _memory.Capacity = 0;
        }
        using var writer = new BinaryWriter((Stream?)_file ?? _memory, Encoding.UTF8, leaveOpen: true);
        writer.Write(reject.Source);
        writer.Write7BitEncodedInt64(reject.LineNumber);
        writer.Write(reject.Reason);
        writer.Write7BitEncodedInt(reject.Raw.Length);
        writer.Write(reject.Raw.Span);
    }

    /// <summary>All of them, in order of extract and line.</summary>
    public IEnumerable<Reject> All()
    {
        var stream = (Stream?)_file ?? _memory;
        stream.Position = 0;
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        for (var i = 0; i < Count; i++)
            yield return new(reader.ReadString(), reader.Read7BitEncodedInt64(), reader.ReadString(), reader.ReadBytes(reader.Read7BitEncodedInt()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _memory.Dispose();
    }
}
