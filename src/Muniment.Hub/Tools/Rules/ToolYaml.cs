using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Rules;

/// <summary>Reads a decision tool's file: YAML, at most 128 KiB, strictly (docs/formats/tool.md).</summary>
/// <remarks>Pure; safe on any thread.</remarks>
public static class ToolYaml
{
    const int MostInputs = 12;
    const int MostRows = 60;
    const long FarthestNumber = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="ToolFormatException">It is not of the format; the sentence gives line and column.</exception>
    public static DecisionTool Read(ReadOnlySpan<byte> utf8) => StrictYaml.Read(YamlValue.Read(utf8), Tool);

    static DecisionTool Tool(StrictYaml yaml)
    {
        yaml.Whole("muniment_tool", 1, 1);
        var inputs = Bounded(yaml.Get("inputs"), MostInputs, value => StrictYaml.Read(value, Input), input => input.Id);
        var outputs = Bounded(yaml.Get("outputs"), 32, value => StrictYaml.Read(value, Output), output => output.Id);
        var laws = Bounded(yaml.Get("law"), 40, value => StrictYaml.Read(value, law => new ToolLaw(law.Id("id"), law.Text("words", 400))), law => law.Id);
        var scope = new Scope(inputs, outputs, laws);
        return new DecisionTool
        {
            Id = yaml.Id("id"),
            Version = (int)yaml.Whole("version", 1, 100_000),
            Name = yaml.Text("name", 200),
            Question = yaml.Text("question", 400),
            From = yaml.Date("in_force_from"),
            Owner = yaml.Text("owner", 200),
            Contact = yaml.Text("contact", 200),
            Laws = laws,
            EqualityAssessment = StrictYaml.Read(yaml.Get("equality_assessment"), Assessment),
            Dpia = StrictYaml.Read(yaml.Get("dpia"), Assessment),
            CasesReview = StrictYaml.Read(yaml.Get("cases_reviewed"), Assessment),
            Collects = yaml.Word("hit", ("first", false), ("collect", true)),
            Inputs = inputs,
            Outputs = outputs,
            Rows = Bounded(yaml.Get("rows"), MostRows, value => StrictYaml.Read(value, scope.Row), row => row.Id),
            Default = yaml.Find("default") is { } otherwise ? StrictYaml.Read(otherwise, scope.Default) : null,
            Never = [.. yaml.ListOrEmpty("never").Select(value => StrictYaml.Read(value, scope.Never))],
            Cases = Bounded(yaml.Get("cases"), 200, value => StrictYaml.Read(value, one => scope.Case(one, value.Line)), one => one.Name),
            Record = yaml.Get("record").Members.ToImmutableSortedDictionary(member => StrictYaml.IdOf(member.Name), member => StrictYaml.TextOf(member.Value, 4000), StringComparer.Ordinal),
        };
    }

    static ToolInput Input(StrictYaml yaml)
    {
        var kind = yaml.Word("type", ("yes_no", ToolInputKind.YesNo), ("choice", ToolInputKind.Choice), ("number", ToolInputKind.Number), ("date_in_years_since", ToolInputKind.YearsSince), ("date_in_days_since", ToolInputKind.DaysSince));
        var options = kind == ToolInputKind.Choice
            ? Bounded(yaml.Get("options"), 20, value => StrictYaml.Read(value, option => (Id: option.Id("id"), Words: option.Text("words", 200))), option => option.Id)
            : kind == ToolInputKind.YesNo ? [("no", "no"), ("yes", "yes")] : [];
        if (options.Any(option => option.Id == "unknown"))
            throw yaml.Get("options").Wrong("an option is called 'unknown'. Every input may be unknown without one.");
        var isNumber = kind == ToolInputKind.Number;
        var least = isNumber ? yaml.Whole("least", -FarthestNumber, FarthestNumber) : 0;
        var most = kind switch
        {
            ToolInputKind.Number => yaml.Whole("most", least + 1, FarthestNumber),
            ToolInputKind.YearsSince => 130,
            ToolInputKind.DaysSince => 36_500,
            _ => options.Length - 1,
        };
        var known = yaml.Find("known_from") is null ? KnownFrom.Nowhere : yaml.Word("known_from", ("birth_date", KnownFrom.BirthDate), ("told", KnownFrom.Told), ("under_review", KnownFrom.UnderReview));
        if (known != KnownFrom.Nowhere && kind != (known == KnownFrom.BirthDate ? ToolInputKind.YearsSince : ToolInputKind.YesNo))
            throw yaml.Get("known_from").Wrong("a birth date is of type date_in_years_since, and the others are of type yes_no.");
        return new(yaml.Id("id"), kind, yaml.Text("words", 400), isNumber ? yaml.Text("unit", 40) : kind == ToolInputKind.YearsSince ? "years" : kind == ToolInputKind.DaysSince ? "days" : "", least, most, options, known);
    }

