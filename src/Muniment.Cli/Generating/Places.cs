namespace Muniment.Cli.Generating;

/// <summary>An invented country: towns, postcodes and streets that exist nowhere.</summary>
/// <remarks>Postcodes have the British form but begin with Q, V or X, as no real one does. Immutable; safe on any thread.</remarks>
sealed class Places
{
    const ulong PlacesSeed = 0x706C61636573; // "places"
    const string AreaFirst = "QVX";
    const string AreaSecond = "ABCDEFGHKLMNOPRSTUWXY";
    const string UnitLetters = "ABDEFGHJLNPQRSTUWXYZ"; // As real units: never C, I, K, M, O or V.
    static readonly string[] s_starts = ["Quen", "Brax", "Tarn", "Velm", "Ostr", "Hald", "Wex", "Fyl", "Grim", "Iver", "Jarr", "Kel", "Lud", "Mard", "Nor", "Pell", "Rax", "Scal", "Thur", "Ulv", "Wyn", "Yarr", "Zell", "Corv", "Dun", "Ebb", "Alder", "Bram", "Croft", "Elm", "Fern", "Gorse", "Hazel", "Ling", "Moss", "Oak", "Reed", "Sedge", "Thorn", "Willow", "Quill", "Brisk", "Skel", "Torv", "Vann", "Ambl", "Gael", "Hob", "Lorn", "Mirk", "Nethel", "Orm", "Pryd", "Rusk", "Stav", "Umber"];
    static readonly string[] s_middles = ["", "", "", "en", "er", "in", "a", "low", "ing", "mar", "os", "el", "ey", "un"];
    static readonly string[] s_ends = ["combe", "wick", "mere", "stead", "thorpe", "by", "leigh", "holt", "hythe", "worth", "den", "shaw", "cote", "garth", "fell", "barrow", "minster", "haven", "brook", "cross"];
    static readonly string[] s_streets = ["Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Court", "Crescent", "Gardens", "Place", "Terrace", "Grove", "Hill", "Mews"];
    readonly string[] _towns;
    readonly string[] _postcodes;
    readonly int[] _townOfPostcode;
    readonly WeightedChoice _people;

    /// <summary>Makes the places.</summary>
    /// <param name="towns">How many towns, at least 1.</param>
    /// <param name="postcodes">How many postcodes, at least as many as towns.</param>
    public Places(int towns, int postcodes)
    {
        var draw = Draw.Of(PlacesSeed, towns, 0);
        _towns = TownNames(towns, ref draw);
        _townOfPostcode = new int[postcodes];
        var sizes = new double[towns];
        for (var town = 0; town < towns; town++)
            sizes[town] = LogNormal(ref draw);
        var townOf = new WeightedChoice(sizes);
        var weights = new double[postcodes];
        for (var postcode = 0; postcode < postcodes; postcode++)
        {
            _townOfPostcode[postcode] = postcode < towns ? postcode : townOf.Pick(ref draw);
            weights[postcode] = LogNormal(ref draw);
        }
        _people = new WeightedChoice(weights);
        _postcodes = PostcodeNames(ref draw);
    }

    /// <summary>Draws a postcode by how many live there.</summary>
    public int Pick(ref Draw draw) => _people.Pick(ref draw);

    /// <summary>The postcode's text.</summary>
    public string Postcode(int postcode) => _postcodes[postcode];

    /// <summary>The town a postcode lies in.</summary>
    public string Town(int postcode) => _towns[_townOfPostcode[postcode]];

    /// <summary>The street of a postcode: each lies in one.</summary>
    public static string Street(int postcode)
    {
        var draw = Draw.Of(PlacesSeed, postcode, 1);
        return s_starts[draw.Below(s_starts.Length)] + s_middles[draw.Below(s_middles.Length)] + " " + s_streets[draw.Below(s_streets.Length)];
    }

    static string[] TownNames(int count, ref Draw draw)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < count)
        {
            seen.Add(s_starts[draw.Below(s_starts.Length)] + s_middles[draw.Below(s_middles.Length)] +
                s_ends[draw.Below(s_ends.Length)] + Addition(draw.Below(100)));
        }
        return [.. seen];
    }

    /// <summary>One town in fifty has a comma in its name, so that quoting is met in the files.</summary>
    static string Addition(int percent) => percent switch { 0 => ", East", 1 => ", West", < 6 => " Green", < 8 => " Magna", < 11 => "-on-Quire", _ => "" };

    /// <summary>A town has one district ("QB12"); its postcodes differ in sector and unit.</summary>
    string[] PostcodeNames(ref Draw draw)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new string[_townOfPostcode.Length];
        for (var postcode = 0; postcode < names.Length; postcode++)
        {
            var district = _townOfPostcode[postcode];
            var area = district % (AreaFirst.Length * AreaSecond.Length);
            var outward = $"{AreaFirst[area % AreaFirst.Length]}{AreaSecond[area / AreaFirst.Length]}{1 + (district / (AreaFirst.Length * AreaSecond.Length) % 99)}";
            do
            {
                names[postcode] = $"{outward} {draw.Below(10)}{UnitLetters[draw.Below(20)]}{UnitLetters[draw.Below(20)]}";
            }
            while (!seen.Add(names[postcode]));
        }
        return names;
    }

    /// <summary>About lognormal with sigma 1: (1 + x/64)^64 for e^x, by squaring, so the same bits on every processor.</summary>
    static double LogNormal(ref Draw draw)
    {
        var value = 1 + (draw.Normal() / 64);
        for (var k = 0; k < 6; k++)
            value *= value;
        return value;
    }
}
