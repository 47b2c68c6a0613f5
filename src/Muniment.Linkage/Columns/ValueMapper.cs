using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Columns;

/// <summary>Maps one value to another; <see cref="CleaningRecipe.TryClean"/> is one.</summary>
/// <remarks>The same value must always give the same result, on whatever thread. Called on several threads at once if the deriver is given several.</remarks>
/// <param name="value">UTF-8, never empty.</param>
/// <param name="destination">Receives the new value (<see cref="CleanBuffer.Load"/>); empty = missing. Reused from value to value.</param>
/// <returns>False = missing.</returns>
public delegate bool ValueMapper(ReadOnlySpan<byte> value, ref CleanBuffer destination);
