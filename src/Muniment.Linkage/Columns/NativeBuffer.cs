using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Columns;

/// <summary>A growing list outside the garbage collector's heap, which becomes a <see cref="NativeArray{T}"/> without a copy.</summary>
/// <remarks>Not thread-safe. Growth doubles; large blocks move by remapping pages, not by copying them.</remarks>
/// <typeparam name="T">An unmanaged element.</typeparam>
sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    T* _pointer;

    public NativeBuffer(long capacity)
    {
        Capacity = Math.Max(capacity, 1);
        _pointer = (T*)NativeMemory.Alloc(checked((nuint)Capacity), (nuint)sizeof(T));
    }

    ~NativeBuffer() => NativeMemory.Free(_pointer);

    /// <summary>Elements in use; what lies above is undefined.</summary>
    public long Count { get; set; }

    public long Capacity { get; private set; }

    public T* Pointer => _pointer;

    /// <summary>Makes room for <paramref name="more"/> elements after <see cref="Count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(long more)
    {
        if (Count + more > Capacity)
            Grow(Count + more);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        Reserve(1);
        _pointer[Count++] = value;
    }

    public void AddRange(ReadOnlySpan<T> values)
    {
        Reserve(values.Length);
        values.CopyTo(new Span<T>(_pointer + Count, values.Length));
        Count += values.Length;
    }

    /// <summary>Hands the memory over, shrunk to <see cref="Count"/>; the buffer is empty and spent afterwards.</summary>
    public NativeArray<T> Detach()
    {
        var length = Count;
        var pointer = (T*)NativeMemory.Realloc(_pointer, (nuint)Math.Max(length, 1) * (nuint)sizeof(T));
        _pointer = null; // The finalizer then frees nothing.
        Count = Capacity = 0;
        return NativeArray<T>.Own(pointer, length);
    }

    public void Dispose()
    {
        NativeMemory.Free(_pointer);
        _pointer = null;
        Count = Capacity = 0;
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow(long needed)
    {
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        var capacity = Math.Max(needed, Capacity * 2);
        _pointer = (T*)NativeMemory.Realloc(_pointer, checked((nuint)capacity * (nuint)sizeof(T)));
        Capacity = capacity;
        LargeBlocks.Advise(_pointer, (nuint)capacity * (nuint)sizeof(T));
    }
}
