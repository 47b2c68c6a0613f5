namespace Muniment.Linkage.Cleaning;

/// <summary>What single characters become when compatibility forms are unified and marks are taken off.</summary>
/// <remarks>
/// The runtime's own normalisation does nothing where globalisation is invariant (checked on .NET 10: it returns its input),
/// and elsewhere depends on the machine's ICU. So the decompositions that occur in names are kept here. Source: Unicode
/// Character Database 14, canonical and compatibility decompositions, and the letters it does not decompose (ø, ł, đ, ß …).
/// Safe on any thread.
/// </remarks>
static class CharacterFolds
{
    // Each word is target=sources. Sources are lower case; an upper-case letter is looked up by its lower-case form.
    const string MarkRows =
        "o=øǿɔòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ l=łĺļľḷḹḻḽ d=đðɗɖďḋḍḏḑḓ h=ħĥȟḣḥḧḩḫẖ i=İıɨìíîïĩīĭįǐȉȋḭḯỉị t=ŧţťțṫṭṯṱẗ n=ŋŉñńņňǹṅṇṉṋ ae=æǽǣ oe=œ ss=ß th=þ " +
        "a=əǝàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ b=ɓƀḃḅḇ k=ƙĸķǩḱḳḵ y=ƴýÿŷȳẏẙỳỵỷỹ e=ɛèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ g=ɣǥĝğġģǧǵḡ v=ʋṽṿ f=ƒḟ z=ȥƶźżžẑẓẕ " +
        "u=ʉùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự σ=ς е=ёѐ и=ѝ ij=ĳ \u064A=\u0649\u06CC\u06D2\u0626 \u0643=\u06A9 \u0647=\u0629\u06C0\u06C1\u06BE\u06C3 " +
        "\u0627=\u0671\u0622\u0623\u0625 c=çćĉċčḉ j=ĵǰ r=ŕŗřȑȓṙṛṝṟ s=śŝşšșṡṣṥṧṩ w=ŵẁẃẅẇẉẘ ʒ=ǯ ι=ΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ α=άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ ε=έἐἑἒἓἔἕὲέ " +
        "η=ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ υ=ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ ο=όὀὁὂὃὄὅὸό ω=ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ \u0648=\u0624 \u06C1=\u06C2 \u06D2=\u06D3 m=ḿṁṃ p=ṕṗ x=ẋẍ ſ=ẛ " +
        "ρ=ῤῥ";

