using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Modelling;

/// <summary>Households of two share a surname, a telephone and a town; each of the two has a forename and a birth date of their own, and two records.</summary>
public sealed class FieldCorrelationsTests
{
    const int Households = 3_000;
    const int Seed = 20_261_122;

    static readonly (string Name, FieldRole Role)[] s_fields =
        [("forename", FieldRole.Forename), ("surname", FieldRole.Surname), ("born", FieldRole.BirthDate), ("phone", FieldRole.Phone), ("town", FieldRole.Town), ("email", FieldRole.Email)];

    [Fact]
    public void Correct_Households_WeighsTogetherWhatTheyShareAndNothingElse()
    {
        using var table = Records(slips: 0);

        var model = Corrected(table, out var chosen);

        var surname = Assert.Single(model.Comparisons, comparison => comparison.Name == "surname_given_others");
        Assert.Equal("the same, weighed together with phone", surname.Levels[0].Label);
        // A household has one surname: given the telephone, agreeing on it says next to nothing. Alone it says 8 bits.
        var own = model.Comparisons.First(comparison => comparison.Name == "surname").Levels[1];
        Assert.InRange(Bits.Log2(own.M!.Value / own.U!.Value) + Bits.Log2(surname.Levels[0].M!.Value / surname.Levels[0].U!.Value), -0.2, 0.4);
        Assert.Contains(model.Comparisons, comparison => comparison.Name == "town_given_others");
        Assert.DoesNotContain(model.Comparisons, comparison => comparison.Name is "forename_given_others" or "born_given_others" or "email_given_others" or "phone_given_others");
        Assert.Equal(2, chosen.Count);
    }

    // Every tenth person's other record has another forename and surname. They are matches, so they must not teach that different people share an email.
    [Fact]
    public void Correct_PeopleWithOtherNames_AreNotTakenForDifferentPeopleWhoShareAnEmail()
    {
        using var table = Records(slips: 10);

        var model = Corrected(table, out _);

        Assert.DoesNotContain(model.Comparisons.SelectMany(comparison => comparison.Levels), level => level.Label.EndsWith("with email", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_CorrectedModel_GivesTheModelBefore()
    {
        using var table = Records(slips: 0);

        var model = Corrected(table, out _);

        Assert.Equal(s_fields.Length, FieldCorrelations.Without(model).Comparisons.Count);
        Assert.Equal(s_fields.Length, FieldCorrelations.Without(SplinkModel.Parse(SplinkModel.Write(model))).Comparisons.Count);
    }

    [Fact]
    public void Correct_AnyThreads_SaysTheSame()
    {
        using var table = Records(slips: 10);

        Assert.Equal(SplinkModel.Write(Corrected(table, out _, threads: 1)), SplinkModel.Write(Corrected(table, out _, threads: 2)));
    }

    static LinkModel Corrected(RecordTable table, out List<string> chosen, int threads = 2)
    {
        using var prepared = new PreparedModel(table, Model(), threads);
        chosen = [];
        var trained = ModelTraining.Train(prepared, new TrainingOptions(), TestContext.Current.CancellationToken).Model;
        return FieldCorrelations.Correct(prepared, trained, chosen);
    }

    static RecordTable Records(int slips)
    {
        var random = new Random(Seed);
        var rows = new List<string?[]>();
        var (surname, town) = ("", "");
        for (var person = 0; person < Households * 2; person++)
        {
            var household = person / 2;
            string Forename() => $"f{random.Next(200)}";
            if (person % 2 == 0)
                (surname, town) = ($"s{random.Next(300)}", $"t{random.Next(40)}");
            var phone = $"p{household}";
            string[] first = [Forename(), surname, $"b{random.Next(5_000)}", phone, town, $"e{person}"];
            var second = (string[])first.Clone();
            if (slips > 0 && person % slips == 0)
                (second[0], second[1]) = (Forename(), $"s{random.Next(300)}");
            rows.Add(first);
            rows.Add([.. second.Select(value => random.Next(20) == 0 ? null : value)]);
        }
        return RecordTable.FromRows([.. s_fields.Select(field => field.Name)], rows);
    }

    static LinkModel Model() => new()
    {
        Comparisons = [.. s_fields.Select(field => ReadyComparisons.Exact(field.Name))],
        TrainingRules = [Rule("forename", "surname"), Rule("forename", "born"), Rule("email"), Rule("phone", "forename")],
        Roles = [.. s_fields.Select(field => new RoleOfColumn(field.Name, field.Role, "The test says so."))],
        MaxIterations = 100,
    };

    static BlockingRule Rule(params string[] columns) => new(new All([.. columns.Select(column =>
        (Condition)new Test(new FieldValue(column, Side.Left), Relation.Equal, new FieldValue(column, Side.Right)))]));
}
