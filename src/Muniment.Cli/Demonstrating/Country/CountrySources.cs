using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>The public entries of the made-up country's six sources.</summary>
static class CountrySources
{
    static readonly Organisation s_records = new("government-organisation:EX01", "Department of Records");

    /// <summary>All of them.</summary>
    /// <param name="begun">The day the first assessment was made.</param>
    public static IReadOnlyList<Source> All(LocalDate begun) =>
    [
        Entry("visas", "Visas and permissions", s_records, "Residence Act 2012, section 4",
            "record_id given_names:forename family_name:surname native_name date_of_birth:birth_date gender:sex nationality passport_number:document_number email phone status status_until cessation_date flags",
            ["dpv:IdentityVerification", "muniment:LicenceEligibility", "dpv:LegalCompliance", "dpv:ImprovePublicServices", "muniment:StatusCheck", "muniment:EndOfSupport"], Known.Yes, begun),
        Entry("driving-licences", "Driving licences", new("government-organisation:EX02", "Driver Licensing Authority"), "Road Traffic (Residence) Act 2014, section 40",
            "record_id forename surname dob:birth_date sex address_line:address town postcode licence_number", ["muniment:LicenceEligibility"], Known.Yes, begun),
        Entry("patients", "Patients' registrations", new("government-organisation:EX11", "Patient Register"), "Health Records Act 2011, section 9",
            "record_id first_name:forename last_name:surname other_names birth_date sex house_number street town postal_code:postcode telephone:phone email nhs_number area_code registration_date", ["muniment:Tracing"], Known.Yes, begun),
        Entry("pupils", "Pupils", new("government-organisation:EX04", "Schools Department"), "Schools Act 2009, section 21",
            "record_id pupil_forename:forename pupil_surname:surname birth_date sex postcode school", ["muniment:ChildSafeguarding"], Known.Yes, begun),
        Entry("bank-accounts", "Bank accounts", new("company:EX31", "Exland Banks' Register"), "Financial Conduct Act 2015, section 12",
            "record_id full_name date_of_birth:birth_date address_line:address town postcode email mobile:phone passport_number:document_number", ["dpv:LegalCompliance"], Known.No, begun),
        Entry("police-list", "Police list", new("government-organisation:EX05", "National Police"), "Police Records Act 2010, section 3",
            "record_id forename surname dob:birth_date sex address_line:address town postcode status flags", ["muniment:LawEnforcement"], Known.Unknown, begun) with { LawfulBasis = [LawfulBases.LawEnforcement] },
    ];

    static Source Entry(string id, string name, Organisation provider, string power, string columns, string[] purposes, Known children, LocalDate begun) => new()
    {
        Id = id,
        Name = name,
        Controller = s_records,
        Provider = provider,
        Purposes = [.. purposes.Select(term => new Purpose(term, PurposeWords(term)))],
        LawfulBasis = ["eu-gdpr:A6-1-e"],
        LegalPower = power,
        People = [new("dpv:Citizen", "People in the made-up country of Exland"), new("dpv:Immigrant", "People who have come to live there")],
        Data = [new("pd:Name", "Names"), new("pd:BirthDate", "Birth dates"), new("pd:Contact", "Addresses, telephone numbers and e-mail")],
        Children = children,
        Retention = new(72, false, "Six years from when it was loaded"),
        Dpia = new(begun, begun.PlusYears(3), $"https://records.example/assessments/{id}"),
        Contact = "sharing@records.example",
        Mode = LoadMode.Replace,
        IdColumn = "record_id",
        Fields = [.. columns.Split(' ').Skip(1).Select(column => column.Split(':')).Select(parts => new FieldOfColumn(parts[0], parts[^1]))],
        IsMadeUp = true,
        IsSandbox = false,
    };

    static string PurposeWords(string term) => term switch
    {
        "dpv:IdentityVerification" => "To tell whether somebody is who they say they are",
        "muniment:LicenceEligibility" => "To tell whether somebody may hold a driving licence",
        "dpv:LegalCompliance" => "To check accounts as the law asks",
        "dpv:ImprovePublicServices" => "To pay benefits to whom they are due",
        "muniment:StatusCheck" => "To tell an employer what somebody's status is",
        "muniment:EndOfSupport" => "To tell a local authority that support ends, so that it can take over",
        "muniment:Tracing" => "To find somebody who has lost touch",
        "muniment:ChildSafeguarding" => "To find children who miss school",
        _ => "To prevent and detect crime",
    };
}
