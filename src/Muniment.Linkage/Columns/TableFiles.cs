using System.Globalization;
using System.Text;
using static Muniment.Linkage.Columns.SectionFile;

namespace Muniment.Linkage.Columns;

/// <summary>A table as a folder of files, mapped into memory when it is opened.</summary>
/// <remarks>
/// <code>
/// table.index     the sources, the columns' names, and the header checksum of every other file
/// ids.column      the record ids, apart from everything that decides
/// 0000.column     the first field; 0001.column the second; and so on
/// </code>
/// Layout of a file: <see cref="SectionFile"/> and docs/formats/columns.md (keep in sync). The same table gives the same bytes on every machine.
/// Safe on any thread.
/// </remarks>
public static unsafe class TableFiles
{
    const string IndexName = "table.index";
    const string IdsName = "ids.column";

    /// <summary>Writes a table.</summary>
    /// <param name="table">What to write.</param>
    /// <param name="create">Opens a new file of that name for writing; it is closed after use.</param>
    public static void Write(RecordTable table, Func<string, Stream> create)
    {
        var index = new MemoryStream();
        using var writer = new BinaryWriter(index, Encoding.UTF8); // Little-endian on every machine.
        writer.Write(table.Sources.Count);
        foreach (var source in table.Sources)
        {
            writer.Write(source.FirstRow);
            writer.Write(source.RowCount);
            writer.Write(source.Name);
        }
        using (var stream = create(IdsName))
            writer.Write(WriteValues(stream, Kind.Ids, table.Count, table.Ids));
        writer.Write(table.Columns.Count);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            writer.Write(column.Name);
            using var stream = create(ColumnName(i));
            writer.Write(WriteValues(stream, Kind.Column, table.Count, column.Values, new Section(column.Codes.Pointer, column.Codes.Length * sizeof(int))));
        }
        var bytes = index.ToArray();
        using var last = create(IndexName);
        fixed (byte* pointer = bytes)
            SectionFile.Write(last, Kind.Table, table.Count, table.Columns.Count, new Section(pointer, bytes.Length));
    }

    /// <summary>Opens a table: nothing is read but what is looked at, unless it is verified.</summary>
    /// <param name="folder">Where <see cref="Write"/> put it.</param>
    /// <param name="verify">True: every byte is compared with its checksum, and every code and offset with its range, about a second for two gigabytes. False: the headers alone; only for files that were verified before.</param>
    /// <exception cref="DamagedFileException">A file is not as it was written.</exception>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    public static RecordTable Open(string folder, bool verify = true)
    {
        using var index = SectionFile.Open(Path.Combine(folder, IndexName), Kind.Table, 1, verify: true);
        var (start, length) = index.SectionAt(64);
        using var reader = new BinaryReader(new UnmanagedMemoryStream(index.Pointer + start, length), Encoding.UTF8);
        var rows = (int)index.Long(16);
        var opened = new List<IDisposable>();
        try
        {
            var sources = new RecordSource[reader.ReadInt32()];
            for (var i = 0; i < sources.Length; i++)
            {
                var (first, count) = (reader.ReadInt32(), reader.ReadInt32());
                sources[i] = new(reader.ReadString(), first, count);
            }
            var ids = OpenValues(Path.Combine(folder, IdsName), Kind.Ids, rows, reader.ReadUInt32(), verify, out _);
            opened.Add(ids);
            var columns = new Column[reader.ReadInt32()];
            for (var i = 0; i < columns.Length; i++)
            {
                var name = reader.ReadString();
                var values = OpenValues(Path.Combine(folder, ColumnName(i)), Kind.Column, rows, reader.ReadUInt32(), verify, out var codes);
                columns[i] = new(name, codes!, values);
                opened.Add(columns[i]);
            }
            return new(sources, ids, columns);
        }
        catch
        {
            foreach (var file in opened)
                file.Dispose();
            throw;
        }
    }

    static string ColumnName(int index) => index.ToString("D4", CultureInfo.InvariantCulture) + ".column";

    static uint WriteValues(Stream stream, Kind kind, long rows, ValueDictionary values, params ReadOnlySpan<Section> codes) =>
        SectionFile.Write(
            stream,
            kind,
            rows,
            values.Count,
            [new(values.Offsets.Pointer, (values.Count + 1L) * sizeof(long)), new(values.Bytes.Pointer, values.ByteCount), .. codes]);

    static ValueDictionary OpenValues(string path, Kind kind, int rows, uint checksum, bool verify, out NativeArray<int>? codes)
    {
        using var file = SectionFile.Open(path, kind, kind == Kind.Column ? 3 : 2, verify);
        file.Expect(file.Number(36) == checksum, 36, "checksum of the header", $"{checksum:x8}, as table.index says", $"{file.Number(36):x8}");
        file.Expect(file.Long(16) == rows, 16, "number of rows", rows, file.Long(16));
        var count = file.Long(24);
        file.Expect(count is >= 1 and <= int.MaxValue && file.SectionAt(64).Length == (count + 1) * sizeof(long), 24, "number of values", $"{(file.SectionAt(64).Length / sizeof(long)) - 1}", count);
        if (verify)
            CheckOffsets(file, count);
        if (kind == Kind.Column)
            CheckCodes(file, rows, count, verify);
        codes = kind == Kind.Column ? file.Array<int>(2) : null;
        return new(file.Array<byte>(1), file.Array<long>(0), (int)count);
    }

    static void CheckOffsets(MappedFile file, long count)
    {
        var (start, _) = file.SectionAt(64);
        var offsets = (long*)(file.Pointer + start);
        var bytes = file.SectionAt(96).Length;
        file.Expect(offsets[0] == 0 && offsets[1] == 0, start, "offset of the missing value", 0, offsets[1]);
        for (long code = 1; code <= count; code++)
        {
            if (offsets[code] < offsets[code - 1])
                file.Expect(false, start + (code * sizeof(long)), $"offset {code}", $"at least {offsets[code - 1]}", offsets[code]);
        }
        file.Expect(offsets[count] == bytes, start + (count * sizeof(long)), "last offset", bytes, offsets[count]);
    }

    static void CheckCodes(MappedFile file, long rows, long count, bool verify)
    {
        var (start, length) = file.SectionAt(128);
        file.Expect(length == rows * sizeof(int), 136, "length of the codes", rows * sizeof(int), length);
        var codes = (int*)(file.Pointer + start);
        for (long row = 0; verify && row < rows; row++)
        {
            if ((uint)codes[row] >= (uint)count)
                file.Expect(false, start + (row * sizeof(int)), $"code of row {row}", $"below {count}", codes[row]);
        }
    }
}
