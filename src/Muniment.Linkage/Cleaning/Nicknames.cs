namespace Muniment.Linkage.Cleaning;

/// <summary>Short, familiar and spelling forms of forenames, each with the one form they are compared under.</summary>
/// <remarks>
/// General knowledge. A form that belongs to several names (Alex, Chris, Pat) stands with the most usual one, so equality of
/// the canonical form is evidence, not proof. Rows: canonical form first; the first row to claim a form keeps it.
/// </remarks>
static class Nicknames
{
    public static readonly WordTable Table = new(Men + Women + OtherLanguages);

    public static bool Replace(ref CleanBuffer buffer) => NameSteps.Replace(ref buffer, Table);

    const string Men =
        """
        aaron: aron arron ron; abraham: abe abram bram; adam: ad; alan: allan allen al; albert: bert bertie; alexander: alex alec alick alasdair alistair alastair alister xander sandy sasha lex eck aleck
        alfred: alf alfie fred; algernon: algie algy; ambrose: brose; andrew: andy drew andre andie dandy; anthony: tony antony anton ant toni; archibald: archie arch baldie; arnold: arnie arny
        arthur: art artie; augustus: gus august augustine austin gussie; barnaby: barney barnabas; bartholomew: bart barty bartle bat; basil: baz; benedict: bennett; benjamin: ben benny benji bennie benj
        bernard: bernie barnard; bradley: brad; brendan: brend; brian: bryan bryant; bruce: brucie; calvin: cal; cameron: cam; charles: charlie charley chas chuck chaz charly chuckie; christian: kit
        christopher: chris kris topher christy cris christofer kristopher kester; clarence: clarry; clement: clem; clifford: cliff clif; clinton: clint; constantine: constantin; cornelius: corny neil nelius
        cuthbert: cuddy; cyril: cy; daniel: dan danny dani danl danyl; david: dave davy davey davie dai taffy; dennis: den denis denny dennie; derek: derrick deric del; desmond: des dezzy; dominic: dom nic dominick
        donald: don donny donnie; douglas: doug dougie duggie; duncan: dunc; edgar: edgard; edmund: edmond; edward: ed eddie eddy ted teddy ned neddy eddard edw; edwin: edwyn; elijah: eli lige; ellis: elis
        emmanuel: manny emanuel manuel manolo; ephraim: eph; ernest: ernie earnest ern; eugene: gene; evan: ev; ezekiel: zeke; felix: fee; ferdinand: ferdie ferd; francis: frank frankie fran franny frans
        frederick: freddie freddy frederic fredrick fredric fredk freddi; gabriel: gabe; gareth: gary garry garth gaz; geoffrey: geoff jeff jeffrey jeffery jeffry; george: georgie geo dod doddy; gerald: gerry ger jerrold
        gerard: gerrard jerard; gilbert: gil gib gillie; gordon: gord gordy; graham: graeme grahame; gregory: greg gregg gregor greig; griffith: griff; guy: wido; harold: hal; harvey: harv; hector: heck
        henry: harry hank hen harrie henery; herbert: herb herbie; hezekiah: hez; horace: horry; howard: howie; hubert:; hugh: hughie hugo huw shug; humphrey: humph; ian: iain; ignatius: iggy
        isaac: ike izaak isaak; isaiah: zay; john: jack; jacob: jake jakob jaco cob; james: jim jimmy jimmie jem jamie jas jimi hamish; jared: jarrod jarod; jason: jase; jasper: casper caspar kaspar; jeremiah: jerry jeremy jez
        jerome: gerome; jesse: jess; joel: joely; john: johnny johnnie jon jno jonny jonnie jock johny; jonathan: jonathon jonty johnathan; joseph: joe joey jos jody joss; joshua: josh; julian: jules; justin: just
        kenneth: ken kenny kennie; kevin: kev; lancelot: lance; laurence: larry lawrence laurie lawrie loz lol laz; lawson: laws; leonard: len lenny lennie leon leo leonhard; leopold: poldi; leslie: les; levi: lev
        lewis: lew lou louis louie ludovic ludwig luis luigi; lionel: li; llewellyn: lyn; lucas: luke luc; malcolm: mal malc; mark: marc markus marcus marco; martin: marty martyn mart; matthew: matt mat matty mathew matthias
        maurice: morris mo moritz; maxwell: max maximilian maxim; michael: mike mick mickey micky mikey mitch micheal mikael michel mitchell; miles: myles; montague: monty montgomery; mortimer: mort; moses: moe mose
        nathaniel: nat nathan nate nathanael natty; nicholas: nick nicky nico nicolas klaus nik nickolas claus nicol; nigel: nige; noel: nowell; norman: norm; oliver: ollie olly noll; oscar:; oswald: ozzie oz ossie ozzy; owen: eoin
        patrick: pat paddy patric padraig; paul: pauly pablo; percival: percy perce; peregrine: perry; peter: pete petey piers pierce; philip: phil phillip phill pip philipp flip; ralph: rafe raff ralf; ramon: raymundo
        randolph: randy randall randal dolph; raphael: raf rafael; raymond: ray raymund; reginald: reg reggie reggy rex; reuben: rube ruben; rhys: reece rees reese; richard: rick dick ricky richie rich rickie dickie dicky dickon hitch ritchie
        robert: bob bobby rob robbie bobbie robin robby rab rabbie robt; roderick: rod roddy rodrick; rodney: rodge; roger: rodger hodge; roland: rolly rowland rollo roly; ronald: ronnie ronny; rory: ruairi; rudolph: rudy rudolf rolf
        rufus: rufe; rupert: ru; russell: russ russel rusty; samson: sampson; samuel: sam sammy saml sammie; saul:; sebastian: seb bastian sebby; septimus: sep; seth: seff; sidney: sid sydney syd; silas: silvanus; simon: si sim simeon
        solomon: sol solly; spencer: spence; stanley: stan; stephen: steve steven stevie stef stephan ste steffan; stuart: stu stewart stew; sylvester: sly vester; terence: terry terrence tel terrance; theobald: tibby; theodore: theo thad fedor
        thomas: tom tommy tam thom tomas thos tommie; timothy: tim timmy timo; tobias: toby tobe tobiah; tristan: tris tristram; tyrone: ty; ulysses: lyss; uriah: uri; valentine: val; vernon: vern; victor: vic vick; vincent: vince vinny vin vinnie
        walter: walt wally wat wattie; warren: waz; wilfred: wilf wilfrid; wilbur: wilber; william: bill billy will willie willy wm liam bil wil gwilym gullielmus guillaume wilhelm; winston:; zachary: zach zack zac zak zachariah zechariah zackary; zebedee: zeb
        """ + "\n";

