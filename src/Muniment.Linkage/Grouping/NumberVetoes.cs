using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>Numbers of which one person has one, as codes that grouping obeys.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
public static class NumberVetoes
{
    /// <summary>One array for each column of NHS numbers.</summary>
    /// <param name="table">The records.</param>
    /// <param name="roles">What its columns say; only numbers with a check digit veto, so that a slip does not part a person.</param>
    /// <returns>Arrays of [records]: 0 = no valid number, else above 0 and, but for one chance in two thousand million, different for different numbers.</returns>
    public static IReadOnlyList<int[]> Of(RecordTable table, IReadOnlyList<RoleOfColumn> roles)
    {
        var vetoes = new List<int[]>();
        foreach (var role in roles)
        {
            // National Insurance numbers have no check digit: one wrong digit is another person's number, so they do not veto.
            if (role.Role == FieldRole.NhsNumber && table.Find(role.Column) is { } column)
                vetoes.Add(Codes(column, CleaningRecipe.Parse(["nhs"])));
        }
        return vetoes;
    }

    static int[] Codes(Column column, CleaningRecipe recipe)
    {
        var codes = new int[column.Values.Count];
        var buffer = new CleanBuffer();
        for (var code = 1; code < codes.Length; code++)
        {
            if (recipe.TryClean(column.Values[code], ref buffer))
                codes[code] = (int)(RecordOrder.Hash(buffer.Value) & 0x7FFFFFFE) + 1;
        }
        var ofRecord = new int[column.Codes.Length];
        for (var row = 0; row < ofRecord.Length; row++)
            ofRecord[row] = codes[column.Codes[row]];
        return ofRecord;
    }
}
