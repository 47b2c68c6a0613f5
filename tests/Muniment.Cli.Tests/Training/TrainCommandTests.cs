using System.CommandLine;
using System.Globalization;
using Muniment.Cli.Commands;
using Muniment.Linkage.Modelling;

namespace Muniment.Cli.Tests.Training;

public sealed class TrainCommandTests : IDisposable
{
    const int People = 600;

    readonly string _folder = Directory.CreateTempSubdirectory("muniment-train-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_Labels_LearnsFromThemAndTheModelLinks()
    {
        // Every third person's other record has another surname; the judged pairs are of those.
        string[] forenames = ["Ann", "Bo", "Cy", "Dana", "Eve", "Finn", "Gus", "Hana", "Ida", "Jon"];
        var random = new Random(20_261_122);
        var rows = Enumerable.Range(0, People).SelectMany(person =>
        {
            var (forename, born) = (forenames[random.Next(forenames.Length)], new DateOnly(1930, 1, 1).AddDays(random.Next(30_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            var (surname, town) = (Name(random), Name(random));
            return new[] { $"a{person},{forename},{surname},{born},{town},{person}", $"b{person},{forename},{(person % 3 == 0 ? Name(random) : surname)},{born},{town},{person}" };
        });
        File.WriteAllLines(At("people.csv"), ["id,forename,surname,date_of_birth,town,truth_person", .. rows]);
        File.WriteAllLines(At("labels.csv"), ["unique_id_l,source_dataset_l,unique_id_r,source_dataset_r,clerical_match_score",
            .. Enumerable.Range(0, 200).Select(person => $"a{person * 3},people,b{person * 3},people,1"), .. Enumerable.Range(0, 50).Select(person => $"a{person},people,b{person + 1},people,0"), "a1,people,nobody,people,1"]);
        var root = new RootCommand { TrainCommand.Create(), LinkCommand.Create() };

        Assert.Equal(0, CommandRunner.Run(root, ["train", At("people.csv"), "--labels", At("labels.csv"), "--out", At("model.json")]));

        var surname = SplinkModel.Parse(File.ReadAllBytes(At("model.json"))).Comparisons.Single(comparison => comparison.Name == "surname_clean");
        Assert.True(surname.Levels[^1].M > 0.5, "Most judged pairs disagree on the surname.");
        Assert.Equal(0, CommandRunner.Run(root, ["link", At("people.csv"), "--model", At("model.json"), "--truth", "truth_person", "--out", At("linked")]));
        using var summary = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(At("linked/summary.json")));
        Assert.InRange(summary.RootElement.GetProperty("accuracy").GetProperty("pairwise").GetProperty("f1").GetDouble(), 0.9, 1);
    }

    [Fact]
    public void Train_LabelsAndTruth_Refused()
    {
        File.WriteAllText(At("people.csv"), "id,forename\n1,Ann\n");

        Assert.Equal(CommandRunner.UserMustAct, CommandRunner.Run(new RootCommand { TrainCommand.Create() }, ["train", At("people.csv"), "--labels", At("labels.csv"), "--truth", "forename"]));
    }

    // One of 1,000 names.
    static string Name(Random random) => $"{"bcdfghklmn"[random.Next(10)]}{"aeiou"[random.Next(5)]}{"rstvz"[random.Next(5)]}{(random.Next(2) == 0 ? "ing" : "o")}{(random.Next(2) == 0 ? "ton" : "ski")}";

    string At(string name) => Path.Combine(_folder, name);
}