    const string CompatibilityRows =
        "a=ª o=º s=ſ DŽ=Ǆ Dž=ǅ dž=ǆ LJ=Ǉ Lj=ǈ lj=ǉ NJ=Ǌ Nj=ǋ nj=ǌ DZ=Ǳ Dz=ǲ dz=ǳ I=\u2160 II=\u2161 III=\u2162 IV=\u2163 V=\u2164 VI=\u2165 VII=\u2166 " +
        "VIII=\u2167 IX=\u2168 X=\u2169 XI=\u216A XII=\u216B L=\u216C C=\u216D D=\u216E M=\u216F i=\u2170 ii=\u2171 iii=\u2172 iv=\u2173 v=\u2174 vi=\u2175 " +
        "vii=\u2176 viii=\u2177 ix=\u2178 x=\u2179 xi=\u217A xii=\u217B l=\u217C c=\u217D d=\u217E m=\u217F ff=\uFB00 fi=\uFB01 fl=\uFB02 ffi=\uFB03 ffl=\uFB04 " +
        "st=\uFB05\uFB06 մն=\uFB13 մե=\uFB14 մի=\uFB15 վն=\uFB16 մխ=\uFB17 \u05D9=\uFB1D\uFB39 \u05F2=\uFB1F \u05E2=\uFB20 \u05D0=\uFB21\uFB2E\uFB2F\uFB30 " +
        "\u05D3=\uFB22\uFB33 \u05D4=\uFB23\uFB34 \u05DB=\uFB24\uFB3B\uFB4D \u05DC=\uFB25\uFB3C \u05DD=\uFB26 \u05E8=\uFB27\uFB48 \u05EA=\uFB28\uFB4A " +
        "\u05E9=\uFB2A\uFB2B\uFB2C\uFB2D\uFB49 \u05D1=\uFB31\uFB4C \u05D2=\uFB32 \u05D5=\uFB35\uFB4B \u05D6=\uFB36 \u05D8=\uFB38 \u05DA=\uFB3A \u05DE=\uFB3E " +
        "\u05E0=\uFB40 \u05E1=\uFB41 \u05E3=\uFB43 \u05E4=\uFB44\uFB4E \u05E6=\uFB46 \u05E7=\uFB47 \u05D0\u05DC=\uFB4F \u0671=\uFB50\uFB51 " +
        "\u067B=\uFB52\uFB53\uFB54\uFB55 \u067E=\uFB56\uFB57\uFB58\uFB59 \u0680=\uFB5A\uFB5B\uFB5C\uFB5D \u067A=\uFB5E\uFB5F\uFB60\uFB61 " +
        "\u067F=\uFB62\uFB63\uFB64\uFB65 \u0679=\uFB66\uFB67\uFB68\uFB69 \u06A4=\uFB6A\uFB6B\uFB6C\uFB6D \u06A6=\uFB6E\uFB6F\uFB70\uFB71 " +
        "\u0684=\uFB72\uFB73\uFB74\uFB75 \u0683=\uFB76\uFB77\uFB78\uFB79 \u0686=\uFB7A\uFB7B\uFB7C\uFB7D \u0687=\uFB7E\uFB7F\uFB80\uFB81 \u068D=\uFB82\uFB83 " +
        "\u068C=\uFB84\uFB85 \u068E=\uFB86\uFB87 \u0688=\uFB88\uFB89 \u0698=\uFB8A\uFB8B \u0691=\uFB8C\uFB8D \u06A9=\uFB8E\uFB8F\uFB90\uFB91 " +
        "\u06AF=\uFB92\uFB93\uFB94\uFB95 \u06B3=\uFB96\uFB97\uFB98\uFB99 \u06B1=\uFB9A\uFB9B\uFB9C\uFB9D \u06BA=\uFB9E\uFB9F \u06BB=\uFBA0\uFBA1\uFBA2\uFBA3 " +
        "\u06C0=\uFBA4\uFBA5 \u06C1=\uFBA6\uFBA7\uFBA8\uFBA9 \u06BE=\uFBAA\uFBAB\uFBAC\uFBAD \u06D2=\uFBAE\uFBAF \u06D3=\uFBB0\uFBB1 " +
        "\u06CC=\uFBFC\uFBFD\uFBFE\uFBFF \u0621=\uFE80 \u0622=\uFE81\uFE82 \u0623=\uFE83\uFE84 \u0624=\uFE85\uFE86 \u0625=\uFE87\uFE88 " +
        "\u0626=\uFE89\uFE8A\uFE8B\uFE8C \u0627=\uFE8D\uFE8E \u0628=\uFE8F\uFE90\uFE91\uFE92 \u0629=\uFE93\uFE94 \u062A=\uFE95\uFE96\uFE97\uFE98 " +
        "\u062B=\uFE99\uFE9A\uFE9B\uFE9C \u062C=\uFE9D\uFE9E\uFE9F\uFEA0 \u062D=\uFEA1\uFEA2\uFEA3\uFEA4 \u062E=\uFEA5\uFEA6\uFEA7\uFEA8 \u062F=\uFEA9\uFEAA " +
        "\u0630=\uFEAB\uFEAC \u0631=\uFEAD\uFEAE \u0632=\uFEAF\uFEB0 \u0633=\uFEB1\uFEB2\uFEB3\uFEB4 \u0634=\uFEB5\uFEB6\uFEB7\uFEB8 " +
        "\u0635=\uFEB9\uFEBA\uFEBB\uFEBC \u0636=\uFEBD\uFEBE\uFEBF\uFEC0 \u0637=\uFEC1\uFEC2\uFEC3\uFEC4 \u0638=\uFEC5\uFEC6\uFEC7\uFEC8 " +
        "\u0639=\uFEC9\uFECA\uFECB\uFECC \u063A=\uFECD\uFECE\uFECF\uFED0 \u0641=\uFED1\uFED2\uFED3\uFED4 \u0642=\uFED5\uFED6\uFED7\uFED8 " +
        "\u0643=\uFED9\uFEDA\uFEDB\uFEDC \u0644=\uFEDD\uFEDE\uFEDF\uFEE0 \u0645=\uFEE1\uFEE2\uFEE3\uFEE4 \u0646=\uFEE5\uFEE6\uFEE7\uFEE8 " +
        "\u0647=\uFEE9\uFEEA\uFEEB\uFEEC \u0648=\uFEED\uFEEE \u0649=\uFEEF\uFEF0 \u064A=\uFEF1\uFEF2\uFEF3\uFEF4 \u0644\u0622=\uFEF5\uFEF6 " +
        "\u0644\u0623=\uFEF7\uFEF8 \u0644\u0625=\uFEF9\uFEFA \u0644\u0627=\uFEFB\uFEFC \u30F2=\uFF66 \u30A1=\uFF67 \u30A3=\uFF68 \u30A5=\uFF69 \u30A7=\uFF6A " +
        "\u30A9=\uFF6B \u30E3=\uFF6C \u30E5=\uFF6D \u30E7=\uFF6E \u30C3=\uFF6F \u30FC=\uFF70 \u30A2=\uFF71 \u30A4=\uFF72 \u30A6=\uFF73 \u30A8=\uFF74 " +
        "\u30AA=\uFF75 \u30AB=\uFF76 \u30AD=\uFF77 \u30AF=\uFF78 \u30B1=\uFF79 \u30B3=\uFF7A \u30B5=\uFF7B \u30B7=\uFF7C \u30B9=\uFF7D \u30BB=\uFF7E " +
        "\u30BD=\uFF7F \u30BF=\uFF80 \u30C1=\uFF81 \u30C4=\uFF82 \u30C6=\uFF83 \u30C8=\uFF84 \u30CA=\uFF85 \u30CB=\uFF86 \u30CC=\uFF87 \u30CD=\uFF88 " +
        "\u30CE=\uFF89 \u30CF=\uFF8A \u30D2=\uFF8B \u30D5=\uFF8C \u30D8=\uFF8D \u30DB=\uFF8E \u30DE=\uFF8F \u30DF=\uFF90 \u30E0=\uFF91 \u30E1=\uFF92 " +
        "\u30E2=\uFF93 \u30E4=\uFF94 \u30E6=\uFF95 \u30E8=\uFF96 \u30E9=\uFF97 \u30EA=\uFF98 \u30EB=\uFF99 \u30EC=\uFF9A \u30ED=\uFF9B \u30EF=\uFF9C " +
        "\u30F3=\uFF9D";