    static ToolOutput Output(StrictYaml yaml)
    {
        var adverse = yaml.Flag("adverse");
        return new(yaml.Id("id"), yaml.Text("words", 400), yaml.Flag("certain") || adverse, adverse, yaml.Flag("flagged") || adverse);
    }

    static ToolAssessment Assessment(StrictYaml yaml) => new(yaml.Date("date"), yaml.Date("expiry"), yaml.TextOrNull("link", 400));

    static ImmutableArray<T> Bounded<T>(YamlValue value, int most, Func<YamlValue, T> read, Func<T, string> key)
    {
        var list = StrictYaml.ListOf(value);
        if (list.Length == 0 || list.Length > most)
            throw value.Wrong($"the list has {list.Length} items, and 1 to {most} are read.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var items = ImmutableArray.CreateBuilder<T>(list.Length);
        foreach (var item in list)
        {
            items.Add(read(item));
            if (!keys.Add(key(items[^1])))
                throw item.Wrong($"'{key(items[^1])}' stands in the list a second time.");
        }
        return items.MoveToImmutable();
    }

    /// <summary>What names of inputs, outputs and laws mean.</summary>
    sealed class Scope(ImmutableArray<ToolInput> inputs, ImmutableArray<ToolOutput> outputs, ImmutableArray<ToolLaw> laws)
    {
        public ToolRow Row(StrictYaml yaml) => new(yaml.Id("id"), Tests(yaml.Get("when")), OutputOf(yaml.Get("then")), yaml.Text("because", 600), LawsOf(yaml));

        public ToolRow Default(StrictYaml yaml) => new("default", [], OutputOf(yaml.Get("then")), yaml.Text("because", 600), LawsOf(yaml));

        public ToolNever Never(StrictYaml yaml) => new(Tests(yaml.Get("when")), [.. yaml.List("outputs").Select(OutputOf)], yaml.Text("because", 600), LawsOf(yaml));

        public ToolCase Case(StrictYaml yaml, long line)
        {
            var then = yaml.Get("then");
            return new(
                yaml.Text("name", 200),
                yaml.Date("on"),
                [.. Mapping(yaml.Get("given")).Select(given => (InputOf(given.Name), StrictYaml.TextOf(given.Value, 200)))],
                [.. (then.Kind == YamlKind.List ? then.Items : [then]).Select(OutputOf).Order()],
                line);
        }

        static ImmutableArray<(YamlValue Name, YamlValue Value)> Mapping(YamlValue value) => value.Kind == YamlKind.Mapping ? value.Members : throw value.Wrong("inputs with values were expected here.");

        ImmutableArray<ToolTest> Tests(YamlValue value) => [.. Mapping(value).Select(member => Test(InputOf(member.Name), member.Value))];

        ToolTest Test(int index, YamlValue value)
        {
            var input = inputs[index];
            if (value is { Kind: YamlKind.Text, Text: "unknown" })
                return new(index, true, 0, 0, 0);
            if (!input.IsNamed)
                return StrictYaml.Read(value, range => Range(index, range, value));
            var options = 0ul;
            foreach (var option in value.Kind == YamlKind.List ? value.Items : [value])
            {
                var id = StrictYaml.IdOf(option);
                var place = input.Options.IndexOf(input.Options.FirstOrDefault(known => known.Id == id));
                if (place < 0)
                    throw option.Wrong($"'{id}' is no value of '{input.Id}'. It takes {string.Join(", ", input.Options.Select(known => known.Id))} or unknown.");
                options |= 1ul << place;
            }
            return options == 0 || options == (1ul << input.Options.Length) - 1
                ? throw value.Wrong($"this holds for {(options == 0 ? "no" : "every")} value of '{input.Id}', so it tests nothing.")
                : new(index, false, options, 0, 0);
        }

        ToolTest Range(int index, StrictYaml range, YamlValue value)
        {
            var input = inputs[index];
            var least = range.WholeOrNull("at_least", input.Least + 1, input.Most);
            var under = range.WholeOrNull("under", input.Least + 1, input.Most);
            return (least is null && under is null) || least >= under
                ? throw value.Wrong("'at_least' or 'under' is missing here, or no number is both.")
                : new(index, false, 0, least ?? long.MinValue, under ?? long.MaxValue);
        }

        int InputOf(YamlValue name) => Place(name, inputs.Select(input => input.Id), "input");

        int OutputOf(YamlValue name) => Place(name, outputs.Select(output => output.Id), "output");

        ImmutableArray<string> LawsOf(StrictYaml yaml)
        {
            var cited = yaml.Get("law");
            var list = cited.Kind == YamlKind.List ? cited.Items : [cited];
            return list.IsEmpty ? throw cited.Wrong("a reason cites at least one law.") : [.. list.Select(law => laws[Place(law, laws.Select(known => known.Id), "law")].Id)];
        }

        static int Place(YamlValue name, IEnumerable<string> known, string what)
        {
            var id = StrictYaml.IdOf(name);
            var place = known.ToList().IndexOf(id);
            return place >= 0 ? place : throw name.Wrong($"there is no {what} '{id}' in this file.");
        }
    }
}
