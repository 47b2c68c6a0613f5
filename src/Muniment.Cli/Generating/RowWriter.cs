using System.Security.Cryptography;

namespace Muniment.Cli.Generating;

/// <summary>What one written file holds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Rows">Rows, the header not counted.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, 64 small hexadecimal digits.</param>
sealed record WrittenFile(string Name, long Rows, long Bytes, string Sha256);

/// <summary>A file to be written.</summary>
/// <param name="File">Where to; left open.</param>
/// <param name="Name">The file's name, for the result.</param>
/// <param name="Header">The first line without its end.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="NewMaker">Makes what one thread makes rows with: given the rows to append to, it returns a function that appends the row of a number.</param>
sealed record RowJob(Stream File, string Name, string Header, int Rows, Func<CsvRows, Action<int>> NewMaker);

/// <summary>Writes the rows of a file on several threads and in order, so the bytes do not depend on how many.</summary>
static class RowWriter
{
    const int RowsPerTask = 8192;

    /// <summary>Writes the header, then every row.</summary>
    /// <param name="job">What to write and where to.</param>
    /// <param name="threads">Threads that make rows, 1 or more; writing overlaps with them.</param>
    /// <param name="progress">Told the rows written so far in this file; may be null.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    public static WrittenFile Write(RowJob job, int threads, Action<long>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        void Put(byte[] block)
        {
            hash.AppendData(block);
            job.File.Write(block);
            bytes += block.Length;
        }

        Put(System.Text.Encoding.UTF8.GetBytes(job.Header + "\n"));
        var makers = new System.Collections.Concurrent.ConcurrentBag<(CsvRows Rows, Action<int> Make)>();
        byte[] Block(long first)
        {
            if (!makers.TryTake(out var maker))
            {
                var fresh = new CsvRows();
                maker = (fresh, job.NewMaker(fresh));
            }
            maker.Rows.Clear();
            for (var row = first; row < Math.Min(job.Rows, first + RowsPerTask); row++)
                maker.Make((int)row);
            var made = maker.Rows.ToUtf8();
            makers.Add(maker);
            return made;
        }

        var ahead = new Queue<Task<byte[]>>();
        for (long first = 0, written = 0; written < job.Rows; written += RowsPerTask)
        {
            cancellation.ThrowIfCancellationRequested();
            // With one thread each block is made when it is wanted, by this thread.
            for (; first < job.Rows && ahead.Count < threads + 1 && threads > 1; first += RowsPerTask)
            {
                var start = first;
                ahead.Enqueue(Task.Run(() => Block(start), CancellationToken.None));
            }
            Put(threads > 1 ? ahead.Dequeue().GetAwaiter().GetResult() : Block(written));
            progress?.Invoke(Math.Min(job.Rows, written + RowsPerTask));
        }
        return new WrittenFile(job.Name, job.Rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
