using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Modelling;

/// <summary>Words by which a column of places, streets or occupations is recognised when its name says nothing.</summary>
/// <remarks>General knowledge, from many countries. Nothing is scored with them. Safe on any thread.</remarks>
static class KnownPlaces
{
    /// <summary>States, counties and provinces, and their usual abbreviations.</summary>
    public static readonly WordTable Regions = new(
        """
        nsw vic qld wa sa tas act nt new_south_wales victoria queensland south_australia western_australia tasmania al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wv wi wy
        alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
        pennsylvania tennessee texas utah vermont virginia wisconsin wyoming new_york new_jersey new_mexico north_carolina south_carolina ontario quebec alberta manitoba saskatchewan british_columbia on qc bc ab mb sk nb
        kent essex surrey sussex hampshire devon cornwall dorset somerset norfolk suffolk cambridgeshire lincolnshire yorkshire lancashire cheshire derbyshire nottinghamshire staffordshire warwickshire worcestershire gloucestershire oxfordshire buckinghamshire hertfordshire bedfordshire berkshire wiltshire
        cumbria durham northumberland shropshire greater_london greater_manchester west_midlands merseyside tyne_and_wear england scotland wales northern_ireland bayern hessen sachsen bavaria andalucia cataluna catalonia lombardia toscana lazio ile_de_france
        """);

    /// <summary>Countries, nationalities and usual codes of three letters.</summary>
    public static readonly WordTable Countries = new(
        """
        uk united_kingdom great_britain gbr british usa united_states us american ireland irl irish france fra french germany deu german deutschland spain esp spanish espana italy ita italian italia portugal prt portuguese poland pol polish polska netherlands nld dutch belgium bel belgian
        australia aus australian new_zealand nzl canada can canadian india ind indian pakistan pak pakistani bangladesh bgd bangladeshi china chn chinese japan jpn japanese korea kor vietnam vnm vietnamese nigeria nga nigerian ghana gha kenya ken south_africa zaf somalia som eritrea eri ethiopia eth
        sudan sdn egypt egy syria syr syrian iraq irq iraqi iran irn iranian afghanistan afg afghan turkey tur turkish albania alb albanian romania rou romanian bulgaria bgr ukraine ukr ukrainian russia rus russian brazil bra brazilian mexico mex mexican colombia col argentina arg sri_lanka lka nepal npl
        philippines phl sweden swe norway nor denmark dnk finland fin greece grc austria aut switzerland che hungary hun czechia cze morocco mar algeria dza tunisia tun
        """);

    static readonly WordTable s_towns = new(
        """
        london birmingham manchester liverpool leeds sheffield bristol glasgow edinburgh cardiff belfast leicester coventry bradford nottingham hull newcastle stoke southampton portsmouth derby plymouth wolverhampton northampton norwich luton swansea reading aberdeen bolton sunderland
        bournemouth middlesbrough oxford cambridge york exeter bath brighton dundee ipswich peterborough preston westminster dublin cork sydney melbourne brisbane perth adelaide canberra hobart darwin newcastle geelong toowoomba frankston cairns townsville ballarat bendigo bundaberg mosman parramatta
        auckland wellington toronto montreal vancouver calgary ottawa new_york los_angeles chicago houston phoenix philadelphia san_antonio san_diego dallas austin boston seattle denver atlanta miami detroit baltimore washington paris lyon marseille toulouse lille bordeaux berlin hamburg munchen munich
        koln cologne frankfurt stuttgart dresden leipzig wien vienna zurich geneva madrid barcelona valencia sevilla lisbon lisboa porto rome roma milan milano naples napoli turin torino florence firenze amsterdam rotterdam brussels antwerp copenhagen oslo stockholm helsinki warsaw warszawa krakow prague
        budapest bucharest sofia athens istanbul ankara moscow kyiv kiev minsk cairo lagos accra nairobi johannesburg tokyo osaka kyoto seoul busan beijing shanghai hong_kong singapore bangkok jakarta manila mumbai delhi kolkata chennai bangalore hyderabad karachi lahore dhaka kabul tehran baghdad damascus
        mexico_city bogota lima santiago buenos_aires sao_paulo rio_de_janeiro москва киев santander
        """);

    static readonly WordTable s_streets = new("st rd ave dr ln ct pl cl cres tce sq gdns gr hts pde hwy blvd cct pk way wy rise walk row mews hill view green end strasse str weg platz rue calle via laan straat");

    static readonly WordTable s_occupations = new(
        """
        politician lawyer teacher nurse engineer doctor physician clerk cleaner farmer labourer laborer student retired housewife unemployed driver manager secretary carpenter builder butcher baker tailor shoemaker weaver miner soldier sailor officer merchant servant
        cook chef waiter waitress accountant architect painter writer author actor actress singer musician composer artist poet journalist sculptor photographer cricketer footballer priest clergyman cleric minister diplomat judge historian scientist chemist physicist botanist explorer
        """);

    /// <summary>True: a well-known town.</summary>
    public static bool IsTown(ReadOnlySpan<byte> value) => s_towns.Contains(value);

    /// <summary>True: a word such as street or lane, as the step <c>address</c> writes it.</summary>
    public static bool IsStreetWord(ReadOnlySpan<byte> word) => s_streets.Contains(word);

    /// <summary>True: a well-known occupation.</summary>
    public static bool IsOccupation(ReadOnlySpan<byte> value) => s_occupations.Contains(value);
}