    const string Women =
        """
        abigail: abby abbie gail abbey abi gayle; ada: adah; adelaide: addie addy della; adele: adela; agatha:; agnes: aggie nessie nessa agness; aileen: eileen ilene; alexandra: alexa lexi lexie alix sandra sondra alexandria; alexis: alexia; alice: allie ally alys alyce
        alison: allison alyson; amanda: mandy manda; amelia: milly millie amy amie emelia; anastasia: stacey stacy tasia nastya; andrea: andi; angela: angie ange angelina; anne: ann anna annie nan nancy hannah anita nannie anya ana annette nanette; annabel: annabelle
        antonia: tonia; arabella: bella belle; audrey: audry; augusta: gusta; barbara: barb babs barbie bab barbra; beatrice: bea trixie beatrix bee trix beattie; belinda: linda lindy lynda lin; bernadette: detta; bertha: birtha; bethany: beth
        beverley: bev beverly; blanche: blanch; brenda: bren; bridget: biddy bridie brigid delia bridgette; brittany: britt brit; camilla: milla cami; candace: candy candice; carol: carole carrol; caroline: carrie caro carolyn lina carolina
        catherine: kate katie cathy kathy cath kath katherine kathryn katharine kat kitty katy kathleen catharine cate cathryn trina karen katrina catriona kathrine kay katia; cecilia: cis cissie sissy cecily celia cecelia; charlotte: lottie char lotte lotty; chloe: clo
        christina: chrissie tina christine kirsty kirsten chrissy krista kristin kristina kristine chrystal kristen teena; clara: clare claire clair clarissa; claudia: claud; constance:; cordelia: cordy; cynthia: cindy cyndi; daisy: dais; danielle: daniella; daphne: daff
        deborah: deb debbie debby debra debs; deirdre: dee; delilah: lila; denise:; diana: di diane dianne dian; dolores:; dorothy: dot dottie dolly dolley dora dotty dorothea doll dorrie; edith: edie edy eda edyth; edna:; eleanor: ellie nell nellie nelly elinor eleanore lenora leonora
        elizabeth: liz lizzie betty bess bessie lizzy betsy eliza elsie libby lisa liza elisabeth elspeth betsey lib lisbeth elise bette bettie bet lilibet lisbet lizbeth; ellen: helen helena elena hellen lena; elsa: else; emily: em emmie emilie emilia
        emma: emmy; ernestine:; esther: hester essie etty ester; ethel: eth; eugenia: genie; eunice: unice; evelyn: evie eve eva evy eveline; felicity: flick fliss; florence: flo florrie flossie floss flora; frances: fanny francie francesca frannie franky
        freda: frieda frida; frederica:; genevieve: gen genny; georgina: gina georgia georgiana georgianna; geraldine:; gertrude: gertie trudy gert trudie; gillian: gill jill gilly jillian; gladys: glad; grace: gracie; gwendoline: gwen gwendolyn gwenda gwendolen
        harriet: hattie hatty harriett harriette hetty; hazel: haze; heather:; helga:; henrietta: etta hennie henriette; hilary: hillary; hilda: hildegard; honora: nora honor norah onora; ida: idah; imogen: immy; irene: rene renie; isabel: bel izzy isabelle isobel isabella issy ibby isa sabella ishbel
        jacqueline: jacqui jacquelyn jaclyn jacquie; jane: janie jayne janey jeanie; janet: jennet nettie; janice: jan janis; jean: jeannie jeanne jeannette jeanette; jemima: mima; jennifer: jen jenny jenn jenni jennie jenifer
        jessica: jessie jessy; joan: joanie; joanna: jo joanne joann johanna joana; josephine: josie posy fifi; joyce: joy; judith: judy judi jude; julia: julie juliet juliette julianne; june: junie; karina: carina; kimberley: kim kimberly; laura: lori lauren lolly lora
        lavinia: vina; leila: layla leyla laila lailah; leticia: letty lettice titia lettie; lillian: lil lily lilian lilly lillie; lorna: lorne; lorraine: raine; louise: louisa lulu; lucinda:; lucy: lucie lucille lucia lucretia; lydia: lyddie; mabel: mab mabs; madeline: maddie maddy madeleine madelyn magdalen magdalene magdalena
        margaret: maggie meg peggy marge margie mags madge peg margery marjorie greta rita margret gretchen megan meggie margot marguerite maisie margarita; marian: marion marianne mariann; marilyn:; martha: mattie; mary: molly polly mamie maria marie may mae moll mollie mara maryam
        matilda: tilly maud tillie maude tilda; maureen: maurine moreen; mercedes: mercy; meredith: merry; mildred:; millicent:; minerva: minnie; miranda: randa mira; miriam: mimi mitzi; monica: mona; muriel: mu; myrtle: myrt; natalie: nattie talia natasha nathalie natalia
        nicola: nicole nikki nicolette niki; olive:; olivia: liv livvy livia; pamela: pam pammie; patricia: trish tricia patty patsy pattie trisha; paula: pauline paulina; penelope: penny pen pennie; philippa: pippa; philomena: mena; phoebe: pheobe feebee; phyllis: phyl phillis
        priscilla: cilla prissy; prudence: prue pru; rachel: rae rach rachael raquel rachelle; rebecca: becky becca bex rebekah beck; roberta:; rosalind: ros roz rosalyn; rose: rosie rosa rosy rosemary rosemarie rosina rosanna rosalie; roxanne: roxy; ruth: ruthie; sabrina: brina; sally: sal sallie
        samantha:; sarah: sara sadie sarai; sharon: shaz sharron; sheila: shelagh; shirley: shirl; sibyl: sybil sib; sophia: sophie sofia sofie sophy zofia; stephanie: steph stefanie steffi; susan: sue susie suzy susanna susannah suzanne suzie sukey suke sukie; sylvia: silvia
        tabitha: tabby; tamara: tammy tamar tamsin; teresa: tess terri theresa tessa tracy terese therese tracey resa; thelma: thel; ursula: ursie; valerie:; vanessa:; veronica: nica; victoria: vicky vickie tori vikki vicki; violet: vi violetta; virginia: ginny ginger virgie; vivian: viv vivien vivienne
        wendy: wen; wilhelmina: mina willa minna wilma billie; winifred: win winnie wyn; yvonne: von evonne; zoe: zoey zoie
        """ + "\n";

