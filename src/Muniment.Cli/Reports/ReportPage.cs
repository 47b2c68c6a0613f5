namespace Muniment.Cli.Reports;

/// <summary>One run's report as a page: sections in a fixed order, each with a heading, a sentence that says how to read it, and its figures.</summary>
/// <remarks>Pure: the same facts give the same text.</remarks>
sealed class ReportPage
{
    readonly List<(string Id, string Title)> _contents = [];
    readonly Html _body = new();

    ReportPage(RunFacts facts, bool showValues, bool withCharts)
    {
        Facts = facts;
        ShowValues = showValues;
        WithCharts = withCharts;
    }

    public RunFacts Facts { get; }

    public bool ShowValues { get; }

    public bool WithCharts { get; }

    /// <summary>The body of the page.</summary>
    public static string Build(RunFacts facts, bool showValues, bool withCharts)
    {
        var page = new ReportPage(facts, showValues, withCharts);
        InputSections.Write(page);
        ModelSections.Write(page);
        PersonSections.Write(page);
        AccuracySections.Write(page);
        page.WriteStages();
        page.WriteWords();
        return page.Whole();
    }

    /// <summary>Starts a section: its heading, and one or two sentences on what it shows.</summary>
    public void Section(string id, string title, string says)
    {
        if (_contents.Count > 0)
            _body.Add($"</section>\n");
        _contents.Add((id, title));
        _body.Add($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<p class=\"says\">{says}</p>\n");
    }

    public void Heading(string title) => _body.Add($"<h3>{title}</h3>\n");

    public void Paragraph(string text) => _body.Add($"<p>{text}</p>\n");

    public void Sentences(IReadOnlyList<string> sentences)
    {
        _body.Add($"<ul>\n");
        foreach (var sentence in sentences)
            _body.Add($"<li>{sentence}</li>\n");
        _body.Add($"</ul>\n");
    }

    public void Show(Figure figure) => figure.WriteTo(_body, WithCharts);

    /// <summary>A pair's waterfall: the picture, and its numbers in a table.</summary>
    public void Show(ExamplePair pair, string id)
    {
        var waterfall = Waterfall.Of(pair.Explanation, pair.LeftId, pair.RightId, ShowValues);
        _body.Add($"<h3>{pair.LeftId} and {pair.RightId}</h3>\n<p>{pair.Why}</p>\n");
        if (waterfall.AbsentFields.Count > 0)
            _body.Add($"<p>A value is missing in {string.Join(", ", waterfall.AbsentFields)}, which therefore says nothing.</p>\n");
        _body.Add($"<div class=\"picture\">").AddSafe(WaterfallSvg.Draw(waterfall)).Add($"</div>\n");
        FigureColumn[] columns =
        [
            new("step", "Step"), new("level", "What holds"), new("left", "Left"), new("right", "Right"),
            new("added", "Adds (bits)", Cell.Bits), new("sum", "Weight so far", Cell.Bits),
        ];
        var rows = waterfall.Bars.Select(bar => new object?[] { bar.Label, bar.Level, bar.Left ?? "", bar.Right ?? "", bar.AddedBits, bar.ToBits });
        Show(new Figure(id, $"How the weight of {pair.LeftId} and {pair.RightId} came about", columns, [.. rows]));
    }

    void WriteStages()
    {
        if (Facts.Stages.Count == 0)
            return;
        Section("time", "Where the time went", "Seconds on the clock and seconds of processor time for each stage of the run.");
        Show(new Figure(
            "stages",
            "Time by stage",
            [new("stage", "Stage"), new("seconds", "Seconds", Cell.Seconds), new("cpu", "CPU seconds", Cell.Seconds)],
            [.. Facts.Stages.Select(stage => new object?[] { stage.Name, stage.Seconds, stage.CpuSeconds })])
        {
            Chart = Charts.Stages,
            ChartSays = "Bars of the processor time of each stage.",
        });
    }

    void WriteWords()
    {
        Section("words", "Words used here", "What the words of this report mean.");
        _body.Add($"""
            <dl class="words">
            <dt>Match weight</dt><dd>How far the evidence moves the odds that two records are one person's, in bits: each bit doubles the odds. Below 0 it speaks against.</dd>
            <dt>Match probability</dt><dd>The same as a number from 0 to 1: weight 0 is 0.5, weight 10 is 0.999.</dd>
            <dt>m and u</dt><dd>Of the pairs that are one person's (m), and of those that are two people's (u), the share at which this level of agreement is seen.</dd>
            <dt>Blocking rule</dt><dd>What two records must share before they are compared at all.</dd>
            <dt>Edge</dt><dd>A compared pair of enough weight to be kept.</dd>
            <dt>Person</dt><dd>A set of records held to be one human being.</dd>
            <dt>Merged identity</dt><dd>A person whose records contradict each other: it may be two people.</dd>
            <dt>Precision and recall</dt><dd>Of what was found, the share that is true; of what is true, the share that was found. F1 is their harmonic mean.</dd>
            <dt>Pairwise and B-cubed</dt><dd>Counted over pairs of records, where a person of many records counts for more; and over records, where each counts once.</dd>
            </dl>

            """);
    }

    string Whole()
    {
        _body.Add($"</section>\n");
        var html = new Html();
        html.Add($"<a class=\"skip\" href=\"#main\">Skip to the numbers</a>\n<header>\n<p class=\"brand\">Muniment</p>\n<h1>{Facts.Title}</h1>\n");
        html.Add($"<p>{Numbers.Count(Facts.Sources.Sum(source => source.Records))} records from {Sources()} are held to be {Numbers.Count(Facts.Persons)} persons.</p>\n");
        html.Add($"<dl class=\"key\">\n");
        Key(html, "Records", Numbers.Count(Facts.Sources.Sum(source => source.Records)));
        Key(html, "Persons", Numbers.Count(Facts.Persons));
        Key(html, "Pairs compared", Numbers.Count(Facts.Pairs));
        Key(html, "Pairs kept", Numbers.Count(Facts.Edges));
        if (Facts.Accuracy is { } accuracy)
            Key(html, "F1 of the pairs", Numbers.Share(accuracy.Persons.Pairwise.F1));
        if (Facts.MergedCount is { } merged)
            Key(html, "Possible merged identities", Numbers.Count(merged));
        html.Add($"</dl>\n<p class=\"note\">{(ShowValues ? "This report shows values of records. It is personal data: keep it as safe as the records." : "Values of records are masked: the first letter stays, other letters are •, digits are #.")}");
        if (!WithCharts)
            html.Add($" This copy of the program was built without its charts; every number is in the tables.");
        html.Add($"</p>\n<noscript><p class=\"note\">Charts need JavaScript; every number is in the tables, which do not.</p></noscript>\n</header>\n<nav aria-label=\"Contents\">\n<ol>\n");
        foreach (var (id, title) in _contents)
            html.Add($"<li><a href=\"#{id}\">{title}</a></li>\n");
        html.Add($"</ol>\n</nav>\n<main id=\"main\">\n").AddSafe(_body.ToString()).Add($"</main>\n");
        return html.ToString();
    }

    string Sources() => Facts.Sources.Count == 1 ? "one source" : $"{Facts.Sources.Count} sources";

    static void Key(Html html, string name, string value) => html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
}
