using System.Runtime.InteropServices;

namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>The part of DuckDB's C API (stable set v1.2.0) that reading and writing tables needs.</summary>
static unsafe partial class NativeMethods
{
    /// <summary>libduckdb.so, libduckdb.dylib or duckdb.dll beside the assembly: <see cref="DuckDbLibrary"/> has looked there before any of these is called.</summary>
    const string Lib = "duckdb";

    // --- library, configuration, database, connection ---------------------------------------------------
    [LibraryImport(Lib)]
    public static partial void duckdb_free(void* ptr);

    [LibraryImport(Lib)]
    public static partial DuckState duckdb_create_config(out ConfigHandle config);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckState duckdb_set_config(ConfigHandle config, string name, string option);

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckState duckdb_open_ext(string? path, out DatabaseHandle database, ConfigHandle config, out byte* error);

    [LibraryImport(Lib)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Lib)]
    public static partial DuckState duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Lib)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Lib)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    // --- statements and results -------------------------------------------------------------------------
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckState duckdb_prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Lib)]
    public static partial byte* duckdb_prepare_error(StatementHandle statement);

    [LibraryImport(Lib)]
    public static partial DuckState duckdb_bind_varchar_length(StatementHandle statement, ulong index, byte* utf8, ulong length);

    // The next one is marked "deprecated" in duckdb.h, yet there is no other way to a streaming result
    // (DuckDB's docs: it is not removed before there is one).
    [LibraryImport(Lib)]
    public static partial DuckState duckdb_execute_prepared_streaming(StatementHandle statement, out DuckResult result);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckState duckdb_query(ConnectionHandle connection, string sql, nint noResult);

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_result(ref DuckResult result);

    [LibraryImport(Lib)]
    public static partial byte* duckdb_result_error(ref DuckResult result);

    [LibraryImport(Lib)]
    public static partial int duckdb_result_error_type(ref DuckResult result);

    [LibraryImport(Lib)]
    public static partial ulong duckdb_column_count(ref DuckResult result);

    [LibraryImport(Lib)]
    public static partial byte* duckdb_column_name(ref DuckResult result, ulong column);

    [LibraryImport(Lib)]
    public static partial DuckType duckdb_column_type(ref DuckResult result, ulong column);

    // --- data chunks and vectors ------------------------------------------------------------------------
    [LibraryImport(Lib)]
    public static partial nint duckdb_fetch_chunk(DuckResult result); // the struct goes by value

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Lib)]
    public static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Lib)]
    public static partial void duckdb_vector_assign_string_element_len(nint vector, ulong index, byte* utf8, ulong length);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial ulong duckdb_vector_size();

    [LibraryImport(Lib)]
    public static partial nint duckdb_create_logical_type(DuckType type);

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    // --- table function (rows pulled from C# by a query, e.g. COPY ... TO 'x.parquet') --------------------
    [LibraryImport(Lib)]
    public static partial nint duckdb_create_table_function();

    [LibraryImport(Lib)]
    public static partial void duckdb_destroy_table_function(ref nint function);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_table_function_set_name(nint function, string name);

    [LibraryImport(Lib)]
    public static partial void duckdb_table_function_set_extra_info(nint function, nint info, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Lib)]
    public static partial void duckdb_table_function_set_bind(nint function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Lib)]
    public static partial void duckdb_table_function_set_init(nint function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Lib)]
    public static partial void duckdb_table_function_set_function(nint function, delegate* unmanaged[Cdecl]<nint, nint, void> main);

    [LibraryImport(Lib)]
    public static partial DuckState duckdb_register_table_function(ConnectionHandle connection, nint function);

    [LibraryImport(Lib)]
    public static partial nint duckdb_bind_get_extra_info(nint info);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_bind_add_result_column(nint info, string name, nint type);

    [LibraryImport(Lib)]
    public static partial void duckdb_init_set_max_threads(nint info, ulong max);

    [LibraryImport(Lib)]
    public static partial nint duckdb_function_get_extra_info(nint info);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_function_set_error(nint info, string error);

    public static string? Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8);
}
