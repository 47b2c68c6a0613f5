using System.Buffers.Binary;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Columns;

/// <summary>The container that all files of a table share: a header, and sections with a checksum each.</summary>
/// <remarks>
/// <code>
/// 0    8  magic "MUNIMENT"             64 + 32 i   8  offset of section i, a multiple of 64
/// 8    4  version, 1                        + 8    8  length of section i, in bytes
/// 12   4  kind                              + 16   4  checksum of section i, CRC-32C
/// 16   8  rows                              + 20  12  0
/// 24   8  values
/// 32   4  number of sections           sections in order, each begun at a multiple of 64, 0 between;
/// 36   4  checksum of the header        64 zero bytes after the last, so that 64 bytes are readable from any byte of a section
/// 40  24  0
/// </code>
/// All numbers are little-endian and unsigned. The header's checksum covers all 64 + 32 n bytes, itself taken as 0.
/// Keep in sync with docs/formats/columns.md. Safe on any thread.
/// </remarks>
static unsafe class SectionFile
{
    public const int Version = 1;
    public const int Alignment = 64;
    const int HeaderBytes = 64;
    const int EntryBytes = 32;
    const int ChecksumAt = 36;

    /// <summary>What a file holds.</summary>
    public enum Kind
    {
        Table = 1,
        Ids = 2,
        Column = 3,
    }

    /// <summary>Bytes somewhere in memory that are one section.</summary>
    public readonly struct Section(void* start, long length)
    {
        public byte* Start { get; } = (byte*)start;

        public long Length { get; } = length;
    }

    /// <summary>Writes a file.</summary>
    /// <returns>The header's checksum, which stands for the whole file.</returns>
    public static uint Write(Stream stream, Kind kind, long rows, long values, params ReadOnlySpan<Section> sections)
    {
        RefuseBigEndian();
        var header = new byte[Aligned(HeaderBytes + (sections.Length * EntryBytes))];
        "MUNIMENT"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), (int)kind);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), rows);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), values);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), sections.Length);
        long offset = header.Length;
        for (var i = 0; i < sections.Length; i++)
        {
            var entry = header.AsSpan(HeaderBytes + (i * EntryBytes), EntryBytes);
            BinaryPrimitives.WriteInt64LittleEndian(entry, offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], sections[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], Crc32C.Of(sections[i].Start, sections[i].Length));
            offset += Aligned(sections[i].Length);
        }
        var checksum = Crc32C.Of(header.AsSpan(0, HeaderBytes + (sections.Length * EntryBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), checksum);
        stream.Write(header);
        var zeros = new byte[Alignment];
        foreach (var section in sections)
        {
            for (long at = 0; at < section.Length; at += 1 << 24)
                stream.Write(new ReadOnlySpan<byte>(section.Start + at, (int)Math.Min(1 << 24, section.Length - at)));
            stream.Write(zeros, 0, (int)(Aligned(section.Length) - section.Length));
        }
        stream.Write(zeros);
        return checksum;
    }

    /// <summary>Maps a file and checks its header and, if asked to, every section.</summary>
    /// <exception cref="DamagedFileException">It is not as it was written.</exception>
    public static MappedFile Open(string path, Kind kind, int sections, bool verify)
    {
        RefuseBigEndian();
        var file = MappedFile.Open(path);
        try
        {
            Check(file, kind, sections, verify);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    static void Check(MappedFile file, Kind kind, int sections, bool verify)
    {
        var headerBytes = HeaderBytes + (sections * EntryBytes);
        file.Expect(file.Length >= headerBytes, 0, "length", $"at least {headerBytes}", file.Length);
        var header = new ReadOnlySpan<byte>(file.Pointer, headerBytes);
        file.Expect(header.StartsWith("MUNIMENT"u8), 0, "first eight bytes", "MUNIMENT", Convert.ToHexString(header[..8]));
        file.Expect(file.Number(8) == Version, 8, "version", Version, file.Number(8));
        var copy = header.ToArray();
        copy.AsSpan(ChecksumAt, 4).Clear();
        file.Expect(Crc32C.Of(copy) == file.Number(ChecksumAt), ChecksumAt, "checksum of the header", $"{Crc32C.Of(copy):x8}", $"{file.Number(ChecksumAt):x8}");
        file.Expect(file.Number(12) == (uint)kind, 12, "kind", (int)kind, file.Number(12));
        file.Expect(file.Number(32) == sections, 32, "number of sections", sections, file.Number(32));
        for (var i = 0; i < sections; i++)
        {
            var (start, length) = file.SectionAt(HeaderBytes + (i * EntryBytes));
            file.Expect(start >= 0 && length >= 0 && start % Alignment == 0 && length <= file.Length && start <= file.Length - Alignment - length, HeaderBytes + (i * EntryBytes), $"end of section {i}", $"before byte {file.Length - Alignment}", start + length);
            if (!verify)
                continue;
            var checksum = Crc32C.Of(file.Pointer + start, length);
            var written = file.Number(HeaderBytes + (i * EntryBytes) + 16);
            file.Expect(checksum == written, start, $"checksum of section {i}", $"{written:x8}", $"{checksum:x8}");
        }
    }

    static long Aligned(long length) => (length + Alignment - 1) / Alignment * Alignment;

    static void RefuseBigEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Column files are little-endian and mapped as they are; this processor is big-endian.");
    }
}
