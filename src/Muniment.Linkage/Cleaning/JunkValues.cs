using System.Globalization;
using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Cleaning;

/// <summary>A value that stands for "no value".</summary>
/// <param name="Code">Its code in the column.</param>
/// <param name="Reason">One sentence for the user; it holds no value.</param>
/// <param name="ByFrequency">True: found by how often it occurs; false: by how it reads, so that the step <c>junk</c> drops it.</param>
public sealed record JunkValue(int Code, string Reason, bool ByFrequency);

/// <summary>Finds values of a column that stand for "no value": by how they read and by how often they occur.</summary>
/// <remarks>
/// By frequency: values are ranked by their counts. Real values of fields that tell people apart fall off gradually; a few
/// placeholders stand before a cliff. Values before the highest cliff among the first ten ranks are junk if each is at least
/// eight times as frequent as the first value after it and occurs at least thirty times. Fields with few values by nature
/// (sex, country, region, category) are not judged so. Pure; safe on any thread; the same whatever the order of rows.
/// </remarks>
public static class JunkValues
{
    // Neighbouring ranks of names, towns and dates stay within a factor of 3 in ten public files; eight leaves room.
    const int LeastFall = 8;
    const int LeastRecords = 30;
    const int Ranks = 10;
    const int LeastDistinct = 100;

    /// <summary>Finds them, in the order of their codes.</summary>
    /// <param name="column">A column as it was loaded.</param>
    /// <param name="role">What it says about a person.</param>
    public static IReadOnlyList<JunkValue> Find(Column column, FieldRole role)
    {
        var found = new List<JunkValue>();
        var isName = IsName(role);
        var cliff = Cliff(column, role);
        for (var code = 1; code < column.Values.Count; code++)
        {
            var count = column.Counts[code];
            if (JunkWords.IsJunk(column.Values[code], isName))
                found.Add(new(code, $"It reads as a placeholder; {Records(count)}.", false));
            else if (count >= cliff)
                found.Add(new(code, $"{Records(count)}: far more than any real value of this field would have.", true));
        }
        return found;
    }

    /// <summary>The steps that drop what is found by frequency, in the order of their bytes.</summary>
    internal static IReadOnlyList<string> DropSteps(Column column, FieldRole role)
    {
        var cliff = Cliff(column, role);
        var steps = new List<string>();
        for (var code = 1; code < column.Values.Count && cliff < int.MaxValue; code++)
        {
            if (column.Counts[code] >= cliff)
                steps.Add("drop:" + Encoding.UTF8.GetString(column.Values[code]).Trim(' '));
        }
        steps.Sort(StringComparer.Ordinal);
        return steps;
    }

    internal static bool IsName(FieldRole role) =>
        role is FieldRole.Forename or FieldRole.MiddleName or FieldRole.Surname or FieldRole.FullName or FieldRole.Text or FieldRole.Category;

    static bool CanHaveCliff(FieldRole role) => role is not (FieldRole.Ignored or FieldRole.Sex or FieldRole.Country or FieldRole.Region or FieldRole.Category or FieldRole.BirthYear);

    static int Cliff(Column column, FieldRole role) => CanHaveCliff(role) && column.Values.Count > LeastDistinct ? LeastBeforeCliff(column) : int.MaxValue;

    // The smallest count before the cliff; int.MaxValue: there is none.
    static int LeastBeforeCliff(Column column)
    {
        var top = new int[Ranks + 1]; // Descending.
        foreach (var count in column.Counts[1..])
        {
            var place = top.Length;
            while (place > 0 && count > top[place - 1])
                place--;
            if (place == top.Length)
                continue;
            Array.Copy(top, place, top, place + 1, top.Length - place - 1);
            top[place] = count;
        }
        for (var rank = Ranks - 1; rank >= 0; rank--)
        {
            if (top[rank] >= LeastRecords && top[rank] >= (long)LeastFall * Math.Max(1, top[rank + 1]))
                return top[rank];
        }
        return int.MaxValue;
    }

    static string Records(int count) => count == 1 ? "one record has it" : $"{count.ToString(CultureInfo.InvariantCulture)} records have it";
}
