using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Exchange.Outcomes;

/// <summary>What a partner says came of a disclosure.</summary>
/// <param name="Outcome">One of <see cref="All"/>.</param>
/// <param name="Words">Up to 500 letters without personal data; null: none.</param>
public sealed record ReturnedOutcome(string Outcome, string? Words)
{
    /// <summary>What was disclosed was used.</summary>
    public const string Used = "used";

    /// <summary>It was not.</summary>
    public const string NotUsed = "not-used";

    /// <summary>It was about somebody else.</summary>
    public const string WrongPerson = "wrong-person";

    /// <summary>It was about her, and wrong.</summary>
    public const string WrongData = "wrong-data";

    /// <summary>Something else.</summary>
    public const string Other = "other";

    const int LongestWords = 500;
    const int LongestNumber = 3;

    /// <summary>All outcomes there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Used, NotUsed, WrongPerson, WrongData, Other];

    /// <summary>Whether an outcome says that the disclosure was wrong.</summary>
    public static bool IsWrong(string outcome) => outcome is WrongPerson or WrongData;

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">It is not as documented, or the words look like personal data.</exception>
    internal static ReturnedOutcome Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return StrictObject.ReadDocument(utf8, static json => new ReturnedOutcome(
                json.Shaped("outcome", All.Contains, string.Join(", ", All)), json.TextOrNull("words", LongestWords) is { } words ? Checked(words) : null));
        }
        catch (ExchangeFormatException)
        {
            // Its own sentence may quote the body.
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-outcome", $"Send {{\"outcome\": one of {string.Join(", ", All)}, \"words\": up to {LongestWords} letters, or left out}}.");
        }
    }

    /// <summary>Numbers and addresses are what personal data in free words mostly is. Names cannot be told from other words: the documentation asks for none.</summary>
    static string Checked(string words)
    {
        var digits = 0;
        foreach (var letter in words)
        {
            digits = char.IsDigit(letter) ? digits + 1 : letter is ' ' or '-' or '/' or '.' ? digits : 0;
            if (digits > LongestNumber || letter == '@' || (char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
                throw new ProblemException(StatusCodes.Status400BadRequest, "personal-data", $"The words hold a number of more than {LongestNumber} digits, an '@' or a control character. Say what came of it without anything about the person.");
        }
        return words;
    }
}
