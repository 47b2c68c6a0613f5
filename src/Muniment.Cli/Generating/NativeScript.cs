namespace Muniment.Cli.Generating;

/// <summary>Writes a romanised name in the script of its origin, letter by letter, where the data does not give the form used at home.</summary>
/// <remarks>Good enough to try programs on, not to address anybody. Pure; safe on any thread.</remarks>
static class NativeScript
{
    // Longest first: two letters before one. A dash stands for nothing written.
    static readonly Dictionary<Script, Dictionary<string, string>> s_letters = new()
    {
        [Script.Cyrillic] = Table("shch щ zh ж kh х ts ц ch ч sh ш yu ю ya я ye е yo ё a а b б c к d д e е f ф g г h х i и j дж k к l л m м n н o о p п q к r р s с t т u у v в w в x кс y й z з"),
        [Script.Greek] = Table("th θ ch χ ps ψ ks ξ ou ου mp μπ nt ντ ph φ a α b μπ c κ d δ e ε f φ g γ h χ i ι j τζ k κ l λ m μ n ν o ο p π q κ r ρ s σ t τ u ου v β w β x ξ y υ z ζ"),
        [Script.Armenian] = Table("kh խ ts ծ ch չ sh շ zh ժ gh ղ ye ե a ա b բ c կ d դ e ե f ֆ g գ h հ i ի j ջ k կ l լ m մ n ն o ո p պ q ք r ր s ս t տ u ու v վ w վ x խ y յ z զ"),
        [Script.Georgian] = Table("kh ხ ts ც ch ჩ sh შ zh ჟ gh ღ dz ძ a ა b ბ c კ d დ e ე f ფ g გ h ჰ i ი j ჯ k კ l ლ m მ n ნ o ო p პ q ყ r რ s ს t ტ u უ v ვ w ვ x ხ y ი z ზ"),
        [Script.Arabic] = Table("al- ال el- ال kh خ sh ش ch چ th ث dh ذ gh غ aa ا ee ي oo و ou و ai ي a ا b ب c ك d د e - f ف g گ h ه i ي j ج k ك l ل m م n ن o و p پ q ق r ر s س t ت u و v ڤ w و x كس y ي z ز"),
        [Script.Hebrew] = Table("ch ח sh ש tz צ ts צ th ת ph פ a - b ב c כ d ד e - f פ g ג h ה i י j ג k ק l ל m מ n נ o ו p פ q ק r ר s ס t ט u ו v ו w ו x קס y י z ז"),
        [Script.Devanagari] = Table("kh ख gh घ chh छ ch च jh झ th थ dh ध ph फ bh भ sh श ksh क्ष b ब c क d द f फ g ग h ह j ज k क l ल m म n न p प q क r र s स t त v व w व x क्स y य z ज़"),
        [Script.Bengali] = Table("kh খ gh ঘ ch চ jh ঝ th থ dh ধ ph ফ bh ভ sh শ b ব c ক d দ f ফ g গ h হ j জ k ক l ল m ম n ন p প q ক r র s স t ত v ভ w ও x ক্স y য় z জ"),
        [Script.Thai] = Table("ng ง ch ช ph พ th ท kh ข b บ c ค d ด f ฟ g ก h ห j จ k ก l ล m ม n น p ป q ก r ร s ส t ต v ว w ว x ซ y ย z ซ"),
    };

    // Vowels of the scripts that hang them on a consonant: at the start of a word, then after a consonant.
    static readonly Dictionary<Script, (string Vowels, string[] Alone, string[] Hung)> s_vowels = new()
    {
        [Script.Devanagari] = ("aeiou", ["अ", "ए", "इ", "ओ", "उ"], ["ा", "े", "ि", "ो", "ु"]),
        [Script.Bengali] = ("aeiou", ["আ", "এ", "ই", "ও", "উ"], ["া", "ে", "ি", "ো", "ু"]),
        [Script.Thai] = ("aeiou", ["อา", "เอ", "อิ", "โอ", "อุ"], ["า", "ะ", "ิ", "อ", "ุ"]),
    };

    /// <summary>Appends a name in a script; false, and nothing appended, when the script is not written letter by letter.</summary>
    public static bool Append(FieldText into, ReadOnlySpan<char> latin, Script script)
    {
        if (!s_letters.TryGetValue(script, out var table))
            return false;
        var lookup = table.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> plain = stackalloc char[latin.Length];
        for (var i = 0; i < latin.Length; i++)
            plain[i] = char.ToLowerInvariant(LatinLetters.Fold(latin[i]));
        var start = into.Length;
        var afterConsonant = false;
        for (var at = 0; at < plain.Length;)
        {
            var step = Math.Min(4, plain.Length - at);
            string? written = null;
            while (step > 0 && !lookup.TryGetValue(plain.Slice(at, step), out written))
                step--;
            if (step > 0)
                afterConsonant = true;
            else
            {
                step = 1;
                written = Vowel(plain[at], script, afterConsonant);
                afterConsonant = false;
            }
            into.Append(written is null ? plain.Slice(at, 1) : written);
            at += step;
        }
        Finish(into, start, script);
        return true;
    }

    static string? Vowel(char letter, Script script, bool afterConsonant)
    {
        if (!s_vowels.TryGetValue(script, out var vowels) || vowels.Vowels.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var place))
            return letter is '\'' ? "" : null;
        return (afterConsonant ? vowels.Hung : vowels.Alone)[place];
    }

    /// <summary>A capital where the script has them, and the Greek sigma that ends a word.</summary>
    static void Finish(FieldText into, int start, Script script)
    {
        if (script is not (Script.Cyrillic or Script.Greek or Script.Armenian))
            return;
        var letters = into.Letters;
        for (var i = start; i < letters.Length; i++)
        {
            if (i == start || letters[i - 1] is ' ' or '-')
                letters[i] = char.ToUpperInvariant(letters[i]);
            if (letters[i] == 'σ' && (i == letters.Length - 1 || letters[i + 1] is ' ' or '-'))
                letters[i] = 'ς';
        }
    }

    static Dictionary<string, string> Table(string pairs)
    {
        var words = pairs.Split(' ');
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i += 2)
            table.Add(words[i], words[i + 1] == "-" ? "" : words[i + 1]);
        return table;
    }
}
