using System.Globalization;
using System.IO.Compression;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Linkage.Tests;

/// <summary>The four public data sets that Splink 4.0.16 was trained and run on, and what it computed.</summary>
static class GoldenJobs
{
    public static readonly string[] All = ["fake_1000", "febrl3", "febrl4", "historical_50k"];

    static string Data => Path.Combine(AppContext.BaseDirectory, "data");

    public static LinkModel Model(string job) => SplinkModel.Parse(File.ReadAllBytes(Path.Combine(Data, "golden", job, "model.json")));

    public static RecordTable Records(string job)
    {
        string[] files = job switch
        {
            "febrl4" => ["febrl4a.csv", "febrl4b.csv"],
            "historical_50k" => ["historical_50k_concat.csv.gz"],
            _ => [job + ".csv"],
        };
        return ExtractLoader.Load([.. files.Select(file => new Extract(Path.Combine(Data, "people", file)))], new LoadOptions { IdColumn = Model(job).IdColumn }).Table;
    }

    /// <summary>A job's model on its records.</summary>
    public static PairScorer Scorer(string job, int threads = 2)
    {
        var model = Model(job);
        return new PairScorer(new PreparedModel(Records(job), model, threads), model);
    }

    /// <summary>Splink's predictions: ids of the pair → match weight, gammas, rule.</summary>
    public static Dictionary<(string Left, string Right), (double Weight, string Gammas, int Rule)> Predictions(string job)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Data, "golden", job, "predictions.csv.gz")), CompressionMode.Decompress));
        var columns = file.ReadLine()!.Split(',');
        var id = Model(job).IdColumn;
        int left = Array.IndexOf(columns, id + "_l"), right = Array.IndexOf(columns, id + "_r"), weight = Array.IndexOf(columns, "match_weight"), rule = Array.IndexOf(columns, "match_key");
        var gammas = columns.Index().Where(column => column.Item.StartsWith("gamma_", StringComparison.Ordinal)).Select(column => column.Index).ToArray();
        var predictions = new Dictionary<(string, string), (double, string, int)>();
        while (file.ReadLine() is { } line)
        {
            var values = line.Split(',');
            predictions.Add(
                (values[left], values[right]),
                (double.Parse(values[weight], CultureInfo.InvariantCulture), string.Join(' ', gammas.Select(column => values[column])), int.Parse(values[rule], CultureInfo.InvariantCulture)));
        }
        return predictions;
    }

    /// <summary>A run's edges in the same form.</summary>
    public static Dictionary<(string Left, string Right), (double Weight, string Gammas, int Rule)> Edges(PairScorer scorer, PairRunResult result)
    {
        var prepared = scorer.Prepared;
        var levels = new byte[prepared.Model.Comparisons.Count];
        var edges = new Dictionary<(string, string), (double, string, int)>();
        for (var edge = 0; edge < result.Edges.Count; edge++)
        {
            prepared.LevelsOf(result.Edges.Left[edge], result.Edges.Right[edge], levels);
            edges.Add(
                (prepared.Table.IdOf(result.Edges.Left[edge]), prepared.Table.IdOf(result.Edges.Right[edge])),
                (result.Edges.WeightBits[edge], string.Join(' ', levels.Select((level, comparison) => prepared.Gammas[comparison][level])), result.Edges.Rule[edge]));
        }
        return edges;
    }
}
