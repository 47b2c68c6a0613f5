namespace Muniment.Linkage.Cleaning;

/// <summary>A key of how a Latin name sounds: its consonants in classes that spelling and transliteration keep apart.</summary>
/// <remarks>
/// <para>Our own rules, in the manner of Metaphone but for names of many origins: vowels are left out but for one in front;
/// c k q, s z sh, f v ph w, t d th and j zh dzh dg fall together; h is kept between vowels alone. A key of one consonant takes
/// its vowel with it, so that Lee and Lou differ. Words are joined, so that "mary ann" and "maryann" agree.</para>
/// <para>What is neither Latin nor transliterated stays as it is. Pure; safe on any thread.</para>
/// </remarks>
static class Sound
{
    /// <summary>Writes the key.</summary>
    public static bool Apply(ref CleanBuffer buffer)
    {
        SelectSteps.Squash(ref buffer);
        var name = buffer.Value;
        buffer.Begin(name.Length + 2);
        var vowel = (byte)0;
        for (var i = 0; i < name.Length;)
            i += One(ref buffer, name, i, ref vowel);
        if (buffer.Next.Length <= 1 && vowel != 0)
            buffer.Append(vowel);
        return buffer.Finish();
    }

    // Codes the sound at i and tells how many letters it took.
    static int One(ref CleanBuffer buffer, ReadOnlySpan<byte> name, int i, ref byte vowel)
    {
        var rest = name[i..];
        var next = rest.Length > 1 ? rest[1] : (byte)0;
        if (i == 0 && FrontTaken(ref buffer, rest) is > 0 and var taken)
            return taken;
        switch (rest[0])
        {
            case (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u':
                if (i == 0)
                    buffer.Append((byte)'a'); // Any vowel in front: Ibrahim, Abraham.
                else if (vowel == 0)
                    vowel = VowelClass(rest);
                return 1;
            case (byte)'y':
                return Y(ref buffer, i, ref vowel);
            case (byte)'h':
                if (i == 0 || (IsVowel(name[i - 1]) && IsVowel(next)))
                    Put(ref buffer, (byte)'h');
                return 1;
            case (byte)'w':
                if (i == 0 || IsVowel(next))
                    Put(ref buffer, (byte)'f'); // Wladimir; before a consonant it is part of a vowel: Brown.
                return 1;
            case (byte)'c':
                return C(ref buffer, rest);
            case (byte)'g':
                return G(ref buffer, name, i);
            case (byte)'s':
                return S(ref buffer, rest);
            case (byte)'t' or (byte)'d':
                return T(ref buffer, rest);
            case (byte)'j':
                if (i == 0 || IsVowel(next))
                    Put(ref buffer, (byte)'j');
                return 1;
            case (byte)'k' or (byte)'q':
                Put(ref buffer, (byte)'k');
                return next is (byte)'h' ? 2 : 1;
            case (byte)'p':
                Put(ref buffer, next is (byte)'h' or (byte)'f' ? (byte)'f' : (byte)'p');
                return next is (byte)'h' or (byte)'f' ? 2 : 1;
            case (byte)'b' when next is (byte)'h':
                Put(ref buffer, (byte)'b');
                return 2;
            case (byte)'x':
                if (i > 0)
                    Put(ref buffer, (byte)'k');
                Put(ref buffer, (byte)'s');
                return 1;
            case (byte)'z':
                Put(ref buffer, next is (byte)'h' ? (byte)'j' : (byte)'s');
                return next is (byte)'h' ? 2 : 1;
            case (byte)'f' or (byte)'v':
                Put(ref buffer, (byte)'f');
                return 1;
            case >= 128:
                buffer.Append(rest[0]); // A part of a character no script table knows.
                return 1;
            default:
                Put(ref buffer, rest[0]);
                return 1;
        }
    }

    // Silent letters in front, and Mac before a name.
    static int FrontTaken(ref CleanBuffer buffer, ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("kn"u8) || name.StartsWith("gn"u8) || name.StartsWith("wr"u8) || name.StartsWith("ps"u8) || name.StartsWith("pn"u8))
            return 1;
        var mac = name.StartsWith("mac"u8) ? 3 : name.StartsWith("mc"u8) ? 2 : 0;
        if (mac == 0 || name.Length < mac + 3)
            return 0;
        buffer.Append("mk"u8);
        return mac;
    }

