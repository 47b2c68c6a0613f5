using System.Text;
using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class AnyInputTests
{
    // Letters, marks, digits, signs and separators of every script with rules of its own, and characters that are none.
    const string Alphabet = "aZ09 .-'/@+;:,éİßﬁＡ３\u0301\u0306\u3099\u1161\u11A8жйΣάابمחו한ᄒ金欧かッゃー\u0915\u094D\u093E\u093C\u0958ก\u0E40\u0E4Eა\u1C90ա\u200B\uFEFF\u001F\0\n\uFFFD🙂𐐀";

    public static TheoryData<string> Recipes => [.. CleaningSteps.Catalogue.Select(step => step.Example.Recipe).Concat(["word:-2", "last:2", "date:mdy,5,keep", "split:|", "junk:name"])];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void TryClean_AnyText_IsPureAndLeavesUtf8(string step)
    {
        var recipe = CleaningRecipe.Parse([step]);
        var reused = new CleanBuffer();
        var runes = Alphabet.EnumerateRunes().ToArray();
        var state = 7u;
        for (var i = 0; i < 4000; i++)
        {
            var text = new StringBuilder();
            for (var length = Next(ref state) % 14; length > 0; length--)
                text.Append(runes[Next(ref state) % runes.Length]);
            var value = Encoding.UTF8.GetBytes(text.ToString());
            var fresh = new CleanBuffer();

            Assert.Equal(recipe.TryClean(value, ref fresh), recipe.TryClean(value, ref reused));
            Assert.True(fresh.Value.SequenceEqual(reused.Value), $"'{step}' of '{text}' depends on what was cleaned before.");
            Assert.True(System.Text.Unicode.Utf8.IsValid(fresh.Value), $"'{step}' of '{text}' is not UTF-8.");
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void TryClean_AnyBytes_DoesNotThrow(string step)
    {
        var recipe = CleaningRecipe.Parse([step]);
        var buffer = new CleanBuffer();
        var state = 11u;
        var value = new byte[12];
        for (var i = 0; i < 4000; i++)
        {
            foreach (ref var b in value.AsSpan())
                b = (byte)Next(ref state);
            recipe.TryClean(value.AsSpan(0, i % 13), ref buffer);
        }
    }

    static uint Next(ref uint state) => (state = (state * 1664525) + 1013904223) >> 9;
}
