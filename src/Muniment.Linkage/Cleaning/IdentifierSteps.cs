namespace Muniment.Linkage.Cleaning;

/// <summary>Steps for codes and contacts: postcode, email, telephone, sex, document numbers.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
static class IdentifierSteps
{
    static readonly WordTable s_sexes = new(
        """
        m: male man boy homme h masculin masculine mann männlich maennlich hombre masculino maschio uomo mies mannelijk muž muz 1 м муж мужской ذكر 男
        f: female woman girl femme féminin feminin feminine frau weiblich w mujer femenino femmina donna nainen vrouw vrouwelijk žena zena 2 ж жен женский أنثى انثى 女
        x: other nonbinary non-binary non_binary intersex indeterminate d divers diverse
        """);

    /// <summary>m, f or x; missing where it is unknown.</summary>
    public static bool Sex(ref CleanBuffer buffer)
    {
        var known = s_sexes.TryGet(buffer.Value, out var sex);
        buffer.Begin(1);
        if (known)
            buffer.Append(sex);
        return buffer.Finish();
    }

    /// <summary>A United Kingdom postcode as "sw1a 1aa"; any other as its letters and digits, a United States one as its first five.</summary>
    public static bool Postcode(ref CleanBuffer buffer)
    {
        if (!SelectSteps.Code(ref buffer))
            return false;
        var code = buffer.Value;
        if (code.Length == 9 && code.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            return buffer.Keep(0, 5); // ZIP+4
        if (!IsUnitedKingdom(code))
            return true;
        buffer.Begin(code.Length + 1);
        buffer.Append(code[..^3]);
        buffer.Append((byte)' ');
        buffer.Append(code[^3..]);
        return buffer.Finish();
    }

    /// <summary>The part of a postcode that names the wider area: before the blank, or the first half (2 of 4 or 5, 3 of more).</summary>
    public static bool District(ref CleanBuffer buffer)
    {
        var blank = buffer.Value.IndexOf((byte)' ');
        return blank > 0 ? buffer.Keep(0, blank) : SelectSteps.First(ref buffer, buffer.Value.Length <= 5 ? 2 : 3);
    }

    /// <summary>Lower case, without blanks, "mailto:" and angle brackets.</summary>
    public static bool Email(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        var open = value.LastIndexOf((byte)'<');
        var close = value.LastIndexOf((byte)'>');
        if (open >= 0 && close > open)
            value = value[(open + 1)..close];
        if (value.StartsWith("mailto:"u8))
            value = value[7..];
        var room = buffer.Begin(value.Length);
        var written = 0;
        foreach (var b in value)
        {
            room[written] = char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b;
            written += b > ' ' ? 1 : 0;
        }
        return buffer.Finish(written);
    }

    /// <summary>What stands before the @, without a "+tag"; the whole value where there is no @.</summary>
    public static bool LocalPart(ref CleanBuffer buffer)
    {
        var end = buffer.Value.IndexOf((byte)'@');
        if (end < 0)
            end = buffer.Value.Length;
        var plus = buffer.Value[..end].IndexOf((byte)'+');
        return buffer.Keep(0, plus > 0 ? plus : end);
    }

    /// <summary>
    /// The last nine digits of the number without its extension: country codes, "00" and the trunk "0" stand before them, so
    /// that 07911 123456, +44 7911 123456 and +44 (0)7911 123456 become one. Missing below six digits.
    /// </summary>
    public static bool Phone(ref CleanBuffer buffer)
    {
        var extension = buffer.Value.IndexOfAny("xXeE#"u8);
        if (extension > 5)
            buffer.Keep(0, extension);
        if (!SelectSteps.Digits(ref buffer))
            return false;
        var digits = buffer.Value.TrimStart((byte)'0');
        if (digits.Length < 6)
            return false;
        var keep = Math.Min(9, digits.Length);
        return buffer.Keep(buffer.Value.Length - keep, keep);
    }

    /// <summary>Ten digits whose check digit is right; else missing.</summary>
    public static bool NhsNumber(ref CleanBuffer buffer) => SelectSteps.Digits(ref buffer) && Cleaning.NhsNumber.IsValid(buffer.Value);

    /// <summary>Two letters, six digits and a letter a to d if it was given, lower case; missing if the shape or the prefix cannot be.</summary>
    public static bool NationalInsuranceNumber(ref CleanBuffer buffer) =>
        SelectSteps.Code(ref buffer) && Cleaning.NationalInsuranceNumber.IsValid(buffer.Value);

    // A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA.
    static bool IsUnitedKingdom(ReadOnlySpan<byte> code)
    {
        if (code.Length is < 5 or > 7 || !IsDigit(code[^3]) || !IsLetter(code[^2]) || !IsLetter(code[^1]) || !IsLetter(code[0]))
            return false;
        var outward = code[..^3];
        var letters = IsLetter(outward[1]) ? 2 : 1;
        if (outward.Length <= letters || !IsDigit(outward[letters]))
            return false;
        return outward.Length == letters + 1 || outward.Length == letters + 2;
    }

    static bool IsDigit(byte b) => char.IsAsciiDigit((char)b);

    static bool IsLetter(byte b) => char.IsAsciiLetter((char)b);
}
