using System.CommandLine;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Linking;
using Muniment.Cli.Training;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment train: a model from records, without linking them.</summary>
static class TrainCommand
{
    static readonly Option<string?> s_labels = new("--labels") { Description = "Judged pairs, as 'muniment label' or Splink writes them, to learn m from." };
    static readonly Option<bool> s_forSplink = new("--for-splink") { Description = "Write a model that Splink 4 loads, and say what it no longer holds." };
    static readonly Option<string> s_out = new("--out") { Description = "The file for the model (default: model.json); replaced if it is there.", DefaultValueFactory = _ => "model.json" };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = InputOptions.With(new Command("train", "Chooses a model for records, or takes yours, learns m, u and the prior, and writes it. Links nothing.") { s_labels, s_forSplink, s_out });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var request = InputOptions.RequestOf(parsed);
        var (labels, path) = (parsed.GetValue(s_labels), parsed.GetValue(s_out)!);
        if (labels is not null && request.TruthColumn is not null)
            throw new BadInputException("--truth and --labels both say who is one person. Give one of them.");
        using var progress = new StageProgress();
        var clock = new StageClock { Progress = progress };
        var bound = BoundModel.Bind(request, clock, ForTraining, cancellation);
        var (training, trained) = bound.Train(prepared => Learn(prepared, bound, request, labels, cancellation), clock);
        using var _ = trained;
        var model = trained.Model with { TrainingRules = [] };
        TrainingText.Write(Console.Out, training, model, trained.Chosen);
        Console.WriteLine();
        WriteModel(model, path, parsed.GetValue(s_forSplink));
        if (trained.Loaded.Rejects.Count > 0)
            Console.Error.WriteLine($"{trained.Loaded.Rejects.Count} rows could not be used; 'muniment link' writes them down.");
        return 0;
    }

    static LinkModel ForTraining(LinkModel model) => ModelTraining.WithTrainingRules(FieldCorrelations.Without(model));

    static TrainingResult Learn(PreparedModel prepared, BoundModel bound, LinkRequest request, string? labelsPath, CancellationToken cancellation)
    {
        var options = new TrainingOptions { Seed = request.Seed };
        if (request.TruthColumn is { } truth)
            return ModelTraining.TrainOnTruth(prepared, bound.Loaded.Table.Find(truth)!.Codes.Span, options, cancellation);
        if (labelsPath is null)
            return ModelTraining.Train(prepared, options, cancellation);
        var labels = LabelsFile.Read(labelsPath, bound.Loaded.Table, out var leftOut);
        if (leftOut > 0)
            bound.Chosen.Add($"{leftOut} judged pairs are of records that are not here and were left out.");
        return ModelTraining.TrainOnLabels(prepared, labels, options, cancellation);
    }

    static void WriteModel(LinkModel model, string path, bool forSplink)
    {
        var export = forSplink ? SplinkModel.ForSplink(model) : null;
        try
        {
            var unfinished = path + ".partial";
            File.WriteAllBytes(unfinished, export?.Json ?? SplinkModel.Write(model));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {exception.Message}", exception);
        }
        if (export is { Lost.Count: > 0 })
            Console.WriteLine("What Splink will do differently:");
        foreach (var sentence in export?.Lost ?? [])
            Console.WriteLine($"  {sentence}");
        Console.WriteLine($"The model is in {path}.");
    }
}
