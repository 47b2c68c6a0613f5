using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>Takes a list in: into a file for this account alone, hashed while it comes.</summary>
static class BulkUpload
{
    const int BufferSize = 1 << 16;

    /// <summary>Writes a body to a file that must not exist yet, flushed.</summary>
    /// <returns>[32] its SHA-256.</returns>
    /// <exception cref="ProblemException">It is empty or too long; what was written is removed.</exception>
    public static async Task<byte[]> WriteAsync(HttpContext context, string path)
    {
        if (context.Request.ContentLength > BulkStore.LargestBody)
            throw TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BulkStore.LargestBody + 1;
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (var file = new FileStream(path, settings))
            {
                var buffer = new byte[BufferSize];
                for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0;)
                {
                    if ((length += read) > BulkStore.LargestBody)
                        throw TooLarge();
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted).ConfigureAwait(false);
                }
                file.Flush(flushToDisk: true);
            }
            return length > 0 ? hash.GetHashAndReset() : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-list", "The list is empty.");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    static ProblemException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "too-large", $"A list has at most {BulkStore.LargestBody} bytes and {BulkStore.MostRows} rows. Send it in parts.");
}
