using System.Globalization;
using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Plain normalisation of text: compatibility forms, case, marks, hyphens, punctuation and blanks, in one pass.</summary>
/// <remarks>ASCII values go through a table of 256 bytes; the others through their Unicode scalar values.</remarks>
sealed class TextStep
{
    /// <summary>What one pass does.</summary>
    [Flags]
    internal enum Parts
    {
        None = 0,
        Compatibility = 1,
        Case = 2,
        Marks = 4,
        Hyphens = 8,
        Punctuation = 16,
        Blanks = 32,
        All = 63,
    }

    const byte NotAscii = 0xFF;
    const byte Dropped = 0xFE;

    readonly Parts _parts;
    readonly byte[] _ascii = new byte[256];

    TextStep(Parts parts)
    {
        _parts = parts;
        for (var c = 0; c < 256; c++)
            _ascii[c] = c >= 128 ? NotAscii : Ascii((char)c);
    }

    /// <summary>Makes the steps, neighbouring parts of plain normalisation as one pass where their order allows.</summary>
    internal static IEnumerable<CleaningStep> Merge(IReadOnlyList<string> names)
    {
        var from = 0;
        while (from < names.Count)
        {
            var parts = PartsOf(names[from]);
            var to = from + 1;
            // A pass does its parts in the order of their bits, so a later name may join it if its bits are all higher.
            while (to < names.Count && parts != Parts.None && PartsOf(names[to]) > parts)
                parts |= PartsOf(names[to++]);
            if (parts == Parts.None)
                yield return CleaningSteps.Make(names[from]);
            else if (to == from + 1)
                yield return new(names[from], CleaningSteps.Describe(names[from]), new TextStep(parts).Apply);
            else
                yield return Joined([.. names.Skip(from).Take(to - from)], parts);
            from = to;
        }
    }

    internal static Parts PartsOf(string name) => name switch
    {
        "text" => Parts.All,
        "compatibility" => Parts.Compatibility,
        "case" => Parts.Case,
        "marks" => Parts.Marks,
        "hyphens" => Parts.Hyphens,
        "punctuation" => Parts.Punctuation,
        "blanks" => Parts.Blanks,
        _ => Parts.None,
    };

    static CleaningStep Joined(string[] names, Parts parts) =>
        new(string.Join('+', names), string.Join(' ', names.Select(CleaningSteps.Describe)), new TextStep(parts).Apply);

    bool Apply(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        var room = buffer.Begin(value.Length);
        var written = 0;
        var collapse = (_parts & Parts.Blanks) != 0;
        var pending = false;
        foreach (var c in value)
        {
            var mapped = _ascii[c];
            if (mapped >= Dropped)
            {
                if (mapped == NotAscii)
                    return ApplyUnicode(ref buffer);
                continue;
            }
            if (mapped == ' ' && collapse)
            {
                pending = written > 0;
                continue;
            }
            if (pending)
                room[written++] = (byte)' ';
            pending = false;
            room[written++] = mapped;
        }
        return buffer.Finish(written);
    }

    byte Ascii(char c)
    {
        if (char.IsAsciiLetterUpper(c) && (_parts & Parts.Case) != 0)
            return (byte)(c | 0x20);
        if (char.IsAsciiLetterOrDigit(c) || c == CleaningRecipe.ListSeparator)
            return (byte)c;
        if (c is ' ' or '\t' or '\n' or '\r' or '\v' or '\f')
            return (_parts & Parts.Blanks) != 0 ? (byte)' ' : (byte)c;
        if (c < ' ' || c == 0x7F)
            return (_parts & Parts.Punctuation) != 0 ? Dropped : (byte)c;
        if (c == '-')
            return (_parts & Parts.Hyphens) != 0 ? (byte)' ' : (byte)c;
        if ((_parts & Parts.Punctuation) == 0)
            return (byte)c;
        return c is '\'' or '`' ? Dropped : (byte)' ';
    }