    static readonly string?[] s_marks = Expand(MarkRows);
    static readonly string?[] s_compatibility = Expand(CompatibilityRows);

    /// <summary>The character without its mark, as one or two characters; null: it stays.</summary>
    public static string? WithoutMark(int scalar) => scalar < 0x10000 ? s_marks[scalar] : null;

    /// <summary>The usual form of a ligature, presentation form, half- or full-width character; null: it stays.</summary>
    public static string? Usual(int scalar) => scalar < 0x10000 ? s_compatibility[scalar] : null;

    /// <summary>True for the marks that names are written with and without: accents, Hebrew and Arabic points.</summary>
    public static bool IsOptionalMark(int scalar) =>
        scalar is (>= 0x300 and <= 0x36F) or (>= 0x591 and <= 0x5C7) or (>= 0x64B and <= 0x65F) or 0x670
            or (>= 0x6D6 and <= 0x6ED) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0xFE20 and <= 0xFE2F);

    static string?[] Expand(string rows)
    {
        var table = new string?[0x10000];
        foreach (var row in rows.Split(' '))
        {
            var equals = row.IndexOf('=', StringComparison.Ordinal);
            var target = row[..equals];
            foreach (var source in row.AsSpan(equals + 1))
                table[source] = target;
        }
        AddFullWidth(table, rows == CompatibilityRows);
        return table;
    }

    // U+FF01 to U+FF5E repeat ASCII's ! to ~ at full width.
    static void AddFullWidth(string?[] table, bool wanted)
    {
        for (var scalar = 0xFF01; wanted && scalar <= 0xFF5E; scalar++)
            table[scalar] = ((char)(scalar - 0xFEE0)).ToString();
    }
}
