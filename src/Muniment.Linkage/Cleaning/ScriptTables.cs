using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Letters of other scripts and the Latin letters nearest to their sound.</summary>
/// <remarks>General knowledge. A row is letter=Latin; nothing after the sign: the letter has no sound. Immutable; safe on any thread.</remarks>
static class ScriptTables
{
    const string Letters =
        // Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh.
        "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya " +
        "і=i ї=yi є=ye ґ=g ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=gj ќ=kj ѕ=dz ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h " +
        // Greek.
        "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=y φ=f χ=ch ψ=ps ω=o " +
        // Armenian.
        "ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=e թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k և=ev օ=o ֆ=f " +
        // Georgian.
        "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=k შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h " +
        // Hebrew; ו and י are more often vowels than not inside a word.
        "א= ב=b ג=g ד=d ה=h ו=o ז=z ח=h ט=t י=i כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t " +
        // Arabic, Persian, Urdu; و and ي likewise.
        "ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ل=l م=m ن=n ه=h و=u ي=i ء= پ=p چ=ch ژ=zh گ=g ڤ=v ٹ=t ڈ=d ڑ=r ں=n ۇ=u ې=e ړ=r ښ=sh ګ=g ټ=t ډ=d ڼ=n څ=ts ځ=dz";

    const string Initials = "я=ya ю=yu є=ye ї=yi ו=v י=y א=a و=w ي=y ե=ye ո=vo";

    // Two letters for one sound, and letters that sound otherwise in front of a word (marked ^).
    const string Pairs = "ου=ou ει=i οι=i αι=e αυ=av ευ=ev γγ=ng γχ=nch ^μπ=b ^ντ=d ^γκ=g μπ=mp ντ=nt γκ=nk τζ=tz ու=u ия=ia ая=aia ий=y ый=y ье=ye ъе=ye ال=al";

    /// <summary>Names whose usual Latin form cannot be told from their letters, because vowels are not written or a surname has a spelling of its own.</summary>
    public static readonly WordTable WholeWords = new(
        """
        muhammad: محمد מוחמד; ahmad: احمد; mahmud: محمود; hamid: حامد حميد; hasan: حسن; hussain: حسين; ali: علي; omar: عمر; othman: عثمان; khalid: خالد; yusuf: يوسف; ibrahim: ابراهيم; ismail: اسماعيل; mustafa: مصطفي; said: سعيد; saad: سعد; salim: سالم سليم
        abdullah: عبدالله عبداللاه; abd: عبد; abdulrahman: عبدالرحمن عبدالرحمان; abdulaziz: عبدالعزيز; karim: كريم; rahim: رحيم; tariq: طارق; jamal: جمال; kamal: كمال; nasir: ناصر; nasser: نصر; samir: سمير; amir: امير عامر; anwar: انور; akram: اكرم; adnan: عدنان; bilal: بلال; faisal: فيصل; fahd: فهد
        hamza: حمزه; jaber: جابر; jafar: جعفر; kassem: قاسم; majid: ماجد مجيد; marwan: مروان; munir: منير; murad: مراد; nabil: نبيل; rashid: راشد رشيد; sami: سامي; sharif: شريف; sulaiman: سليمان; umar: عمار; walid: وليد; yahya: يحيي; yasin: ياسين; zaid: زيد; ziad: زياد; reza: رضا; mehdi: مهدي; mohsen: محسن; hamed: هامد
        fatima: فاطمه; aisha: عائشه عايشه; maryam: مريم; zainab: زينب; khadija: خديجه; layla: ليلي; nur: نور; amina: امنه امينه; sara: ساره; salma: سلمي; samira: سميره; nadia: ناديه; rania: رانيا; hana: هناء هنا; huda: هدي; mona: مني; zahra: زهراء زهرا; hassan: حسان; khan: خان; shah: شاه; malik: مالك ملك; saleh: صالح; mansour: منصور; haddad: حداد; khoury: خوري
        david: דוד דויד; moshe: משה; avraham: אברהם; yitzhak: יצחק; yaakov: יעקב; yosef: יוסף; shlomo: שלמה; sarah: שרה; rivka: רבקה; rachel: רחל; leah: לאה; miriam: מרים; cohen: כהן; levi: לוי; chaim: חיים; eliezer: אליעזר; daniel: דניאל; michael: מיכאל; yehuda: יהודה; esther: אסתר; hannah: חנה; natan: נתן; aharon: אהרן אהרון; mizrahi: מזרחי; peretz: פרץ
        kim: 김 金; lee: 이 리 李; park: 박 朴; choi: 최 崔; jung: 정 鄭 郑; kang: 강; cho: 조; yoon: 윤; jang: 장; lim: 임; han: 한 韩 韓; oh: 오; shin: 신; seo: 서; kwon: 권; hwang: 황; ahn: 안; song: 송 宋; yoo: 유; hong: 홍 洪
        wang: 王 汪; zhang: 张 張 章; liu: 刘 劉; chen: 陈 陳; yang: 杨 楊; zhao: 赵 趙; huang: 黄 黃; zhou: 周; wu: 吴 吳 武; xu: 徐 许 許; sun: 孙 孫; hu: 胡; zhu: 朱; gao: 高; lin: 林; he: 何 贺; guo: 郭; ma: 马 馬; luo: 罗 羅; liang: 梁; xie: 谢 謝; tang: 唐 汤; deng: 邓 鄧; feng: 冯 馮; cao: 曹; peng: 彭; zeng: 曾; xiao: 肖 萧; tian: 田; dong: 董
        pan: 潘; yuan: 袁; cai: 蔡; jiang: 蒋 江 姜; yu: 余 于 俞; du: 杜; ye: 叶 葉; cheng: 程; wei: 魏 韦; su: 苏 蘇; lu: 吕 卢 陆 路; ding: 丁; ren: 任; yao: 姚; shen: 沈; zhong: 钟; tan: 谭; fan: 范 樊; jin: 金; shi: 石 史; liao: 廖; jia: 贾; xia: 夏; fu: 傅; fang: 方; zou: 邹; xiong: 熊; bai: 白; meng: 孟; qin: 秦; qiu: 邱; hou: 侯; yin: 尹; xue: 薛; yan: 阎 严 颜; duan: 段; lei: 雷; long: 龙 龍; qian: 钱
        tao: 陶; mao: 毛; hao: 郝; gong: 龚; shao: 邵; wan: 万 萬; kong: 孔; mo: 莫; ouyang: 欧阳 歐陽; sima: 司马 司馬; zhuge: 诸葛 諸葛; shangguan: 上官; situ: 司徒
        """);

