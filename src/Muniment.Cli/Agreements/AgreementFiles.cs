using System.Collections.Immutable;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Tables;

namespace Muniment.Cli.Agreements;

/// <summary>Reads the files that the agreement commands are given; what is wrong with one is said with its name.</summary>
static class AgreementFiles
{
    /// <summary>One byte more than the formats accept, so that a longer file is refused by them and not read to its end.</summary>
    const int MostBytes = (1 << 20) + 1;

    public static Agreement Agreement(string path) => Read(path, AgreementJson.Read);

    public static ImmutableArray<Pause> Pauses(string? path) => path is null ? [] : Read(path, PauseJson.ReadList);

    public static PersonFacts Person(string path) => Read(path, PersonFactsJson.Read);

    static T Read<T>(string path, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            var bytes = new byte[MostBytes];
            return read(bytes.AsMemory(0, stream.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false)));
        }
        catch (ExchangeFormatException exception)
        {
            throw new BadInputException($"{(path == "-" ? "standard input" : path)}: {exception.Message}", exception);
        }
    }
}
