using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>duckdb_state.</summary>
enum DuckState
{
    Success = 0,
    Error = 1,
}

/// <summary>duckdb_type: the numbers of duckdb.h.</summary>
enum DuckType
{
    Boolean = 1, TinyInt, SmallInt, Integer, BigInt, UTinyInt, USmallInt, UInteger, UBigInt, Float, Double, Timestamp, Date, Time, Interval,
    HugeInt, Varchar, Blob, Decimal, TimestampS, TimestampMs, TimestampNs, Enum, List, Struct, Map, Uuid, Union, Bit, TimeTz, TimestampTz,
    UHugeInt, Array,
}

/// <summary>A column of a result, or one to make.</summary>
readonly record struct DuckColumn(string Name, DuckType Type);

/// <summary>duckdb_result: five deprecated fields, then the pointer that matters.</summary>
[StructLayout(LayoutKind.Sequential)]
struct DuckResult
{
    readonly ulong _columnCount, _rowCount, _rowsChanged;
    readonly nint _columns, _errorMessage, _state;
}

/// <summary>duckdb_string_t: 16 bytes; up to 12 bytes of text lie inside, longer text behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
readonly unsafe struct DuckString
{
    [FieldOffset(0)] public readonly uint Length;
    [FieldOffset(8)] public readonly byte* Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Span(DuckString* s) =>
        new(s->Length <= 12 ? (byte*)s + 4 : s->Pointer, (int)s->Length);
}
