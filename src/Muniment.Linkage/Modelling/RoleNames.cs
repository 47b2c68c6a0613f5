using System.Text;
using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Modelling;

/// <summary>What the usual names of columns say, in several languages and spellings.</summary>
/// <remarks>
/// A name is cut into words at blanks, punctuation, capitals and digits; the longest run of words that is known decides, so
/// that "patient_home_phone" and "postcode_2" are known by their parts. Pure; safe on any thread.
/// </remarks>
static class RoleNames
{
    static readonly WordTable s_roles = new(
        """
        Record: id rowid recordid recid uniqueid uuid guid rownumber rowno rownum index idx recordnumber recordno recno serial serialno lineno line key pk sourceid source sourcedataset sourcesystem filename
        Truth: truthperson trueperson trueid cluster clusterid truth groundtruth label labels labelid personid personnumber entity entityid goldenid goldenrecord goldenrecordid truthid matchid groupid canonicalid masterid mpi empi duplicateof dupof isduplicate istruth
        Forename: givenname given givennames firstname first firstnames forename forenames forename1 fname gname christianname christian vorname rufname prenom prenoms nombre nombres primernombre nome prenome imie voornaam voornamen roepnaam fornamn fornavn etunimi keresztnev ime imya имя primeironome onoma prvnimeno jmeno krestnijmeno isim adi knownas preferredname nickname
        MiddleName: middlename middle middlenames middleinitial mname secondname otherforenames othername othernames additionalname patronymic patronym otchestvo отчество middleinit minit mi segundonombre zweitername
        Surname: surname surnames lastname last lname familyname family sname nachname familienname nom nomdefamille apellido apellidos primerapellido apellidopaterno cognome sobrenome nazwisko achternaam efternamn etternavn efternavn sukunimi vezeteknev prezime familiya фамилия prijmeni soyad soyadi soyisim
        FullName: fullname name names personname displayname completename patientname clientname applicantname customername membername accountname accountholder holdername nameoriginal firstandsurname firstandlastname forenamesurname firstnamesurname firstlast nameconcat nomcomplet nomprenom nombrecompleto nombreyapellidos naam namn navn fio фио vollername vollstandigername
        Text: mothername mothersname mothersmaidenname mothermaidenname fathername fathersname maidenname birthname nameatbirth previoussurname previousname previousnames formername formernames alias aliases aka spousename partnername nextofkin nextofkinname parentname guardianname geburtsname nomdenaissance
        BirthDate: dob dateofbirth dobirth birthdate birthday birthdt bdate bday borndate born dateborn dtbirth dtob dofb geburtsdatum geburtstag gebdat gebdatum datedenaissance datenaissance naissance ddn fechanacimiento fechadenacimiento fechanac fnac nacimiento datadinascita datanascita datanascimento datadenascimento nascimento geboortedatum fodelsedatum fodselsdato dataurodzenia syntymaaika szuletesidatum datumnarozeni датарождения dogumtarihi
        BirthYear: yob yearofbirth birthyear byear yearborn geburtsjahr anneenaissance anodenacimiento annonascita geboortejaar
        BirthParts: birthmonth monthofbirth mob birthdayofmonth dayofbirth age ageyears ageinyears alter edad eta idade
        DeathDate: dod dateofdeath deathdate deathdt ddate datedeath diedon died sterbedatum todesdatum datedeces fechadefuncion fechadefallecimiento
        Sex: sex gender sexcode gendercode genderidentity sexatbirth mf geschlecht sexe genre sexo genero sesso plec geslacht kon kjonn kon sukupuoli nem pohlavi пол cinsiyet
        Email: email emailaddress emailaddr mail emailid eml contactemail courriel correo correoelectronico epost sahkoposti primaryemail
        Phone: phone phonenumber phoneno phonenum telephone telephonenumber telephoneno tel telno telnum mobile mobilenumber mobileno mobilephone cell cellphone cellnumber homephone workphone landline contactnumber contactno telefon telefono telefone telefoon handy mobil msisdn fax
        Postcode: postcode postalcode zip zipcode zip5 pcode pc postcd pcd pstcd plz postleitzahl codepostal codigopostal cp cap cep postnummer postnr kodpocztowy psc iranyitoszam eircode pincode индекс
        Town: town city suburb locality municipality village posttown townname cityname settlement ort stadt wohnort ville commune ciudad poblacion municipio localidad citta comune cidade miasto miejscowosc plaats woonplaats stad gemeente by kommune kaupunki varos mesto город sehir placeofresidence residence
        Region: state region county province stateprovince statecode district department departement bundesland provincia estado regione prefecture oblast governorate shire wojewodztwo provincie landsting lan fylke область ward lga borough localauthority adminarea administrativearea
        Country: country countrycode nation nationality citizenship land staat pays pais paese kraj nationalite nacionalidad nazionalita staatsangehorigkeit страна countryofbirth birthcountry countryofresidence
        Street: street streetname address1 addressline1 addr1 address1line addrline1 line1 add1 road thoroughfare strasse strassenname rue calle via ulica straat gata gate vej katu utca ulice улица streetaddress sokak
        HouseNumber: housenumber houseno streetnumber streetno housenum strno stno buildingnumber buildingno flatnumber flatno unitnumber unitno aptno apartmentnumber hausnummer numero numerorue huisnummer civico number_house premise door doorno
        Address: address addr fulladdress homeaddress postaladdress mailingaddress residentialaddress address2 address3 address4 addressline2 addressline3 addressline4 addr2 addr3 addr4 addrline2 line2 line3 line4 add2 add3 adresse direccion domicilio indirizzo endereco adres adress osoite lakcim adresa адрес adres2 building property housename previousaddress
        BirthPlace: birthplace placeofbirth pob birthtown birthcity cityofbirth townofbirth birthcounty countyofbirth placebirth geburtsort lieudenaissance lugardenacimiento luogodinascita localdenascimento geboorteplaats fodelseort miejsceurodzenia месторождения
        Occupation: occupation job jobtitle profession employment occ trade beruf metier profesion professione profissao zawod beroep yrke
        NhsNumber: nhs nhsnumber nhsno nhsnum nhsid
        NationalInsuranceNumber: nino nino1 nationalinsurancenumber nationalinsurance nationalinsuranceno nationalinsno ni ninumber nationalinsno natinsno
        DocumentNumber: ssn socsecid socsec socialsecurity socialsecuritynumber socialsecurityno socsecno sin nin nationalid nationalidnumber nationalidentitynumber idnumber idno identitynumber identityno identitycard idcard documentnumber documentno docno document passport passportnumber passportno passportnum drivinglicence drivinglicencenumber driverlicense driverslicense driverslicensenumber driverlicence licence licencenumber licenseno license dlnumber taxid taxnumber taxno tin utr steuernummer steuerid fiscalcode codicefiscale cf nif nie dni cpf curp pesel bsn personnummer cpr hetu medicare medicarenumber medicareno medicalrecordnumber mrn patientid patientnumber hospitalnumber accountnumber accountno account iban membernumber memberid customerid customernumber clientid employeeid staffid studentid pupilid upn votersid voterid arn caseid casenumber referencenumber refno reference visanumber brp aadhaar pan chi chinumber
        Category: title salutation prefix suffix honorific maritalstatus marital civilstatus ethnicity race religion language status type category bloodgroup bloodtype education qualification
        """);

