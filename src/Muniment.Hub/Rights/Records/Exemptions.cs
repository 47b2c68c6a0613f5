namespace Muniment.Hub.Rights.Records;

/// <summary>Grounds on which a value is left out of what a person is shown. Each is one record's or one field's, decided by people, and she is told that something is left out and on which ground.</summary>
static class Exemptions
{
    /// <summary>It is about somebody else (Data Protection Act 2018, schedule 2, paragraph 16).</summary>
    public const string ThirdParty = "third-party";

    /// <summary>It would prejudice preventing or prosecuting a crime (schedule 2, paragraph 2).</summary>
    public const string Crime = "crime";

    /// <summary>It would prejudice immigration control, judged case by case (schedule 2, paragraph 4).</summary>
    public const string Immigration = "immigration";

    /// <summary>It is between a lawyer and a client (schedule 2, paragraph 19).</summary>
    public const string Privilege = "privilege";

    /// <summary>Seeing it would be likely to cause serious harm to somebody's health (schedule 3, part 2).</summary>
    public const string Harm = "harm";

    /// <summary>All grounds there are.</summary>
    public static IReadOnlyList<string> All { get; } = [ThirdParty, Crime, Immigration, Privilege, Harm];

    /// <summary>Grounds by which this body helps itself rather than somebody else: they take two people.</summary>
    public static bool NeedsTwo(string exemption) => exemption != ThirdParty;
}
