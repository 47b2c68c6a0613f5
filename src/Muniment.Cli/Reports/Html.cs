using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Muniment.Cli.Reports;

/// <summary>Grows a page. Only what the source code itself writes is markup: every value put into it is escaped.</summary>
/// <remarks>Not safe from two threads at once.</remarks>
sealed class Html
{
    readonly StringBuilder _text = new(256 * 1024);

    /// <summary>Adds markup; each value in braces is escaped, in the invariant culture.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds markup that the caller has built safely: SVG or JSON of this program.</summary>
    public Html AddSafe(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>The text with the five characters replaced that mean something in HTML; control characters, which HTML forbids, become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        AppendEscaped(escaped, text);
        return escaped.ToString();
    }

    public override string ToString() => _text.ToString();

    static void AppendEscaped(StringBuilder to, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            switch (character)
            {
                case '&':
                    to.Append("&amp;");
                    break;
                case '<':
                    to.Append("&lt;");
                    break;
                case '>':
                    to.Append("&gt;");
                    break;
                case '"':
                    to.Append("&quot;");
                    break;
                case '\'':
                    to.Append("&#39;");
                    break;
                default:
                    to.Append(char.IsControl(character) && character is not ('\t' or '\n') ? '\uFFFD' : character);
                    break;
            }
        }
    }

    /// <summary>What the compiler hands an interpolated string to: literals as they are, values escaped.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        readonly StringBuilder _to;

        public Markup(int literalLength, int formattedCount, Html html)
        {
            _ = literalLength + formattedCount;
            _to = html._text;
        }

        public void AppendLiteral(string literal) => _to.Append(literal);

        public void AppendFormatted(string? value) => AppendEscaped(_to, value);

        public void AppendFormatted(Literal markup) => _to.Append(markup.Markup);

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendEscaped(_to, value.ToString(format, CultureInfo.InvariantCulture));
    }
}
