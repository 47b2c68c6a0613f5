using System.Text;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Reference;

/// <summary>A text as the elements a measure works on.</summary>
static class SlowElements
{
    public static int[] Of(byte[] utf8, TextUnit unit) => unit == TextUnit.Bytes
        ? [.. utf8.Select(b => (int)b)]
        : [.. Encoding.UTF8.GetString(utf8).EnumerateRunes().Select(rune => rune.Value)];
}
