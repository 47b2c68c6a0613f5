namespace Muniment.Cli.Generating;

/// <summary>Email addresses at domains that RFC 2606 keeps for examples, so that nobody can be written to.</summary>
static class Emails
{
    static readonly string[] s_domains =
        ["example.com", "example.org", "example.net", "mail.example.com", "post.example.org", "inbox.example.net", "students.example.org", "home.example.com"];

    static readonly WeightedChoice s_domainUse = new([30, 22, 16, 12, 8, 6, 3, 3]);

    /// <summary>Writes an address made of a name: the same draws and names give the same address.</summary>
    /// <param name="email">Receives it.</param>
    /// <param name="forename">The forename.</param>
    /// <param name="surname">The surname.</param>
    /// <param name="draw">What the address is made by.</param>
    /// <param name="slip">Set: the record's own randomness, for a slip of typing before the @ (behind it would lie a domain of somebody).</param>
    public static void Write(FieldText email, ReadOnlySpan<char> forename, ReadOnlySpan<char> surname, ref Draw draw, Draw? slip)
    {
        email.Clear();
        switch (draw.Below(5))
        {
            case 0:
                Letters(email, forename, 20);
                break;
            case 1:
                Letters(email, forename, 1);
                email.Append('.');
                Letters(email, surname, 20);
                break;
            case 2:
                Letters(email, surname, 20);
                email.Append('_');
                Letters(email, forename, 1);
                break;
            default:
                Letters(email, forename, 20);
                email.Append('.');
                Letters(email, surname, 20);
                break;
        }
        if (draw.Chance(0.7))
            email.AppendNumber(draw.Between(1, 999));
        if (slip is { } slips)
            Slips.Typing(email, ref slips);
        email.Append('@').Append(s_domains[s_domainUse.Pick(ref draw)]);
    }

    /// <summary>The plain small letters of a name, at most so many.</summary>
    static void Letters(FieldText email, ReadOnlySpan<char> name, int most)
    {
        foreach (var letter in name)
        {
            var plain = LatinLetters.Fold(letter);
            if (!char.IsAsciiLetter(plain))
                continue;
            if (most-- == 0)
                return;
            email.Append(char.ToLowerInvariant(plain));
        }
    }
}
