namespace Muniment.Cli.Generating;

/// <summary>Latin letters without their marks, as a form or a ticket machine writes them.</summary>
/// <remarks>A table and not Unicode normalisation: it also unmarks ø, ł, đ and ı, and is the same everywhere. Safe on any thread.</remarks>
static class LatinLetters
{
    const string Marked =
        "ÀÁÂÃÄÇÈÉÊËÍÎÏÐÑÓÔÕÖØÙÚÛÜÝÞàáâãäçèéêëíîïðñóôõöøùúûüýþĀāĄąĆćČčĐđĒēĖėĚěĞğ" +
        "ĪīİıĻļŁłŃńŅņŘřŚśŞşŠšŨũŪūŬŭŹźŽžƠơƯưȘșȚțẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾế" +
        "ỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹƏə";

    const string Plain =
        "AAAAACEEEEIIIDNOOOOOUUUUYTaaaaaceeeeiiidnooooouuuuytAaAaCcCcDdEeEeEeGg" +
        "IiIiLlLlNnNnRrSsSsSsUuUuUuZzZzOoUuSsTtAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe" +
        "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyAa";

    static readonly char[] s_fold = Table();

    /// <summary>The letter without its mark; any other character as it is.</summary>
    public static char Fold(char letter) => letter < s_fold.Length ? s_fold[letter] : letter;

    /// <summary>Whether a text has a letter that <see cref="Fold"/> changes.</summary>
    public static bool HasMarks(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (letter >= 0x80 && Fold(letter) != letter)
                return true;
        }
        return false;
    }

    static char[] Table()
    {
        var table = new char[0x1F00];
        for (var i = 0; i < table.Length; i++)
            table[i] = (char)i;
        for (var i = 0; i < Marked.Length; i++)
            table[Marked[i]] = Plain[i];
        return table;
    }
}