    bool ApplyUnicode(ref CleanBuffer buffer)
    {
        buffer.Begin(2 * buffer.Value.Length);
        var rest = buffer.Value;
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var bytes);
            rest = rest[bytes..];
            if ((_parts & Parts.Compatibility) == 0)
                Put(ref buffer, rune);
            else if (CharacterFolds.Usual(rune.Value) is { } usual)
                PutAll(ref buffer, usual);
            else if (!TryCompose(ref buffer, rune))
                Put(ref buffer, rune);
        }
        if ((_parts & Parts.Blanks) != 0 && buffer.Next.Length > 0 && buffer.Next[^1] == ' ')
            buffer.Shorten(buffer.Next.Length - 1);
        return buffer.Finish();
    }

    void PutAll(ref CleanBuffer buffer, string text)
    {
        foreach (var rune in text.EnumerateRunes())
            Put(ref buffer, rune);
    }

    // One character through case, marks, hyphens, punctuation and blanks.
    void Put(ref CleanBuffer buffer, Rune rune)
    {
        if (rune.IsAscii)
        {
            PutAscii(ref buffer, _ascii[rune.Value]);
            return;
        }
        if ((_parts & Parts.Case) != 0)
            rune = Rune.ToLowerInvariant(rune);
        if ((_parts & Parts.Marks) != 0)
        {
            if (CharacterFolds.IsOptionalMark(rune.Value))
                return;
            var lower = Rune.ToLowerInvariant(rune);
            if (CharacterFolds.WithoutMark(lower.Value) is { } bare)
            {
                foreach (var part in bare.EnumerateRunes())
                    buffer.Append(lower == rune ? part : Rune.ToUpperInvariant(part));
                return;
            }
        }
        PutByCategory(ref buffer, rune);
    }

    void PutAscii(ref CleanBuffer buffer, byte mapped)
    {
        if (mapped == Dropped || (mapped == ' ' && (_parts & Parts.Blanks) != 0 && EndsBlank(buffer.Next)))
            return;
        buffer.Append(mapped);
    }

    void PutByCategory(ref CleanBuffer buffer, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DashPunctuation when (_parts & Parts.Hyphens) != 0:
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator when (_parts & Parts.Blanks) != 0:
                PutAscii(ref buffer, (byte)' ');
                break;
            case UnicodeCategory.DecimalDigitNumber when (_parts & Parts.Compatibility) != 0:
                buffer.Append((byte)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            case UnicodeCategory.DashPunctuation or UnicodeCategory.SpaceSeparator:
                buffer.Append(rune);
                break;
            case UnicodeCategory.Format or UnicodeCategory.Control when (_parts & Parts.Punctuation) != 0:
                break; // Direction marks, joiners, soft hyphens: nobody sees them.
            case >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierLetter
                when (_parts & Parts.Punctuation) != 0 && rune.Value is not (0x30FC or 0x3005):
                if (!IsApostrophe(rune.Value))
                    PutAscii(ref buffer, (byte)' ');
                break;
            default:
                buffer.Append(rune);
                break;
        }
    }

    // ' as written in O'Brien, Ka'ahumanu, Аль-Ха'ик: inside a name it is left out, not turned into a blank. Tatweel joins likewise.
    static bool IsApostrophe(int scalar) =>
        scalar is 0x2018 or 0x2019 or 0x201B or 0x2032 or 0x2BB or 0x2BC or 0x2BD or 0x2BE or 0x2BF or 0x2B9 or 0xB4 or 0x5F3 or 0xFF07 or 0x640;

    // Names typed on some systems arrive decomposed: Hangul as jamo, й as и + breve, が as か + voicing. They are put together again.
    static bool TryCompose(ref CleanBuffer buffer, Rune rune)
    {
        var mark = rune.Value;
        if (mark is not (0x306 or 0x308 or 0x3099 or 0x309A) && (mark < 0x1161 || mark > 0x11C2))
            return false;
        var previous = buffer.Next.Length;
        if (Rune.DecodeLastFromUtf8(buffer.Next, out var last, out var bytes) != System.Buffers.OperationStatus.Done)
            return false;
        var composed = (last.Value, mark) switch
        {
            (0x438, 0x306) => 0x439, // й
            (0x443, 0x306) => 0x45E, // ў
            (0x456, 0x308) => 0x457, // ї
            ( >= 0x304B and <= 0x307B or >= 0x30AB and <= 0x30DB, 0x3099) => last.Value + 1,
            (0x30A6, 0x3099) => 0x30F4, // ヴ
            ( >= 0x306F and <= 0x307B or >= 0x30CF and <= 0x30DB, 0x309A) => last.Value + 2,
            ( >= 0x1100 and <= 0x1112, >= 0x1161 and <= 0x1175) => 0xAC00 + ((((last.Value - 0x1100) * 21) + mark - 0x1161) * 28),
            ( >= 0xAC00 and <= 0xD7A3, >= 0x11A8) when (last.Value - 0xAC00) % 28 == 0 => last.Value + mark - 0x11A7,
            _ => 0,
        };
        if (composed == 0)
            return false;
        buffer.Shorten(previous - bytes);
        buffer.Append(new Rune(composed));
        return true;
    }

    static bool EndsBlank(ReadOnlySpan<byte> text) => text.IsEmpty || text[^1] == ' ';
}
