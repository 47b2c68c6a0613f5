using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Muniment.Hub.Tools.Rules;

/// <summary>What a value of a file is.</summary>
enum YamlKind
{
    Text,
    List,
    Mapping,
}

/// <summary>A value of a YAML file with its place. Every scalar is a text: what it means, the format says, not YAML.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Of a text; otherwise empty.</param>
/// <param name="Items">Of a list.</param>
/// <param name="Members">Of a mapping, in order; no name twice.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed record YamlValue(long Line, long Column, YamlKind Kind, string Text, ImmutableArray<YamlValue> Items, ImmutableArray<(YamlValue Name, YamlValue Value)> Members)
{
    /// <summary>Longest file, in bytes.</summary>
    public const int MaximumBytes = 128 << 10;

    const int MaximumValues = 20_000;
    const int MaximumDepth = 8;

    /// <summary>Reads a file of one document.</summary>
    /// <exception cref="ToolFormatException">It is not YAML, too long or too deep, or uses an anchor, an alias or a tag.</exception>
    public static YamlValue Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumBytes)
            throw new ToolFormatException($"The file has {utf8.Length} bytes, and at most {MaximumBytes} are read.");
        if (!Utf8.IsValid(utf8))
            throw new ToolFormatException("The file is not UTF-8. Save it as UTF-8.");
        using var text = new StringReader(Encoding.UTF8.GetString(utf8));
        var reader = new Reader(new Parser(new Scanner(text)));
        try
        {
            return reader.Document();
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException) // The scanner throws all three.
        {
            var (line, column) = exception is YamlException { Start: var start } ? (start.Line, start.Column) : reader.Place();
            throw new ToolFormatException(line, column, "this is not YAML. Look at the indentation, quotes and colons from here on.");
        }
    }

    public ToolFormatException Wrong(string sentence) => new(Line, Column, sentence);

    sealed class Reader(IParser parser)
    {
        int _values;

        public YamlValue Document()
        {
            Next<StreamStart>();
            Next<DocumentStart>();
            parser.MoveNext();
            var root = Value(0);
            Next<DocumentEnd>();
            parser.MoveNext();
            return parser.Current is StreamEnd ? root : throw Refused("a second document begins here. A file holds one tool.");
        }

        void Next<T>() where T : ParsingEvent
        {
            if (parser.Current is T)
                return;
            parser.MoveNext();
            if (parser.Current is not T)
                throw Refused("the file is empty, or not one document.");
        }

        // On entry the parser stands on the value's first event, on return on its last.
        YamlValue Value(int depth)
        {
            if (++_values > MaximumValues)
                throw Refused($"the file has more than {MaximumValues} values.");
            if (depth > MaximumDepth)
                throw Refused($"values are nested more than {MaximumDepth} deep.");
            var (line, column) = Place();
            if (parser.Current is AnchorAlias)
                throw Refused("an alias (*) stands here. Write the value out: what a reader sees must be all there is.");
            if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
                throw Refused("an anchor (&) or a tag (!) stands here. Write the value plainly.");
            return parser.Current switch
            {
                Scalar scalar => new(line, column, YamlKind.Text, Checked(scalar.Value), [], []),
                SequenceStart => new(line, column, YamlKind.List, "", List(depth), []),
                MappingStart => new(line, column, YamlKind.Mapping, "", [], Members(depth)),
                _ => throw Refused("a text, a list or a mapping was expected."),
            };
        }

        ImmutableArray<YamlValue> List(int depth)
        {
            var items = ImmutableArray.CreateBuilder<YamlValue>();
            while (parser.MoveNext() && parser.Current is not SequenceEnd)
                items.Add(Value(depth + 1));
            return items.ToImmutable();
        }

        ImmutableArray<(YamlValue, YamlValue)> Members(int depth)
        {
            var members = ImmutableArray.CreateBuilder<(YamlValue, YamlValue)>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (parser.MoveNext() && parser.Current is not MappingEnd)
            {
                var name = Value(depth + 1);
                if (name.Kind != YamlKind.Text)
                    throw name.Wrong("a name is a text.");
                if (!names.Add(name.Text))
                    throw name.Wrong($"'{name.Text}' stands here a second time.");
                parser.MoveNext();
                members.Add((name, Value(depth + 1)));
            }
            return members.ToImmutable();
        }

        // Control characters, and those that turn the direction of what follows, let a text look like another.
        string Checked(string text)
        {
            foreach (var letter in text)
            {
                if ((char.IsControl(letter) && letter != '\n') || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFEFF')
                    throw Refused($"the text holds the control character U+{(int)letter:X4}. Remove it.");
            }
            return text;
        }

        public (long Line, long Column) Place() => parser.Current is { } here ? (here.Start.Line, here.Start.Column) : (1, 1);

        ToolFormatException Refused(string sentence)
        {
            var (line, column) = Place();
            return new(line, column, sentence);
        }
    }
}
