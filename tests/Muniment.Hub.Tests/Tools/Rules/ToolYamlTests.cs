using System.Text;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tests.Tools.Rules;

public class ToolYamlTests
{
    [Fact]
    public void Read_SmallTool_HasNoProblem()
    {
        var tool = SmallTool.Read();

        Assert.Empty(ToolCheck.Problems(tool));
        Assert.Equal(3 * 3, ToolCheck.CountCases(tool)); // age unknown, under 66, 66 or more; pupil unknown, no, yes
        Assert.Equal(["If age is 66 years or more (or any of it is not known): Free.", "If pupil is yes (or any of it is not known): Free.", "If age is under 66 years, and pupil is no (all of it known for certain): Pays."], tool.Rows.Select(row => ToolWords.Row(tool, row)));
    }

    [Theory]
    [InlineData("name: Bus pass", "nmae: Bus pass", "Line 1, column 1: 'name' is missing here.")]
    [InlineData("name: Bus pass", "name: Bus pass\nfare: 3", "Line 5, column 1: 'fare' is not a name of this format. Remove it, or look for a slip.")]
    [InlineData("then: pays\n", "then: walks\n", "Line 34, column 11: there is no output 'walks' in this file.")]
    [InlineData("{pupil: yes}\n", "{pupils: yes}\n", "Line 28, column 12: there is no input 'pupils' in this file.")]
    [InlineData("{pupil: yes}\n", "{pupil: [yes, no]}\n", "Line 28, column 19: this holds for every value of 'pupil', so it tests nothing.")]
    [InlineData("at_least: 66", "at_least: 660", "Line 23, column 28: '660' stands here, and a whole number from 1 to 130 was expected.")]
    [InlineData("at_least: 66", "over: 66", "Line 23, column 17: 'at_least' or 'under' is missing here, or no number is both.")]
    [InlineData("- id: pupil\n", "- id: old\n", "Line 27, column 5: 'old' stands in the list a second time.")]
    [InlineData("name: Bus pass", "name: &a Bus pass", "Line 4, column 7: an anchor (&) or a tag (!) stands here. Write the value plainly.")]
    [InlineData("name: Bus pass", "name: !!str Bus pass", "Line 4, column 7: an anchor (&) or a tag (!) stands here. Write the value plainly.")]
    [InlineData("name: Bus pass", "name: *a", "Line 4, column 7: an alias (*) stands here. Write the value out: what a reader sees must be all there is.")]
    [InlineData("name: Bus pass", "name: Bus pass\nname: Bus pass", "Line 5, column 1: 'name' stands here a second time.")]
    [InlineData("name: Bus pass", "name: [Bus pass", "Line 4, column 7: this is not YAML. Look at the indentation, quotes and colons from here on.")]
    [InlineData("name: Bus pass", "name: [[[[[[[[[[1]]]]]]]]]]", "Line 4, column 15: values are nested more than 8 deep.")]
    [InlineData("name: Bus pass", "name: Bus\u202Epass", "Line 4, column 7: the text holds the control character U+202E. Remove it.")]
    [InlineData("in_force_from: 2026-01-01", "in_force_from: 2026-02-30", "Line 6, column 16: '2026-02-30' stands here, and a date such as 2026-03-31 was expected.")]
    public void Read_Slip_SaysWhereItStands(string old, string changed, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ToolFormatException>(() => SmallTool.Read((old, changed))).Message);

    [Fact]
    public void Read_AliasBombOrLargeFile_RefusesAtOnce()
    {
        Assert.Contains("at most 131072", Assert.Throws<ToolFormatException>(() => ToolYaml.Read(new byte[200_000])).Message, StringComparison.Ordinal);
        Assert.Contains("anchor", Assert.Throws<ToolFormatException>(() => ToolYaml.Read("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"u8)).Message, StringComparison.Ordinal);
        Assert.Contains("second document", Assert.Throws<ToolFormatException>(() => ToolYaml.Read("a: b\n---\nc: d\n"u8)).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Throws<ToolFormatException>(() => ToolYaml.Read([0xFF, 0xFE])).Message, StringComparison.Ordinal);
        Assert.Throws<ToolFormatException>(() => ToolYaml.Read([]));
        Assert.Throws<ToolFormatException>(() => ToolYaml.Read(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void Read_AnyCutOfAFile_ReadsOrSaysWhere()
    {
        var random = new Random(4);
        var bytes = Encoding.UTF8.GetBytes(SmallTool.Text());
        for (var trial = 0; trial < 1_000; trial++)
        {
            var changed = bytes.ToArray();
            for (var slip = random.Next(1, 4); slip > 0; slip--)
                changed[random.Next(changed.Length)] = (byte)" \n:-{}[],'\"&*#!?|>%@a0"[random.Next(22)];
            try
            {
                ToolCheck.Problems(ToolYaml.Read(changed));
            }
            catch (ToolFormatException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }
}
