namespace Muniment.Cli.Generating;

/// <summary>What people are called instead of their full forename.</summary>
/// <remarks>Known short names first; else a long name is cut after its first syllables, as Aleksandra becomes Aleks. Safe on any thread.</remarks>
static class Diminutives
{
    const string Known =
        "William:Will,Bill,Billy,Liam;Robert:Rob,Bob,Bobby;Richard:Rick,Dick,Richie;Thomas:Tom,Tommy;Michael:Mike,Mick,Mikey;David:Dave,Davey;" +
        "James:Jim,Jimmy,Jamie;John:Jack,Johnny;Edward:Ed,Eddie,Ted,Ned;Christopher:Chris,Kit;Anthony:Tony,Ant;Stephen:Steve;Steven:Steve;Matthew:Matt;" +
        "Andrew:Andy,Drew;Daniel:Dan,Danny;Joseph:Joe,Joey;Samuel:Sam,Sammy;Benjamin:Ben,Benny;Alexander:Alex,Sandy,Xander;Nicholas:Nick,Nicky;Peter:Pete;" +
        "Philip:Phil,Pip;Timothy:Tim;Patrick:Pat,Paddy;Gregory:Greg;Geoffrey:Geoff;Jeffrey:Jeff;Ronald:Ron,Ronnie;Donald:Don;Kenneth:Ken,Kenny;Raymond:Ray;" +
        "Leonard:Len,Lenny;Frederick:Fred,Freddie;Albert:Bert,Al;Alfred:Alf,Alfie;Walter:Walt,Wally;Gerald:Gerry;Douglas:Doug;Terence:Terry;Jonathan:Jon;" +
        "Zachary:Zac;Theodore:Theo,Ted;Harold:Harry,Hal;Lawrence:Larry,Laurie;Henry:Harry,Hal;Charles:Charlie,Chuck;George:Georgie;Margaret:Maggie,Peggy,Meg,Rita;" +
        "Susan:Sue,Susie;Patricia:Pat,Trish,Patsy;Christine:Chris,Tina;Barbara:Babs,Barb;Elizabeth:Liz,Beth,Betty,Lizzie,Eliza;Catherine:Cathy,Kate,Cat;" +
        "Katherine:Kathy,Kate,Katie;Victoria:Vicky,Tori;Rebecca:Becky,Becca;Jennifer:Jenny,Jen;Sarah:Sally,Sadie;Charlotte:Lottie,Charlie;Jessica:Jess;" +
        "Bethany:Beth;Rachel:Rach;Emma:Em;Deborah:Debbie,Deb;Angela:Angie;Alison:Ali;Jacqueline:Jackie;Sandra:Sandy;Dorothy:Dot,Dolly;Gillian:Gill,Jill;" +
        "Philippa:Pippa,Pip;Harriet:Hattie;Matilda:Tilly;Florence:Flo,Florrie;Winifred:Win,Freda;Edith:Edie;Georgina:Georgie,Gina;Alexandra:Alex,Sandra,Sasha;" +
        "Samantha:Sam;Natalie:Nat;Stephanie:Steph;Melissa:Mel;Abigail:Abi,Gail;Caroline:Caro,Carrie;Bridget:Bridie,Biddy;Seán:Shane;Pádraig:Paddy;" +
        "Mohammed:Mo;Muhammad:Mo;Mohammad:Mo;Abdullah:Abdul;Mustafa:Mus;Ibrahim:Ibby;Krzysztof:Krzysiek;Małgorzata:Gosia;Katarzyna:Kasia;Agnieszka:Aga;" +
        "Aleksandr:Sasha;Aleksandra:Ola,Sasha;Dmitry:Dima;Mikhail:Misha;Yekaterina:Katya;Anastasia:Nastya;Tatiana:Tanya;Vladimir:Vova;Giuseppe:Beppe;" +
        "Francesco:Franco,Cesco;José:Pepe;Francisco:Paco,Pancho;Guadalupe:Lupe;Ioannis:Giannis;Konstantinos:Kostas;Georgios:Giorgos;Dimitrios:Dimitris";

    static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> s_known =
        Known.Split(';').Select(entry => entry.Split(':')).ToDictionary(entry => entry[0], entry => entry[1].Split(','), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Replaces a forename by a short one; leaves it where there is none.</summary>
    public static void Shorten(FieldText forename, ref Draw draw)
    {
        if (s_known.TryGetValue(forename.Value, out var known))
        {
            forename.Set(known[draw.Below(known.Length)]);
            return;
        }
        if (forename.Value.IndexOfAny(" -'") > 0)
            forename.Truncate(forename.Value.IndexOfAny(" -'"));
        else if (forename.Length > 5)
            forename.Truncate(draw.Between(3, 4));
    }
}