    const string OtherLanguages =
        """
        muhammad: mohammed mohamed mohammad muhammed mohamad muhamed mehmet mehmed mohd muhamad mohamud muhammet mohamet mahomet muhd mhmd; ahmed: ahmad ahmet achmed; hussein: husain hussain husein hossein husayn hosein huseyin; hassan: hasan hassen; ali: aly
        mustafa: mustapha moustafa mostafa; yusuf: yousef youssef yousuf yusef yussuf usuf; ibrahim: ebrahim brahim ibraheem; ismail: ismael esmail ismaeel; omar: umar omer oumar; osman: usman othman uthman; abdullah: abdallah abdulla; abdulrahman: abdurrahman abdelrahman abdurahman
        khalid: khaled; rashid: rasheed rachid; saeed: said saied; tariq: tarek tarik tareq; yasin: yassin yaseen; zainab: zaynab zeinab zeynep; fatima: fatma fatimah fatema fatemeh; aisha: ayesha aysha aicha ayse aishah; khadija: khadijah hatice khadeeja; mariam: mariyam meryem
        ivan: vanya vania; dmitri: dmitry dmitriy dimitri dima mitya dimitry dmytro; aleksandr: sanya shura aleksander oleksandr; aleksei: alexei alexey aleksey alyosha lyosha; sergei: sergey serge serhiy seryozha; mikhail: misha michail mykhailo; nikolai: nikolay kolya mykola; vladimir: volodymyr vova volodya vlad wladimir
        yevgeny: evgeny evgeni zhenya yevhen evgenii; yuri: yury iurii yuriy; andrei: andrey andriy; pavel: pasha pavlo pawel; pyotr: petr petro petya piotr; vasily: vasya vasiliy vassily; boris: borya; grigory: grisha hryhoriy; konstantin: kostya kostyantyn; tatiana: tanya tatyana tania tetiana; yekaterina: ekaterina katya kateryna
        yelena: olena; svetlana: sveta svitlana; ludmila: lyudmila mila lyuda; nadezhda: nadia nadya; olga: olya olha; natalya: nataliya; irina: ira iryna; galina: galya halyna; yulia: yuliya iuliia; oksana: xenia ksenia kseniya oxana
        francisco: paco pancho curro kiko; jose: pepe chepe josep; ignacio: nacho; jesus: chuy chus; guillermo: memo; enrique: quique kike; eduardo: lalo; roberto: beto; alberto: berto; antonio: tono; raphael: rafa; concepcion: concha conchita; dolores: lola; mercedes: merche; rosario: charo; guadalupe: lupe lupita; consuelo: chelo; isabel: chabela
        giuseppe: beppe pino peppe; francesco: checco ciccio; giovanni: gianni vanni; salvatore: toto turi; domenico: mimmo; giacomo: mino; vincenzo: enzo; lewis: gigi; johannes: johann hans johan joannes; heinrich: heinz heini; friedrich: fritz; josef: sepp sepperl jozef; joachim: jochen achim; karl: carl carlo karel; gottfried: gotz
        katharina: kathi katja kathe; elizabeth: sissi lisl; margarete: grete gretel; francois: fanfan; jacques: jacquot; istvan: pista; laszlo: laci; jozsef: joska; ferenc: feri; sandor: sanyi; gyorgy: gyuri; jaroslav: jarek; stanislaw: staszek stas stanislav; wojciech: wojtek; krzysztof: krzys; malgorzata: gosia; katarzyna: kasia; aleksandra: ola; joao: joaozinho
        siobhan: shevaun; sean: shaun shawn shane; seamus: shamus; aoife: eefa; ngoc: ngok; gurpreet: gurprit; mohan: mohun; krishna: krishnan kishan krsna; lakshmi: laxmi luxmi; shiva: siva; sanjay: sanjai; vijay: bijay; rajesh: raj; deepak: dipak; jyoti: jothi
        """;
}
