using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>Style sheets, scripts and pictures: embedded in the program, served with a hash of their content in their name, so that browsers keep them for good.</summary>
/// <remarks>Read once; immutable but for what is compressed when it is first asked for. Safe on any thread.</remarks>
public sealed class Assets
{
    const string Prefix = "assets/";
    const int HashLetters = 12;

    readonly FrozenDictionary<string, Asset> _byAddress;
    readonly FrozenDictionary<string, string> _addresses;

    Assets(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        // Ours name others ("/assets/app.css" names pictures), so those they name come first.
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        var assets = new List<Asset>();
        foreach (var (name, content) in files.OrderBy(file => file.Name.StartsWith("app.", StringComparison.Ordinal)).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            var final = name.StartsWith("app.", StringComparison.Ordinal) ? WithAddresses(content, addresses) : content;
            var hash = Convert.ToHexStringLower(SHA256.HashData(final))[..HashLetters];
            var address = $"/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
            addresses.Add(name, address);
            assets.Add(new Asset(address, ContentType(name), hash, final));
        }
        _addresses = addresses.ToFrozenDictionary(StringComparer.Ordinal);
        _byAddress = assets.ToFrozenDictionary(asset => asset.Address, StringComparer.Ordinal);
    }

    /// <summary>Those embedded in the hub.</summary>
    public static Assets Embedded { get; } = new(Read());

    /// <summary>False where the program was built without npm: pages then work unstyled.</summary>
    public bool HasStyles => _addresses.ContainsKey("app.css");

    /// <summary>The address of a file, such as "/assets/app.3f2a81c04d5e.css"; null where it was not built.</summary>
    /// <param name="name">Its name, such as "app.css" or "govuk-frontend.min.js".</param>
    public string? Address(string name) => _addresses.GetValueOrDefault(name);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", Get).AllowPublic().ExcludeFromDescription().DisableRateLimiting();

    static IResult Get(HttpContext context, string name)
    {
        if (!Embedded._byAddress.TryGetValue($"/assets/{name}", out var asset))
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var coding = !asset.Compresses ? null : accepted.Contains("br", StringComparison.Ordinal) ? "br" : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : null;
        if (coding is not null)
            headers.ContentEncoding = coding;
        return Results.Bytes(coding switch { "br" => asset.Brotli.Value, "gzip" => asset.Gzip.Value, _ => asset.Content }, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{coding}\""));
    }

    static byte[] WithAddresses(byte[] content, Dictionary<string, string> addresses)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(content));
        foreach (var (name, address) in addresses)
            text.Replace($"/assets/{name}", address);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static List<(string, byte[])> Read()
    {
        var assembly = typeof(Assets).Assembly;
        var files = new List<(string, byte[])>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files.Add((resource[Prefix.Length..], content));
        }
        return files;
    }

    static string ContentType(string name) => Path.GetExtension(name).ToLower(CultureInfo.InvariantCulture) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    sealed class Asset(string address, string contentType, string hash, byte[] content)
    {
        public string Address { get; } = address;

        public string ContentType { get; } = contentType;

        public string Hash { get; } = hash;

        public byte[] Content { get; } = content;

        public bool Compresses => Content.Length > 1000;

        public Lazy<byte[]> Brotli { get; } = new(() => Packed(content, stream => new BrotliStream(stream, CompressionLevel.Optimal)));

        public Lazy<byte[]> Gzip { get; } = new(() => Packed(content, stream => new GZipStream(stream, CompressionLevel.Optimal)));

        static byte[] Packed(byte[] content, Func<Stream, Stream> packer)
        {
            using var packed = new MemoryStream();
            using (var stream = packer(packed))
                stream.Write(content);
            return packed.ToArray();
        }
    }
}
