using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>Makes rows of ours a table function of DuckDB, which a COPY then pulls chunk by chunk, so that memory stays bounded.</summary>
/// <param name="columns">Columns of the table.</param>
/// <param name="fill">Fills the chunk whose handle it is given and answers the number of rows; 0 ends the table. One thread at a time.</param>
sealed unsafe class DuckRowSource(DuckColumn[] columns, Func<nint, int> fill)
{
    Exception? _failure;

    /// <summary>Rows a chunk can take.</summary>
    public static int Capacity => (int)NativeMethods.duckdb_vector_size();

    /// <summary>Registers the rows under a name, for <c>FROM name()</c>.</summary>
    public void Register(DuckConnection connection, string name)
    {
        var function = NativeMethods.duckdb_create_table_function();
        try
        {
            NativeMethods.duckdb_table_function_set_name(function, name);
            NativeMethods.duckdb_table_function_set_extra_info(function, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Free);
            NativeMethods.duckdb_table_function_set_bind(function, &Bind);
            NativeMethods.duckdb_table_function_set_init(function, &Init);
            NativeMethods.duckdb_table_function_set_function(function, &Fill);
            if (NativeMethods.duckdb_register_table_function(connection.Handle, function) != DuckState.Success)
                throw new DuckException($"DuckDB refused the row source {name}.");
        }
        finally
        {
            NativeMethods.duckdb_destroy_table_function(ref function);
        }
    }

    /// <summary>Throws again what <c>fill</c> threw, which DuckDB could only report as text.</summary>
    public void ThrowFailure()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    static DuckRowSource Of(nint info) => (DuckRowSource)GCHandle.FromIntPtr(info).Target!;

    // No exception may leave the callbacks below.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Free(nint info) => GCHandle.FromIntPtr(info).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Bind(nint info)
    {
        foreach (var column in Of(NativeMethods.duckdb_bind_get_extra_info(info)).Columns)
        {
            var type = NativeMethods.duckdb_create_logical_type(column.Type);
            NativeMethods.duckdb_bind_add_result_column(info, column.Name, type);
            NativeMethods.duckdb_destroy_logical_type(ref type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Init(nint info) => NativeMethods.duckdb_init_set_max_threads(info, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Fill(nint info, nint chunk)
    {
        var source = Of(NativeMethods.duckdb_function_get_extra_info(info));
        try
        {
            NativeMethods.duckdb_data_chunk_set_size(chunk, (ulong)source.Rows(chunk));
        }
#pragma warning disable CA1031 // every exception has to be carried over DuckDB's frames; ThrowFailure throws it again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            source._failure = exception;
            NativeMethods.duckdb_function_set_error(info, exception.Message);
        }
    }

    DuckColumn[] Columns => columns;

    int Rows(nint chunk) => fill(chunk);
}
