using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Columns;

/// <summary>A fixed-length array outside the garbage collector's heap: allocated, or a view of a mapped file.</summary>
/// <remarks>
/// Reading from many threads is safe; writing is as safe as writing to an array. Lengths are 64-bit, so that a column
/// of more than two thousand million values keeps one layout. Freed by <see cref="Dispose"/> or, at the latest, by the finalizer.
/// </remarks>
/// <typeparam name="T">An unmanaged element.</typeparam>
public sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    readonly IDisposable? _mapping;
    T* _pointer;

    /// <summary>Allocates <paramref name="length"/> elements, all bits zero.</summary>
    /// <param name="length">Number of elements, 0 or more.</param>
    public NativeArray(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _pointer = (T*)NativeMemory.AllocZeroed((nuint)Math.Max(length, 1), (nuint)sizeof(T));
        LargeBlocks.Advise(_pointer, (nuint)length * (nuint)sizeof(T));
        GC.AddMemoryPressure(Math.Max(1, length * sizeof(T)));
    }

    /// <summary>Looks at memory that somebody else owns, such as a mapped file.</summary>
    /// <param name="pointer">First element.</param>
    /// <param name="length">Number of elements.</param>
    /// <param name="mapping">What keeps the memory valid; disposed with this array.</param>
    public NativeArray(T* pointer, long length, IDisposable mapping)
    {
        Length = length;
        _pointer = pointer;
        _mapping = mapping;
    }

    NativeArray(T* pointer, long length)
    {
        Length = length;
        _pointer = pointer;
        GC.AddMemoryPressure(Math.Max(1, length * sizeof(T)));
    }

    /// <summary>Frees what nobody disposed.</summary>
    ~NativeArray() => Free();

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>First element; null after <see cref="Dispose"/>.</summary>
    public T* Pointer => _pointer;

    /// <summary>The element at <paramref name="index"/>; the range is checked in debug builds alone.</summary>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((ulong)index < (ulong)Length, "index outside the array");
            return ref _pointer[index];
        }
    }

    /// <summary>Takes over memory that NativeMemory allocated.</summary>
    internal static NativeArray<T> Own(T* pointer, long length) => new(pointer, length);

    /// <summary>The same elements under another owner; the memory goes with this array, which stays alive as long as the view.</summary>
    internal NativeArray<T> View() => new(_pointer, Length, new Keeper(this));

    /// <summary>The whole array as a span; at most 2^31-1 elements.</summary>
    public Span<T> Span => new(_pointer, checked((int)Length));

    /// <summary>The elements [start, start + length).</summary>
    public Span<T> Slice(long start, int length)
    {
        Debug.Assert(start >= 0 && start + length <= Length, "slice outside the array");
        return new(_pointer + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Free()
    {
        if (_pointer == null)
            return;
        if (_mapping is null)
        {
            NativeMemory.Free(_pointer);
            GC.RemoveMemoryPressure(Math.Max(1, Length * sizeof(T)));
        }
        else
        {
            _mapping.Dispose();
        }
        _pointer = null;
    }

    sealed class Keeper(object owner) : IDisposable
    {
        public object Owner { get; } = owner;

        public void Dispose()
        {
            // What is looked at belongs to its owner.
        }
    }
}