    /// <summary>The role a column's name speaks of; null: the name says nothing known.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="known">The words that decided, as one.</param>
    public static string? Find(string column, out string known)
    {
        var words = Words(column);
        for (var length = Math.Min(words.Count, 4); length >= 1; length--)
        {
            for (var start = 0; start + length <= words.Count; start++)
            {
                known = string.Concat(words.Skip(start).Take(length));
                // Short names such as "id", "by", "line" say something only when they are the whole name.
                if (length < words.Count && length == 1 && IsVague(known))
                    continue;
                if (s_roles.TryGet(Encoding.UTF8.GetBytes(known), out var role))
                    return Encoding.UTF8.GetString(role);
            }
        }
        known = "";
        return null;
    }

    static bool IsVague(string word) =>
        word is { Length: <= 3 } and not ("dob" or "dod" or "nhs" or "ssn" or "zip" or "sex") || word is "line" or "index" or "key" or "type" or "status" or "number"
            or "first" or "last" or "given" or "family" or "name" or "names" or "source" or "serial" or "gate" or "land" or "born" or "mail" or "middle" or "account"
            or "reference" or "document" or "nation" or "title" or "state" or "line1" or "entity" or "label" or "labels" or "building" or "property";

    // given_name, GivenName, "Given Name", GIVEN-NAME2 → given, name(, 2); digits stay with the word so that address_1 is address1.
    static List<string> Words(string column)
    {
        var buffer = new CleanBuffer();
        var spaced = new StringBuilder();
        for (var i = 0; i < column.Length; i++)
        {
            if (i > 0 && char.IsUpper(column[i]) && (char.IsLower(column[i - 1]) || (i + 1 < column.Length && char.IsLower(column[i + 1]))))
                spaced.Append(' ');
            spaced.Append(column[i]);
        }
        return CleaningRecipe.Parse(["text"]).TryClean(Encoding.UTF8.GetBytes(spaced.ToString()), ref buffer)
            ? [.. Encoding.UTF8.GetString(buffer.Value).Split(' ')]
            : [];
    }
}
