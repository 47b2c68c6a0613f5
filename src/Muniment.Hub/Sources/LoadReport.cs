namespace Muniment.Hub.Sources;

/// <summary>What a load did.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="LoadId">The load, "lod_…"; where nothing changed, the one that had read the same before.</param>
/// <param name="IsNew">False: the same content is held already, and nothing changed.</param>
/// <param name="Records">Records accepted.</param>
/// <param name="Rejects">Rows that could not be used.</param>
/// <param name="KeptOut">Records left out because they were erased for the person, or are past the source's retention.</param>
/// <param name="Content">SHA-256 of what the hub keeps of it.</param>
/// <param name="Notices">Sentences on what was decided without being asked; no personal data.</param>
public sealed record LoadReport(string SourceId, string LoadId, bool IsNew, long Records, long Rejects, long KeptOut, string Content, IReadOnlyList<string> Notices);
