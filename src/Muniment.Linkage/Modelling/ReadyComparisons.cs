namespace Muniment.Linkage.Modelling;

/// <summary>The comparisons Splink 4 offers ready-made, as the trees Splink 4.0.16 makes of them, without m and u.</summary>
/// <remarks>
/// Sources: Splink's own output for each, in the tests' comparison_library_duckdb.json. Each begins with a null level and ends in ELSE. The name is the column's,
/// with an underscore for anything that is no letter or digit; change it by <c>with</c>. Pure; safe on any thread.
/// </remarks>
public static class ReadyComparisons
{
    // The parts of a United Kingdom postcode as Splink cuts them; they assume one blank between the halves.
    const string PostcodeSector = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]";
    const string PostcodeDistrict = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?";
    const string PostcodeArea = "^[A-Za-z]{1,2}";
    const string EmailUser = "^[^@]+";

    /// <summary>ExactMatch: the same text, or not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="termFrequencies">True: the weight of a match follows how common the value is.</param>
    public static Comparison Exact(string column, bool termFrequencies = false) =>
        Of("ExactMatch", column, [ReadyLevels.Missing(column), ReadyLevels.Exact(column, termFrequencies)]);

    /// <summary>LevenshteinAtThresholds: the same text, then within each distance.</summary>
    /// <param name="column">The column.</param>
    /// <param name="distances">Edits, ascending.</param>
    public static Comparison LevenshteinAt(string column, params ReadOnlySpan<int> distances) =>
        MeasuredAt("LevenshteinAtThresholds", Measure.Levenshtein, column, AsDoubles(distances));

    /// <summary>DamerauLevenshteinAtThresholds: the same text, then within each distance; swapping neighbours is one edit.</summary>
    /// <param name="column">The column.</param>
    /// <param name="distances">Edits, ascending.</param>
    public static Comparison DamerauAt(string column, params ReadOnlySpan<int> distances)
    {
        var at = string.Join(", ", AsDoubles(distances).Select(ReadyLevels.Text));
        var plural = distances.Length == 1 ? "" : "s";
        return MeasuredAt($"Exact match '{column}' vs. Damerau-Levenshtein distance at threshold{plural} {at} vs. anything else", Measure.DamerauLevenshtein, column, AsDoubles(distances));
    }

    /// <summary>JaroAtThresholds: the same text, then each similarity.</summary>
    /// <param name="column">The column.</param>
    /// <param name="similarities">0 to 1, descending.</param>
    public static Comparison JaroAt(string column, params ReadOnlySpan<double> similarities) =>
        MeasuredAt("JaroAtThresholds", Measure.Jaro, column, similarities.ToArray());

    /// <summary>JaroWinklerAtThresholds: the same text, then each similarity.</summary>
    /// <param name="column">The column.</param>
    /// <param name="similarities">0 to 1, descending.</param>
    public static Comparison JaroWinklerAt(string column, params ReadOnlySpan<double> similarities) =>
        MeasuredAt("JaroWinklerAtThresholds", Measure.JaroWinkler, column, similarities.ToArray());

    /// <summary>JaccardAtThresholds: the same text, then each similarity.</summary>
    /// <param name="column">The column.</param>
    /// <param name="similarities">0 to 1, descending.</param>
    public static Comparison JaccardAt(string column, params ReadOnlySpan<double> similarities) =>
        MeasuredAt("JaccardAtThresholds", Measure.Jaccard, column, similarities.ToArray());

    /// <summary>The same number, then within each difference. Splink has the levels, and leaves putting them together to its users.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="differences">In the column's own unit, ascending.</param>
    public static Comparison AbsoluteDifferenceAt(string column, params ReadOnlySpan<double> differences) =>
        Of("CustomComparison", column, [ReadyLevels.Missing(column), ReadyLevels.Exact(column), .. differences.ToArray().Select(difference => ReadyLevels.NumberWithin(column, difference))]);

    /// <summary>The same number, then within each share of the larger one. Splink has the levels, and leaves putting them together to its users.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="fractions">0 to 1, ascending.</param>
    public static Comparison PercentageDifferenceAt(string column, params ReadOnlySpan<double> fractions) =>
        Of("CustomComparison", column, [ReadyLevels.Missing(column), ReadyLevels.Exact(column), .. fractions.ToArray().Select(fraction => ReadyLevels.PercentageWithin(column, fraction))]);

    /// <summary>AbsoluteTimeDifferenceAtThresholds: the same text, then within each length of time.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="format">As strptime takes it, such as %Y-%m-%dT%H:%M:%SZ; a text that is not so is missing.</param>
    /// <param name="differences">Ascending.</param>
    public static Comparison AbsoluteTimeDifferenceAt(string column, string format, params ReadOnlySpan<TimeDifference> differences) =>
        TimeAt("AbsoluteTimeDifferenceAtThresholds", column, format, differences);

    /// <summary>AbsoluteDateDifferenceAtThresholds: the same text, then within each length of time.</summary>
    /// <param name="column">A column of texts.</param>
    /// <param name="format">As strptime takes it, such as %Y-%m-%d; a text that is not so is missing.</param>
    /// <param name="differences">Ascending.</param>
    public static Comparison AbsoluteDateDifferenceAt(string column, string format, params ReadOnlySpan<TimeDifference> differences) =>
        TimeAt("AbsoluteDateDifferenceAtThresholds", column, format, differences);

    /// <summary>ArrayIntersectAtSizes: lists that share at least so many values.</summary>
    /// <param name="column">A column of lists.</param>
    /// <param name="sizes">1 or more, descending.</param>
    public static Comparison ArrayIntersectAt(string column, params ReadOnlySpan<int> sizes) =>
        Of("ArrayIntersectAtSizes", column, [ReadyLevels.Missing(column), .. sizes.ToArray().Select(size => ReadyLevels.Sharing(column, size))]);

    /// <summary>NameComparison: the same name, Jaro-Winkler .92 and .88, the same sound, Jaro-Winkler .7; with term frequencies.</summary>
    /// <param name="column">A column of names.</param>
    /// <param name="soundColumn">A column of lists of phonetic codes; null: no such level.</param>
    public static Comparison Name(string column, string? soundColumn = null)
    {
        List<ComparisonLevel> levels = [ReadyLevels.Missing(column), ReadyLevels.Exact(column, termFrequencies: true)];
        levels.Add(ReadyLevels.Within(Measure.JaroWinkler, column, 0.92));
        levels.Add(ReadyLevels.Within(Measure.JaroWinkler, column, 0.88));
        if (soundColumn is not null)
            levels.Add(ReadyLevels.Sharing(soundColumn, 1));
        levels.Add(ReadyLevels.Within(Measure.JaroWinkler, column, 0.7));
        return Of("NameComparison", column, levels);
    }

    /// <summary>ForenameSurnameComparison: both the same, swapped, both at Jaro-Winkler .92 and .88, the surname, the forename; with term frequencies.</summary>
    /// <param name="forename">A column of forenames.</param>
    /// <param name="surname">A column of surnames.</param>
    /// <param name="fullName">A column that joins the two, for the frequency of whole names; null: the first level has none.</param>
    public static Comparison ForenameSurname(string forename, string surname, string? fullName = null) =>
        Of("ForenameSurnameComparison", $"{forename}_{surname}",
        [
            ReadyLevels.Both(ReadyLevels.Missing(forename), ReadyLevels.Missing(surname)),
            fullName is null ? ReadyLevels.Both(ReadyLevels.Exact(forename), ReadyLevels.Exact(surname)) : ReadyLevels.Exact(fullName, termFrequencies: true),
            ReadyLevels.Reversed(forename, surname),
            ReadyLevels.Both(ReadyLevels.Within(Measure.JaroWinkler, forename, 0.92), ReadyLevels.Within(Measure.JaroWinkler, surname, 0.92)),
            ReadyLevels.Both(ReadyLevels.Within(Measure.JaroWinkler, forename, 0.88), ReadyLevels.Within(Measure.JaroWinkler, surname, 0.88)),
            ReadyLevels.Exact(surname, termFrequencies: true),
            ReadyLevels.Exact(forename, termFrequencies: true),
        ]);

    /// <summary>DateOfBirthComparison: the same text, one edit (a swap counts as one), within a month, a year, ten years.</summary>
    /// <remarks>Unlike Splink 4.0.16, whose difference levels always take %Y-%m-%d (its issue 2714), every level takes the format given.</remarks>
    /// <param name="column">A column of texts.</param>
    /// <param name="format">As strptime takes it; a text that is not so is missing.</param>
    public static Comparison DateOfBirth(string column, string format = "%Y-%m-%d")
    {
        TimeDifference[] differences = [new(1, TimeUnit.Month), new(1, TimeUnit.Year), new(10, TimeUnit.Year)];
        return Of("DateOfBirthComparison", column,
        [
            ReadyLevels.MissingTime(column, format),
            ReadyLevels.Exact(column) with { Label = "Exact match on date of birth" },
            ReadyLevels.Within(Measure.DamerauLevenshtein, column, 1) with { Label = "DamerauLevenshtein distance <= 1" },
            .. differences.Select(difference => ReadyLevels.TimeWithin(column, format, difference) with { Label = $"Abs date difference <= {ReadyLevels.Text(difference)}" }),
        ]);
    }

    /// <summary>PostcodeComparison of United Kingdom postcodes: the same, the same sector, district, area. They must hold one blank between the halves.</summary>
    /// <param name="column">A column of postcodes.</param>
    public static Comparison Postcode(string column) =>
        Of("PostcodeComparison", column,
        [
            ReadyLevels.Missing(column),
            ReadyLevels.Exact(column) with { Label = "Exact match on full postcode" },
            ReadyLevels.ExactPart(column, PostcodeSector, "Exact match on sector"),
            ReadyLevels.ExactPart(column, PostcodeDistrict, "Exact match on district"),
            ReadyLevels.ExactPart(column, PostcodeArea, "Exact match on area"),
        ]);

    /// <summary>EmailComparison: the same, the same before the @, Jaro-Winkler .88 of the whole, then of the part before the @; with term frequencies.</summary>
    /// <param name="column">A column of email addresses.</param>
    public static Comparison Email(string column) =>
        Of("EmailComparison", column,
        [
            ReadyLevels.Missing(column),
            ReadyLevels.Exact(column, termFrequencies: true),
            ReadyLevels.ExactPart(column, EmailUser, "Exact match on username"),
            ReadyLevels.Within(Measure.JaroWinkler, column, 0.88),
            ReadyLevels.PartWithin(Measure.JaroWinkler, column, EmailUser, 0.88, "Jaro-Winkler >0.88 on username"),
        ]);

    static Comparison MeasuredAt(string description, Measure measure, string column, double[] thresholds) =>
        Of(description, column, [ReadyLevels.Missing(column), ReadyLevels.Exact(column), .. thresholds.Select(threshold => ReadyLevels.Within(measure, column, threshold))]);

    static Comparison TimeAt(string description, string column, string format, ReadOnlySpan<TimeDifference> differences) =>
        Of(description, column, [ReadyLevels.MissingTime(column, format), ReadyLevels.Exact(column), .. differences.ToArray().Select(difference => ReadyLevels.TimeWithin(column, format, difference))]);

    static Comparison Of(string description, string columns, IEnumerable<ComparisonLevel> levels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(columns);
        var name = string.Concat(columns.Select(static letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        return new(name, [.. levels, ReadyLevels.Else]) { Description = description };
    }

    static double[] AsDoubles(ReadOnlySpan<int> numbers)
    {
        var result = new double[numbers.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = numbers[i];
        return result;
    }
}