    static int Y(ref CleanBuffer buffer, int i, ref byte vowel)
    {
        if (i == 0)
            Put(ref buffer, (byte)'j'); // Yusuf, Jusuf.
        else if (vowel == 0)
            vowel = (byte)'i';
        return 1;
    }

    static int C(ref CleanBuffer buffer, ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("chr"u8) || rest.StartsWith("chl"u8) || rest.StartsWith("chael"u8) || rest.StartsWith("chm"u8) || rest.StartsWith("chn"u8))
        {
            Put(ref buffer, (byte)'k');
            return 2;
        }
        if (rest.Length > 1 && rest[1] is (byte)'h' or (byte)'z')
        {
            Put(ref buffer, (byte)'x');
            return 2;
        }
        if (rest.Length > 1 && rest[1] is (byte)'k')
        {
            Put(ref buffer, (byte)'k');
            return 2;
        }
        Put(ref buffer, rest.Length > 1 && IsFront(rest[1]) ? (byte)'s' : (byte)'k');
        return 1;
    }

    static int G(ref CleanBuffer buffer, ReadOnlySpan<byte> name, int i)
    {
        var rest = name[i..];
        if (rest.StartsWith("gh"u8))
        {
            // Ghulam, Afghani sound; Hugh, Wright do not.
            if (i == 0 || (rest.Length > 2 && IsVowel(rest[2])))
                Put(ref buffer, (byte)'g');
            return 2;
        }
        var soft = rest.Length > 1 && (rest[1] is (byte)'e' or (byte)'y' || rest.StartsWith("gia"u8) || rest.StartsWith("gio"u8) || rest.StartsWith("giu"u8));
        Put(ref buffer, soft ? (byte)'j' : (byte)'g');
        return 1;
    }

    static int S(ref CleanBuffer buffer, ReadOnlySpan<byte> rest)
    {
        Put(ref buffer, (byte)'s');
        return rest.StartsWith("sch"u8) ? 3 : rest.Length > 1 && rest[1] is (byte)'h' or (byte)'z' ? 2 : 1;
    }

    static int T(ref CleanBuffer buffer, ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("tsch"u8) || rest.StartsWith("tch"u8))
        {
            Put(ref buffer, (byte)'x');
            return rest[1] == 's' ? 4 : 3;
        }
        if (rest.StartsWith("dzh"u8) || rest.StartsWith("dj"u8) || rest.StartsWith("dge"u8))
        {
            Put(ref buffer, (byte)'j');
            return rest[1] == 'z' ? 3 : 2;
        }
        if (rest.Length > 1 && rest[1] is (byte)'z' or (byte)'s')
        {
            Put(ref buffer, (byte)'s');
            return 2;
        }
        Put(ref buffer, (byte)'t');
        return rest.Length > 1 && rest[1] is (byte)'h' ? 2 : 1;
    }

    static bool IsVowel(byte letter) => letter is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' or (byte)'y';

    static bool IsFront(byte letter) => letter is (byte)'e' or (byte)'i' or (byte)'y';

    // ee, ea, ei, ie, i, y sound in front; oo, ou, o, u at the back.
    static byte VowelClass(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'e' when rest.StartsWith("eo"u8) => (byte)'e',
        (byte)'e' or (byte)'i' => (byte)'i',
        (byte)'o' or (byte)'u' => (byte)'u',
        _ => (byte)'a',
    };

    // The same sound twice is written once.
    static void Put(ref CleanBuffer buffer, byte sound)
    {
        if (buffer.Next.Length == 0 || buffer.Next[^1] != sound)
            buffer.Append(sound);
    }
}
