namespace Muniment.Linkage.Tests.Cleaning;

public sealed class TextStepTests
{
    [Theory]
    [InlineData("ÀÉÎÕÜ", "aeiou")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("Straße", "strasse")]
    [InlineData("İbrahim Işık", "ibrahim isik")]
    [InlineData("Ørsted Æbelø", "orsted aebelo")]
    [InlineData("e\u0301le\u0300ve", "eleve")]
    [InlineData("ΓΙΆΝΝΗΣ", "γιαννησ")]
    [InlineData("Γιάννης", "γιαννησ")]
    [InlineData("Пётр Андре\u0438\u0306", "петр андрей")]
    [InlineData("أَحْمَد", "احمد")]
    [InlineData("مـحـمـد", "محمد")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("Ｊｏｈｎ　Ｓｍｉｔｈ", "john smith")]
    [InlineData("ﾀﾅｶ", "タナカ")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("か\u3099", "が")]
    [InlineData("सुनीता", "सुनीता")]
    [InlineData("O’Brien–Smith", "obrien smith")]
    [InlineData("Zero\u200BWidth\uFEFF", "zerowidth")]
    [InlineData("٢٠١٥", "2015")]
    [InlineData(" \t ", "")]
    [InlineData("...", "")]
    public void Text_Scripts_AreNormalised(string before, string after) => Assert.Equal(after, Clean.With(["text"], before));

    [Fact]
    public void Text_AsciiAndUnicodePaths_Agree()
    {
        // One accented letter sends the value through the slow path; its accent is then taken off.
        var random = new SeededText(20);
        for (var i = 0; i < 5000; i++)
        {
            var value = random.Ascii(20);
            foreach (var step in (string[])["text", "case", "marks", "hyphens", "punctuation", "blanks", "compatibility"])
            {
                Assert.Equal(Clean.With([step], value + "e"), Clean.With([step, "marks"], value + "é"));
            }
        }
    }

    [Fact]
    public void Text_Twice_ChangesNothing()
    {
        foreach (var value in (string[])["Ǆ", "ﬃ Ⅷ", "ﻻ", "Ǿ ệ Ὦ ﾊﾟ", "Ёлка", "ẞ"])
        {
            var once = Clean.With(["text"], value);
            Assert.Equal(once, Clean.With(["text"], once));
        }
    }
}

/// <summary>Random ASCII text from a seed; a linear congruential generator, so that it is the same everywhere.</summary>
sealed class SeededText(uint seed)
{
    uint _state = seed;

    public string Ascii(int maxLength) => string.Create((int)(Next() % (uint)(maxLength + 1)), this, static (span, self) =>
    {
        foreach (ref var c in span)
            c = (char)(32 + (self.Next() % 95));
    });

    uint Next() => (_state = (_state * 1664525) + 1013904223) >> 8;
}
