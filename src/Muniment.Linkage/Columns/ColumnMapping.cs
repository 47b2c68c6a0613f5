using System.Text;

namespace Muniment.Linkage.Columns;

/// <summary>Columns computed from columns by a function of texts, once per distinct value.</summary>
/// <remarks>For the few transforms of a model's own expressions; cleaning, which touches every value of every field, has its own, faster way.</remarks>
static class ColumnMapping
{
    /// <summary>Maps each distinct value.</summary>
    /// <param name="column">The column to map.</param>
    /// <param name="name">The new column's name.</param>
    /// <param name="map">Text in, text out; null or empty: missing.</param>
    public static Column Map(Column column, string name, Func<string, string?> map)
    {
        using var values = new ValueDictionaryBuilder();
        var codes = new int[column.Values.Count];
        for (var code = 1; code < codes.Length; code++)
            codes[code] = map(Encoding.UTF8.GetString(column.Values[code])) is { Length: > 0 } text ? values.Code(Encoding.UTF8.GetBytes(text)) : 0;
        return new Column(name, Translate(column, codes), values.Build());
    }

    /// <summary>Joins the values of several columns record by record; missing where any part is.</summary>
    /// <param name="name">The new column's name.</param>
    /// <param name="parts">At least one column.</param>
    /// <param name="join">The parts' texts in, one text out.</param>
    public static Column Join(string name, IReadOnlyList<Column> parts, Func<string[], string> join)
    {
        using var values = new ValueDictionaryBuilder();
        var codes = new NativeArray<int>(parts[0].Codes.Length);
        var texts = new string[parts.Count];
        for (var row = 0L; row < codes.Length; row++)
        {
            if (parts.Any(part => part.Codes[row] == 0))
                continue;
            for (var part = 0; part < texts.Length; part++)
                texts[part] = Encoding.UTF8.GetString(parts[part].Values[parts[part].Codes[row]]);
            codes[row] = values.Code(Encoding.UTF8.GetBytes(join(texts)));
        }
        return new Column(name, codes, values.Build());
    }

    /// <summary>A column's values under the codes they have in another column; values that one lacks get codes of their own.</summary>
    public static Column Recode(Column column, Column like)
    {
        using var values = new ValueDictionaryBuilder();
        for (var code = 1; code < like.Values.Count; code++)
            values.Code(like.Values[code]); // The first so many codes are the other column's own.
        var codes = new int[column.Values.Count];
        for (var code = 1; code < codes.Length; code++)
            codes[code] = values.Code(column.Values[code]);
        return new Column($"{column.Name} as {like.Name}", Translate(column, codes), values.Build());
    }

    static NativeArray<int> Translate(Column column, int[] codes)
    {
        var translated = new NativeArray<int>(column.Codes.Length);
        for (var row = 0L; row < translated.Length; row++)
            translated[row] = codes[column.Codes[row]];
        return translated;
    }
}