    static readonly byte[]?[] s_letters = Read(Letters);
    static readonly byte[]?[] s_initials = Read(Initials);
    static readonly (byte[] From, byte[] To, bool AtStart)[] s_pairs =
        [.. Pairs.Split(' ').Select(row => row.Split('=')).Select(row => (Bytes(row[0].TrimStart('^')), Bytes(row[1]), row[0][0] == '^'))];

    static readonly byte[][] s_hangulInitials = [.. "g kk n d tt r m b pp s ss - j jj ch k t p h".Split(' ').Select(part => Bytes(part.Replace("-", "", StringComparison.Ordinal)))];
    static readonly byte[][] s_hangulVowels = [.. "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".Split(' ').Select(Bytes)];
    static readonly byte[][] s_hangulFinals = [.. "- k k k n n n t l k m l l l p l m p p t t ng t t k t p h".Split(' ').Select(part => Bytes(part.Replace("-", "", StringComparison.Ordinal)))];

    /// <summary>Latin for a letter; null: it is of no script here.</summary>
    public static byte[]? Letter(int scalar) => scalar < s_letters.Length ? s_letters[scalar] : null;

    /// <summary>Latin for a letter in front of a word, if it differs there.</summary>
    public static byte[]? Initial(int scalar) => scalar < s_initials.Length ? s_initials[scalar] : null;

    /// <summary>Latin for two letters that stand for one sound.</summary>
    public static bool TryPair(ReadOnlySpan<byte> text, bool atStart, out byte[] latin, out int bytes)
    {
        foreach (var (from, to, onlyAtStart) in s_pairs)
        {
            if ((!onlyAtStart || atStart) && text.StartsWith(from))
            {
                (latin, bytes) = (to, from.Length);
                return true;
            }
        }
        (latin, bytes) = ([], 0);
        return false;
    }

    /// <summary>Writes a Hangul syllable, Revised Romanization of Korean without its assimilations.</summary>
    /// <param name="buffer">Receives the letters.</param>
    /// <param name="syllable">0-based index of the syllable from U+AC00: initial × 588 + vowel × 28 + final.</param>
    public static void Hangul(ref CleanBuffer buffer, int syllable)
    {
        buffer.Append(s_hangulInitials[syllable / 588]);
        buffer.Append(s_hangulVowels[syllable / 28 % 21]);
        buffer.Append(s_hangulFinals[syllable % 28]);
    }

    static byte[]?[] Read(string rows)
    {
        var table = new byte[]?[0x1100];
        foreach (var row in rows.Split(' '))
            table[row[0]] = Bytes(row[2..]);
        return table;
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
