using System.Globalization;
using System.Text;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Comparing;

/// <summary>data/golden/string_functions.csv: every value of the reference engine, to the last bit.</summary>
public class ReferenceValuesTests
{
    [Fact]
    public void Measures_ReferenceValues_AreEqualToTheLastBit()
    {
        var rows = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "golden", "string_functions.csv")).Skip(1))
        {
            var fields = Split(line);
            var a = Encoding.UTF8.GetBytes(fields[1]);
            var b = Encoding.UTF8.GetBytes(fields[2]);
            Assert.True(int.Parse(fields[3], CultureInfo.InvariantCulture) == Levenshtein.Distance(a, b, TextUnit.Bytes), line);
            Assert.True(int.Parse(fields[4], CultureInfo.InvariantCulture) == DamerauLevenshtein.Distance(a, b, TextUnit.Bytes), line);
            Same(fields[5], Jaro.Similarity(a, b, TextUnit.Bytes), line);
            Same(fields[6], JaroWinkler.Similarity(a, b, TextUnit.Bytes), line);
            if (fields[7].Length > 0)
                Same(fields[7], Jaccard.Similarity(a, b, TextUnit.Bytes), line);
            rows++;
        }
        Assert.Equal(3015, rows);
    }

    static void Same(string expected, double actual, string line) =>
        Assert.True(double.Parse(expected, CultureInfo.InvariantCulture).Equals(actual), $"{line}: {actual:R}");

    static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Finish();
            else
                field.Append(line[i]);
        }
        Finish();
        return fields;

        void Finish()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
