using System.IO.Compression;
using System.Text;

namespace Muniment.Tables.Tests;

/// <summary>A folder of a test's own, deleted with everything in it.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muniment-test-").FullName;

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public string File(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string Packed(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        using var stream = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
