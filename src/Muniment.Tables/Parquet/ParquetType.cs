namespace Muniment.Tables.Parquet;

/// <summary>What a column of a written Parquet file holds.</summary>
public enum ParquetType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Whole numbers of 64 bits.</summary>
    WholeNumber,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Number,
}

/// <summary>A column of a written Parquet file.</summary>
/// <param name="Name">Its name; unique in the file, ignoring case.</param>
/// <param name="Type">What it holds.</param>
public readonly record struct ParquetColumn(string Name, ParquetType Type);
