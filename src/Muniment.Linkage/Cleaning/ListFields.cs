using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Cleaning;

/// <summary>Finds fields that hold several values.</summary>
static class ListFields
{
    // One value in ten with the sign is no slip of typing.
    const int LeastShare = 10;

    /// <summary>The sign between the values, ; or |; null: the field holds one value.</summary>
    public static char? SeparatorOf(Column column)
    {
        long values = 0, semicolons = 0, bars = 0;
        var mask = ValueSample.Mask(column.Values.Count - 1);
        for (var code = 1; code < column.Values.Count; code++)
        {
            var value = column.Values[code];
            if (!ValueSample.IsDrawn(value, mask))
                continue;
            values++;
            semicolons += value.Contains((byte)';') ? 1 : 0;
            bars += value.Contains((byte)'|') ? 1 : 0;
        }
        if (Math.Max(semicolons, bars) * LeastShare < Math.Max(values, 1))
            return null;
        return semicolons >= bars ? ';' : '|';
    }
}
