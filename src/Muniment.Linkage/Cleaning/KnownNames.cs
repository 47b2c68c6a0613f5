namespace Muniment.Linkage.Cleaning;

/// <summary>Frequent forenames and surnames of many countries, to recognise a column of names by its content. Nothing is scored with them.</summary>
/// <remarks>
/// Source: sigpwned/popular-names-by-country-dataset (CC0), romanised, marks taken off; names that are both were left with the
/// more frequent use; the most usual surnames of Britain and Ireland added. Order and membership carry no frequency.
/// </remarks>
static class KnownNames
{
    /// <summary>Forenames.</summary>
    public static readonly WordTable Forenames = new(
        """
        aada aadhya aarav aariz aaron aarya aasha abbas abd abdallah abdelkader abdoulaye abdul abdulaziz abdulla abdullah abdullo abdulrahman abubakr abulfazl adam adama adela adele adin aditi adomas adrian
        adriana adrians afonso agnes agustin agustina ahmad ahmed ahmet aicha aiden aikaterini aimar aino aisha aisultan aisyah aitana aiur ajda ajla aksel alanoud albert alberte aldiyar alejandro aleks aleksandar
        aleksander aleksandr aleksandra aleksandre alessandro alessia alex alexander alexandra alexandru alexey alfie ali alice alicja alikhan alina aline alinur alisa alise aliya alma alparslan alteo althea
        alvaro alysha amahle amaia amal amalie amar amara amaris amayra ambar ambra ambre amelia amelija amelja amina aminata amine amir amira ammar amy ana anahit anar anastasia anastasija anastasiya andrea
        andreas andreea andrei andrej andria andrias andriy androula ane angel angela angeliki angelina angeline angelo anna annie anohito antonella antoni antonia antonio anzu ao aoi aoife aputsiaq aras archie
        areg areni ari aria ariana arianna ariel arjun arman armen armine aron arpi artem arthur artiom artur artyom aruuke aruuzat asel asemahle ashot ashraqat asilim asiya asja asmita assia asta astrid asya
        athanasios athena atlas august aurora ava aviana avigail awa aya ayalah ayesha aygun ayim ayla aylin ayoub ayra aysa ayse aysel ayzere azaria azariah aziz azra bader bakary bandar banele baran barbara
        barbare bayarmaa beatrice beatriz ben benas bence benedita benicio benjamin berrdo beshoi bibek biel bilal biljana binita bintou bisera bishal bismah bogdan bogdana boglarka bolormaa boris brahim camila
        camille carl carla carlos carmen carolina catalina cecilia celeste celine cesar charbel charles charlie charlotte chedeline chloe christian christina christos chuluun cillian ciro clara concepcion daisy
        dalal dalila damian damjan dan danel daniel daniela daniels daniil danijel danna danylo daria darija daris darta davi david davit davud defne dejan delfina demetre dhia dhruv diego dimitar dimitra
        dimitrios dion djamel djeneba dmitry dmytro doha dominik dominykas dora dorothy dragan dragana dunja dusan dylan dyllan dzan eabha ecrin edoardo edouard edward eeli eevi eino eisha eitan eithan elchin
        elena elene eleni elias elie elif elija elijah eliska elizabeth elizaveta ella ellen elli ellie elmar elnur elshan elyas elza ema eman embla emelia emely emil emilia emiliano emilija emiliya emils emily
        emir emma emmanuel esma esperanza esther ethan eva evelina evelyn evens evgeny evie eylul eymen ezekiel fadi fahad fahd faisal fajr fanta farah farida farrah farzana fatemeh fatima fatin fatma fatoumata
        felipe felix fernanda ferndo fiadh filip finlay finn florence fozia fran francesco francisca francisco franciszek frederick freja freya frida frieda fuma gabija gabor gabriel gabriela gabriele gael gagik
        gamalat gamila gaspar gayane george georgi georgia georgios geronimo gevorg gianna gilli ginevra giorgi gita giulia gogo goktug googoosh goran gordana grace guadalupe gudrun gunay gunel gustavs habib
        habiba hadicha halim hamza hana hanna hannah haoran haoyu harper harraz harry haru haruma harun haruna haruto hasan hashem hasmik hasnaa hassan hatice hawa hayk heikapu heitor helena helma helmi henry
        herkus hessa himari hina hinano hinata hinato hiro hjordis hoda hosna hosniya hossein hovhannes hudson hugo huseyin huseyn hussa hussain hussein hydar ian ibai iben ibrahim ida igor iker ilgar ilija iman
        imene iminathi imogen inaya inci indira ines inuk inunnguag inutsiaq ioane ioanna ioannis ion irati irene irina isaac isabel isabella isabelle isak isidora isla islande ismail itsuki ivaana ivalu ivan
        ivana ivik ivy izaro izz jack jacob jad jade jakob jakov jakub jakup james jameson jan jana jekabs jelena jennifer jeronimo jessica jiya joao joel jogvan john jokubas jokull jon jonas jordi jorge jori jose
        josefa joseph joshua josiah josip jouri jovan jovana juan juana jude judeline julen jules julia juliana julie julieta juliette julija june junior kabir kabita kadiatou kai kaia kairo kajus kaloyan kamal
        kamile karam karen kari karim karima karine karlis karolina katerina kathem katla kazi keanu keven kevin khadije khaled khawla khongordzol kiaan kiara kiran kirollos kiwa klea koa konstantina konstantinos
        konul kora krishna ksenija kyra kyriaki laia lamija lan lana lara latifa laura lavi layla lazar lea leah leandra leano leen leevi leja lejla lena leni lenna leo leon leonardo leonor leordo lesedi lethabo
        lethokuhle lev levente leyla lia liam lian lianne lidia liepa lile lili lilien lilit lilja lillie lilly lily lina linda lio lisakhanya liv livia liz ljiljana logan louis louise lovelie lovely lovro luana
        lubanzi luca lucas lucia luciana lucija ludovica luis luiz luka lukas lukne lulwa lur lusine lwandle lydia lyn lyna mabel maddi madina mael maeva maha mahamadou mahammad mahdi mahesh mahmoud maia maite
        maja maksim maksym malachi malak malek malen maligiaq malik malthe malu mamadou manaia maneh manish manua manuel manuela marama marc marcell marcia marcos mareva margaret margarida mari maria mariam
        mariami mariana marie marija marina mario marios mariya mark markas markel marko marks markus marta martha marti martim martina marwa mary marya maryam maryja masa masoumeh matas mate matei matej mateo
        matias matija matilda matilde matteo matthew matthias matthildur mattia mattias matvey matyas maui max maxim maximilian maximiliano maya maysoun mees mehar mehdi mehmet mei melina melisa melissa melokuhle
        meriem merjem mersana meryem mia michael michail michal michalis miguel mihail mikael mikaere mikayel mikhail miki mikolaj mila milagrosa milan milana milena milica millie milos mina minato mingze minik
        mio mira mirac mirjana mirlande moana modibo moea moeata mohamed mohammad mohammed mona monte moussa muchen muhamad muhammad muhammed murad mustafa muyang mykhaylo myrlande nada nagi nagisa nahia naim
        naranbaatar nare narek narine natalia natalie natalija nathalie nathan nathaniel naura naya nehir nela nelio nesreen neza nia nicolas nicole niel niharika nik nika nikau niko nikodem nikol nikola nikolaos
        nikoloz nil nilay nils nina nino nivi niviaq noa noah noam noel noemi nomaan noor nora norsaq nouf nour nuka nur nuray nurislam nurul nutsa odval ofentse oihan oisha oisin oleksandr oleksandra olga oliver
        olivia oliwia omar omer omphile ona onni oscar oskar osman oumar oumou oyunbileg pablo panagiota panagiotis paneeraq paninnguaq paraskevi pari patricia patricija pau paul paula paulo pedro penelope petar
        peter pierre pipaluk poema pol pola polina prasert prem princess puteri qillaq rabina rachid radmila rafael ralfs ramazan ramon ramona rania raphael raquel rashad rasmus raul ravi raya rayana reem reema
        refael regina rei reina relja ren renata rethabile reza ria rian ricardo riccardo richard riko rin rita roan robin roel roghayyeh roko roman ronja rory rose rosie rosmery rowan roxana ruoxi safija safiya
        saga sahar said sakeena sakineh sakura saliha salik salma salome sama samantha samir samuel samvel samyar sandra santiago saqib sara sarah sebastian sekou selim selma sem sergei serife sesili sevda sevinj
        shahd shahem shahid shaikha shaimaa shams shayma sheikh sherifa shivansh shristi siddhartha sienna simona siphosethu sita siti snezana sobia sofi sofia sofie sofija sofiya soley solja solomiya soma
        somayyeh somboon somchai somporn somsak sonia sophia sophie souleymane stanislaw stanley stefan stella stevenson suha sultan sumayah sunita susan susanna suzana syed szymon tadhg taha taim tamar tamatoa
        tapuarii tara tarana tareq tarita tatiana tatsuki tehei teiki teiva teodor teodora tereza tess teura teva thaniel theo theodor theodore thiago tiago tiare tigran tim timofey titaina titaua tobias toivo tom
        tomas tommaso tomyris trinidad trondur tuleen tunar turki uiloq ulloriaq umar uri usman uta vaea vaino valdemar valentin valentina valeria valter vamika var varvara vasileios vasilije vasiliki vasilisa
        vedant venla veronika vesna vicente victor victoria viktor viktoria viktorie viktoriya violeta viraj vita vittoria vladyslav vojtech vugar vuk vusal vusala wan wassim wateen widelene william willow ximena
        xinyi yamato yara yasmin yasmine yasna yassin yehuda yekaterina yelena yeva yichen yihan yimo yinuo yize yoana younes yousef yousouf youssef yua yuina yulia yuma yuna yusef yusif yusuf yutong yuxi yuxuan
        yuze zahid zahir zahra zainab zala zalan zan zehra zeinab zeynab zeynep zihan zina zion zoe zofia zoran zumra zuzanna
        """);

