namespace Muniment.Tables;

/// <summary>How far a load has come.</summary>
/// <param name="FileName">The extract being read.</param>
/// <param name="BytesRead">Bytes of all extracts' files read so far (packed bytes where a file is packed).</param>
/// <param name="BytesTotal">Bytes of all extracts' files.</param>
/// <param name="Rows">Records accepted so far.</param>
public readonly record struct LoadProgress(string FileName, long BytesRead, long BytesTotal, long Rows);
