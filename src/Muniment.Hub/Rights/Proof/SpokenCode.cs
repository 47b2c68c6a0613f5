using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Muniment.Hub.Rights.Proof;

/// <summary>Codes that people read, say and type: Crockford's base 32, in groups, forgiving in what is typed.</summary>
static class SpokenCode
{
    const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // None looks like another.
    const int Longest = 64;

    /// <summary>A random code, such as 7K2M-9XQ4-B3HV-1ZC8; 5 bits a letter.</summary>
    public static string New(int groups, int size) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Letters, size)));

    /// <summary>What was typed, as it counts: capitals and digits alone; O is 0, I and L are 1.</summary>
    public static string Bare(string? typed)
    {
        var text = new StringBuilder();
        foreach (var letter in (typed ?? "").ToUpper(CultureInfo.InvariantCulture).Where(char.IsAsciiLetterOrDigit).Take(Longest))
            text.Append(letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter });
        return text.ToString();
    }

    /// <summary>What is stored instead of a code and what goes with it.</summary>
    public static string Hash(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))));
}
