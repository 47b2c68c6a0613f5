namespace Muniment.Linkage.Scoring;

/// <summary>A condition with OR or NOT inside, in SQL's three values. The rare case; a conjunction of tests is the usual one.</summary>
sealed class ConditionTree(TreeKind kind, ConditionTree[] parts, LevelTest leaf)
{
    readonly LevelTest _leaf = leaf;

    /// <summary>What the node does with its parts.</summary>
    public TreeKind Kind { get; } = kind;

    /// <summary>The parts, for AND, OR, NOT.</summary>
    public ConditionTree[] Parts { get; } = parts;

    /// <summary>The test, for a leaf.</summary>
    public ref readonly LevelTest Leaf => ref _leaf;
}

/// <summary>What a node of a <see cref="ConditionTree"/> does.</summary>
enum TreeKind : byte
{
    /// <summary>One test.</summary>
    Leaf,

    /// <summary>All parts.</summary>
    And,

    /// <summary>Any part.</summary>
    Or,

    /// <summary>Not the part.</summary>
    Not,
}
