using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Muniment.Benchmarks.Checks;

/// <summary>Puts requests over so many connections, one under way on each, and times the answers.</summary>
static class Asking
{
    /// <summary>Asks all.</summary>
    /// <param name="port">The hub's port.</param>
    /// <param name="requests">Written out, in order.</param>
    /// <param name="connections">Connections.</param>
    /// <returns>[requests] the time from the first byte sent to the last received, and how many answers disclosed something.</returns>
    public static async Task<(double[] Milliseconds, int Disclosed)> RunAsync(int port, byte[][] requests, int connections)
    {
        var milliseconds = new double[requests.Length];
        var (next, disclosed) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            var answer = new byte[8192];
            for (int at; (at = Interlocked.Increment(ref next)) < requests.Length;)
            {
                var asked = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[at]);
                var length = await ReadAsync(socket, answer);
                milliseconds[at] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
                if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
                    throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, length));
                if (answer.AsSpan(0, length).IndexOf("\"disclosed\""u8) >= 0)
                    Interlocked.Increment(ref disclosed);
            }
        })));
        return (milliseconds, disclosed);
    }

    static async Task<int> ReadAsync(Socket socket, byte[] answer)
    {
        for (int length = 0, whole = int.MaxValue; ;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The hub closed the connection.");
            length += read;
            if (whole == int.MaxValue && answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                var rest = answer.AsSpan(0, end);
                rest = rest[(rest.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
                var line = rest.IndexOf((byte)'\r');
                whole = end + 4 + int.Parse(line < 0 ? rest : rest[..line], CultureInfo.InvariantCulture);
            }
            if (length >= whole)
                return length;
        }
    }
}