    /// <summary>Surnames.</summary>
    public static readonly WordTable Surnames = new(
        """
        abazi abbasov abdrahmanov abdullaev abdullayev abe abuladze acosta adams adary ademovic adilovic adrei aferdita aguilar aguilera aguirre ahamed ahmadov ahmed ahmetov ahmetovic ahn ahonen aigner aivaliotis
        akter alarcon aleksejev ali aliev alievi aliyev allen almeida alonso alvarado alvarez alves amangeldy amarasinghe amato andersen anderson andersson ando andov andre andreassen andrejev ang angelov angelova
        antunes aoki aquino arai arakelyan araujo aravena araya arben arias arslan ashkenazi aslan attard auer avetisyan avila avraham aydin azevedo azoulay babic bae baek baez bah bai bailey bairamov bairamovi
        bajram bak baker bakker balaz balazs balodis balog balogh bandara barbieri barbosa bardhi barisic barnes barone barry basile battaglia bauer baumann baumgartner becker begu begum bekim bektashi bell
        bellini benali benedetti bengtsson benitez bennett berg berger bergmann beridze berisha bernard bernardi berndsen bertrand berzins bhak bianchi bianco binder bird bishwakarma biton bizjak blanco blazevic
        blondal bogdanov bolat bolkvadze bondar bondarenko bonnet borg bos bosnjak boyko bozic bozinov brahimi brankov braun bravo briem brooks brouwer brown brunner bruno bui bun bustamante bustos butkiene butkus
        butler byrne bytyqi cabrera caceres cai calderon calvo camacho cami camilleri campbell campos can caputo carbone cardenas cardoso cardozo carrasco carrillo carrizo carter caruso carvajal carvalho castaneda
        castelli castillo castro cattaneo cavalcante cavalcanti ceban cebotari celik cengic cerna cerny cervantes cetin cha chadad chai chan chand chandra chang chathuranga chaudhary chavez chazan chea cheam chen
        cheon cheong chetry cheung chey chhan chhet chhetri chhim chhoa chhorn chiba chim chin chiu cho choa choe choi chong choo chow chowdhury choy christensen christiansen chu chua chun chung ciobanu claes
        clark clarke coelho cohen coi cojocari collins colombo conte conti contreras cook cooper coppola corpuz correa correia cortes cortez costa cox cruz cunha dabrowski dagostino dahan dahl dam damcevski damico
        dang dangelo danielsen dao davidov davies davis davtyan dekker delemovic delgado delic delvina demir demirovic denis deo dervishi devi diallo dias diaz dibra diederich dijkstra dimitrov dimitrova din
        dissanayake dith dizon djurhuus do doan dogan doherty domingo dominguez donev donoso dordevic doyle droplets duarte dubois dukic dul dumitru dumont duong dupont durand duric dvorak dvorakova eam eaw ebner
        eder edirisinghe edri edry edwards egger eglitis egzon ek ekanayake endo eng eom eriksen eriksson escobar espinoza esposito estrada evans fabbri faber farias farina farkas farrugia fatime feher fekete
        ferhatovic fernandes fernandez fernando ferrara ferrari ferraro ferreira ferretti ferreyra ferri figueiredo figueroa filipov filipovic fiore fischer fisher fjeldsted flores fonseca fonseka fontana foster
        fournier franco francois frasheri frei freitas friedman fuchs fuentes fujihara fujii fujita fujiwara fukuda gabai gagnon gajdos gal galea galeano gallagher gallardo galli gallo gamage gang gao garcia
        garrido garza gashi gatti gega gegaj gelashvili gentile georgiev georgieva gerber gevorgyan ghang ghazaryan gheorghe ghim gil gim gimenez giordano giorgadze girard giuliani gjika gjoni go godoy gogoladze
        goh golan golob golubev golubovic gomes gomez goncalves gonzales gonzalez goo goossens goto goundar gouw grabowski grassi grasso gray grech greco green grgic griffiths grigoryan gruber gu guerra guerrero
        guliyev gunasekara gunawardana gunawardena guo gupta gurung gustafsson gutierrez gutu guzman gwak gwon ha haas hadad hadzic hagen hah hakobyan halili hall halvorsen hamalainen han hansen hansson hara
        harada harris harrison harutyunyan hasani hasanov hasanovic hasegawa hashimoto haugen hayashi hazan he heikkila heikkinen heilig heinonen hendriks heng henriksen henriquez heo her herath hernandez herrera
        hettiarachchi hill hirano hjaltalin ho hoa hoang hocevar hodzic hofer hoffmann hojgaard hong horak horakova horvat horvath hossain hoti hovhannisyan howard hoxha hribar hristov hristova hu huaman huang
        huber hudak hughes hui hun hunt hunter huseynov hussain huynh hwang hysi ibanez ibarra ibraev ibragimov ibrahimovic ichikawa ieong iglesias ikeda ilic iliev ilieva ilves im imai inoue ionescu isaev ishida
        ishii ishikawa iskakov islam ismailov ismayilov ito iu iusupov iv ivanou ivanov ivanova ivanovic ivanovski iwasaki jackson jacobs jacobsen jafarov jakobsson james janev jang jankauskas jankauskiene
        jankowski jansen jansons janssen janssens jansson jara jarvinen jayasekara jayasinghe jayasuriya jayawardana jayawardena jayaweera jean jee jen jenkins jensen jeon jeong jesus ji jimenez jin jo joeng
        joensen johannesen johannessen johansen johansson johnsen johnson jokinen jones jonsson joo jorgensen jovanovic joy ju juarez juhasz jukic jun jung juric juu kaczmarek kaliev kalloe kalnins kaminski kaneko
        kang kapanadze kara karapetyan karimov karjalainen karklins karlsen karlsson karpin karunaratne kask kastelic kastrati kato katz kaur kavaliauskas kavaliauskiene kavaliou kavcic kawano kaya kayser
        kazlauskas kazlauskiene kazlou kazlouski keller kelly kelmendi kennedy keo khachatryan khan khat khatun khay khen khiev khlot khmer khuc khutsishvili kieffer kikuchi kilic kim kimura king kinnunen
        kinoshita kiss kitanovski klavins klein klemencic kluivert knezevic ko koak kobayashi koc koh kojima kola kolar kolla kollar koller koloski kondo kono kontos koo koppel koren korhonen korosec koroveshi kos
        kosir koskinen kostov kostovski kotnik koufos kovac kovacevic kovacic kovacik kovacs koval kovalchuk kovalenko kowalczyk kowalski koyama kozlov kozlowski krajnc kralj krasniqi kravchenko krawczyk kremer
        krier kristensen kristi kristiansen kristo kritikos krlicevic krumins kryeziu kucera kucerova kudo kuen kukk kumar kumara kuqi kurt kusainov kuznetsov kvaran kvaratskhelia kwak kwiatkowski kwok kwon la
        laci lagos lahtinen laine laitinen lakatos lakmal lal lam lama lambert lang lao larsen larsson lata lau laurent law le lebedev lechner leclercq ledesma lee lefebvre lefevre lehner lehtinen lehtonen lei
        leitner leiva lejeune leka leone leroy levin levy lewandowski lewis li lie liem liepins lim lima lin lindberg liu liyanage lombardi lombardo lomidze long longo lopes lopez lou lovric low lukac lukic lum
        lund lungu luo luong luu ly lynch lysenko ma mac macdonald machado madrigal madsen madusanka maeda maes magar magi magnusson maharaj maharjan mai maier maisuradze majerus makela makinen malcah maldonado
        malik malka mamani mamedov mamedovi mammadov manalo manasievski mancini mann manukyan mao marat marchenko marchetti margaryan mariani maric marin marini marino markoski markov markovic markovski marku
        marques marquez marroquin martin martinelli martinez martini martino martins martirosyan maruyama mason masuda matic matos matovski matsuda matsui matsumoto mattila mayer mayr mazur mazza mccarthy mcdonald
        mchedlishvili mean means meas medina mehmedovic mehmeti meier meijer mejia melnic melnyk melo mendes mendez mendis mendoza meng mercado mercier mertens messina meszaros meyer meyers meza micallef michel
        mihhailov mikeladze mikkelsen miller milosevic min miranda mirkovic mitchell mitrovic miura miyamoto miyasaki miyazaki mizrachi mizrahi mkrtchyan mladenovski mlakar mohan molina moller molnar mon montanari
        monteiro montes monti moon moore mora morais morales moreau moreira morel morelli moreno moretti morgan mori morina morita moroz morozov morris mortensen moser moshe muhamet mul mulder muller mun
        munasinghe munn munoz munteanu murakami murat murata murati muratovic murphy murray muy myers mytaras na nagy naidu nakagawa nakajima nakamura nakano nakashima nakayama nam nan nanayakkara nand narayan
        nava navarrete navarro nelson nemcova nemec nemeth nepali neri neves ng ngo nguyen nham nhek nielsen niemi nieminen nikolic nikolla nikolov nikolova nikolovski nilsen nilsson nishimura no noguchi noh
        nomura norddahl novak novakova novik novikov novotna novotny nowak nozadze nunes nunez nurgaliev oblak obrien obyrne ochion ochoa oconnor odoherty ogallagher ogawa oh ohana ohayon ok okada okamoto okelly
        olah olivares oliveira olofsson olsen olsson om omarov omoore oneill ong ono oquinn oravec oreilly orellana orlando orozco ortega ortiz oryan ospanov osullivan ota otero otsuka oyama ozdemir ozkan ozolins
        ozols ozturk pacheco padilla pae pagano pai paik pak palma palmieri palumbo pang papoutsis papp paredes parisi pariyar park parker parn parra patel pathirana paulauskas paulauskiene pavic pavlov pavlovic
        pavlovski paz pedersen peeters peiris pellegrini pellegrino pen pena penov peralta pereira perera peretz pereyra perez peric perkovic permeti perovic perry persson petek peters petersen petersons petit
        petkov petrauskas petrauskiene petrenko petrevski petrosyan petrov petrova petrovic petrovski pettersen pettersson phak pham phan phi phillips phung phy pichler pinas pino pinto piotrowski piras pires
        pizarro poblete poghosyan pok pokharel pokhrel polak poli polishchuk ponce pop popa popescu popoff popov popovic popovski portillo potocnik poulsen powell prasad price prieto prifti prishtina prochazka
        prochazkova quach quinn quiroga quispe ra racz radic radovic radu radulovic rahman rai raj rajapaksha ram ramadan ramirez ramos rana ranasinghe ranaweera rangel rantanen rasmussen rathnayaka rathnayake
        ratnayake rebane reddy reed reid reilly reis reiter reuter rey reyes rhee rhim ribeiro ricci richardson ries rim rinaldi rios riquelme ristevski riva rivas rivera rivero rizzi rizzo roberts robertson
        robinson robles rocha rodrigo rodrigues rodriguez rogers roh rojas romano romeo romero ros rosales rosario rosas rosca ross rossetti rossi rotari roux roy rozman rubio rudenko ruggiero ruiz russell russo
        rusu ryan ryang ryoo ryu saarinen saavedra sabajo sadykov saez sah sahakyan sahin saito sakai sakamoto sakurai sala salas salazar salihovic salinas salminen salo salonen salvador sam samaras samarasinghe
        sampath san sanchez sanders sandoval sang sanhueza sanjeewa sanna sano santana santoro santos sanz sargsyan saric sasaki sat sato savchenko savic savolainen say scheving schiltz schmid schmidt schmit
        schmitz schneider schroeder schulz schuster schwarz scott segal segel segura semil semjonov semyonov sen senanayake seneviratne seng seo seoh seong sepp sepulveda serra serrano shah shala shapira sharma
        shaw shehu shen shengelia shevchenko shevchuk shibata shim shimada shimizu shin shkodra shkreli shong shrestha shung sieng silva silvestri sim simic simoes simon simonsen simsek sin sinani singh sirbu
        smagulov smirnov smit smith smits soares sohn sok sokolov solis solovyov som son song sonn sor sorensen soria soriano sorrentino sosa soto soun sousa sow spiteri stan stankeviciene stankevicius stankovic
        steffen steiner stewart stoica stojanov stojanovic stoyanov stoyanova su suarez subotic suen sugahara sugawara sugiyama suh suleimenov suljic sullivan sultanov sun sung suy suzuki svensson svoboda
        svobodova szabo szilagyi szymanski ta tabatadze tahirovic taing takacs takada takagi takahashi takaki takata takeda taketa takeuchi tal tamang tamm tamura tan tanaka tang taniguchi tapia tat tavares taylor
        teixeira teoh tep terzic testa thach thai thanasi thapa tharu thill thomas thompson thomsen thorarensen thorlacius thuong thy tieu ting tiong tiu tjin tkachenko tkachuk to todorov todorova tolentino tomic
        tong toro torok torres toska toskaj toth toy trac trajanoski trajanovski trajcevski trajkovski tran tremblay trieu trinh truong tsai tsay tsiklauri tsoi tsui tu tuominen turcan turk turner turunen ty uch
        uchida ueda ueno ueta uhm um ung urbonas urboniene ursu uy valdes valdez valencia valente valentini valenzuela valon valverde vanags vang vardanyan varela varga vargas vasiliauskas vasiliauskiene vasilyev
        vasquez vassiljev vazquez vega velasco velasquez vella venegas vera vergara vesela vesely vidal vidmar vidovic vieira villa villalba villalobos villanueva vincent vinogradov virtanen visser vitale vitols
        vo volkov vong vorobyov vos vu vujic vujovic vukovic vuong waage wada wagener wagner walker wallner walsh wang waqa ward watabe watanabe watson webb weber weerasinghe weiss welter white wickramasinghe
        wijesinghe willems williams wilson wimmer winkler wisniewski wojciechowski wojcik wolf wong woo wood wouters wozniak wright wu xu yadav yakovenko yamada yamaguchi yamamoto yamasaki yamashita yamazaki yanez
        yang yau yeong yeung yi yildirim yildiz yilmaz yim yokoyama yoo yoon yos yosef yoshida youn young yu yun zagar zammit zamora zarins zaytsev zhang zhao zhou zhu zielinski zoeng zukauskas zukauskiene zukic
        zuniga zupan zupancic zuu
        """);
}
