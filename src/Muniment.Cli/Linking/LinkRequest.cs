using Muniment.Linkage.Blocking;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>What a user asked a link run to do.</summary>
sealed record LinkRequest
{
    public required IReadOnlyList<Extract> Extracts { get; init; }

    /// <summary>The model's file; null: chosen and trained by the run.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Which pairs may be made; null: the model's, or any two records.</summary>
    public LinkType? Type { get; init; }

    /// <summary>Match probability from which records are grouped; null: the model's or the default.</summary>
    public double? Threshold { get; init; }

    /// <summary>Match probability from which edges are written; 0: every pair; null: min(0.5, threshold).</summary>
    public double? Keep { get; init; }

    public string? IdColumn { get; init; }

    /// <summary>A column that says who the person really is; used to measure, never to decide.</summary>
    public string? TruthColumn { get; init; }

    /// <summary>Further columns that no stage that decides may see.</summary>
    public IReadOnlyList<string> TruthColumns { get; init; } = [];

    /// <summary>Columns whose values make groups that accuracy is told for.</summary>
    public IReadOnlyList<string> GroupColumns { get; init; } = [];

    /// <summary>Names of cleaning steps that are switched off in a model the run chooses.</summary>
    public IReadOnlySet<string> WithoutSteps { get; init; } = new HashSet<string>();

    public string? DecisionsPath { get; init; }

    public string? PreviousPath { get; init; }

    public ulong Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public long? MemoryBytes { get; init; }

    public bool ShowValues { get; init; }

    /// <summary>Also write the records as mapped files, for look-ups.</summary>
    public bool Snapshot { get; init; }

    /// <summary>Also write persons and edges as Parquet.</summary>
    public bool Parquet { get; init; }

    /// <summary>Grouping method named by the user; null: chosen.</summary>
    public string? Grouping { get; init; }

    public VectorWidth Width { get; init; }

    public bool EarlyExit { get; init; } = true;
}
