using Muniment.Cli.Evaluation;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>Everything a report says about one run: plain values, filled by whoever ran it. An empty list leaves its section out.</summary>
/// <remarks>Values of records are masked by the report itself; see <see cref="Masking"/>. Ids of records and persons are shown as they are.</remarks>
sealed record RunFacts
{
    /// <summary>What the report is called: the names of the sources, say.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<SourceFacts> Sources { get; init; }

    /// <summary>Pairs of records that blocking made, each once.</summary>
    public long Pairs { get; init; }

    /// <summary>Pairs kept: of at least the weight of --keep.</summary>
    public long Edges { get; init; }

    public long Persons { get; init; }

    /// <summary>Rows that could not be read.</summary>
    public long Rejected { get; init; }

    /// <summary>Weight from which records are grouped, bits.</summary>
    public double ThresholdBits { get; init; }

    /// <summary>Weight from which pairs are kept, bits; minus infinity keeps all.</summary>
    public double KeepBits { get; init; } = double.NegativeInfinity;

    /// <summary>What was found out without configuration, a sentence each.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>What the reader should worry about, a sentence each: a level never observed, a rule that was refined, weights that are not calibrated.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<ColumnFacts> Columns { get; init; } = [];

    public IReadOnlyList<RuleFacts> Blocking { get; init; } = [];

    public required LinkModel Model { get; init; }

    public IReadOnlyList<TrainingRound> Training { get; init; } = [];

    public IReadOnlyList<TermFacts> TermFrequencies { get; init; } = [];

    /// <summary>The kept pairs by weight; with their truth if that is known.</summary>
    public WeightHistogram? Weights { get; init; }

    /// <summary>Persons by their number of records, ascending.</summary>
    public IReadOnlyList<PersonSize> PersonSizes { get; init; } = [];

    /// <summary>Records that could not be linked even to a copy of themselves, by threshold ascending.</summary>
    public IReadOnlyList<UnlinkablePoint> Unlinkables { get; init; } = [];

    /// <summary>Pairs worth a look: the surest, the least sure, those around the threshold.</summary>
    public IReadOnlyList<ExamplePair> Examples { get; init; } = [];

    /// <summary>Persons whose records contradict each other, the most suspect first.</summary>
    public IReadOnlyList<MergedPerson> Merged { get; init; } = [];

    /// <summary>How many such persons there are in all, the list may hold fewer; null: nobody looked for them.</summary>
    public int? MergedCount { get; init; }

    /// <summary>Against the truth; null where none was given.</summary>
    public AccuracyFacts? Accuracy { get; init; }

    public IReadOnlyList<StageFacts> Stages { get; init; } = [];
}

/// <summary>One source of records.</summary>
sealed record SourceFacts(string Name, long Records);

/// <summary>How complete one column is. Known: records with a value. Distinct: different values among them.</summary>
sealed record ColumnFacts(string Name, string Role, long Records, long Known, long Distinct);

/// <summary>One blocking rule: its text, the pairs it alone was the first to make, and the pairs given up because their block was too big.</summary>
sealed record RuleFacts(string Rule, long NewPairs, long GivenUp = 0);

/// <summary>One round of training: the prior after it, and the largest move of any m, u or prior.</summary>
sealed record TrainingRound(string Session, int Round, double Prior, double LargestChange);

/// <summary>One value of a field with term frequencies: how many records hold it and what agreeing on it is worth, bits.</summary>
sealed record TermFacts(string Field, string Value, long Records, double Frequency, double WeightBits);

/// <summary>How many persons have so many records.</summary>
sealed record PersonSize(int Records, long Persons);

/// <summary>At a threshold, the share of records, 0 to 1, that would not reach it even beside a copy of themselves.</summary>
sealed record UnlinkablePoint(double ThresholdBits, double Share);

/// <summary>A pair to show, with the ids of its records and a sentence on why it is shown.</summary>
sealed record ExamplePair(string Why, string LeftId, string RightId, PairExplanation Explanation);

/// <summary>A person who may be two. Score 0 to 1; the reason is a sentence without values; records and the proposed parts are record ids.</summary>
sealed record MergedPerson(string PersonId, double Score, string Reason, IReadOnlyList<string> Records, IReadOnlyList<IReadOnlyList<string>> Split);

/// <summary>How the run compares with the truth.</summary>
sealed record AccuracyFacts(Accuracy Persons)
{
    /// <summary>Scored pairs at every threshold.</summary>
    public ThresholdCurve? Pairs { get; init; }

    /// <summary>The persons at several thresholds.</summary>
    public IReadOnlyList<PersonPoint> PersonsByThreshold { get; init; } = [];

    public Calibration? Calibration { get; init; }

    /// <summary>How right the merged identities are; null: nobody looked for them.</summary>
    public MergedAccuracy? Merged { get; init; }

    /// <summary>For each column asked for, its groups.</summary>
    public IReadOnlyList<GroupFacts> Groups { get; init; } = [];

    /// <summary>False pairs and missed pairs worth a look.</summary>
    public IReadOnlyList<ExamplePair> Errors { get; init; } = [];
}

/// <summary>Accuracy of the records with one value of a column; an empty value is "missing".</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Its value; empty: missing.</param>
/// <param name="Accuracy">Of the persons.</param>
/// <param name="Merged">Of the merged identities that hold a record of the group; null: nobody looked for them.</param>
sealed record GroupFacts(string Column, string Value, Accuracy Accuracy, MergedAccuracy? Merged = null);

/// <summary>Time one stage took.</summary>
sealed record StageFacts(string Name, double Seconds, double CpuSeconds);
