namespace Muniment.Linkage.Tests.Cleaning;

public sealed class SoundTests
{
    [Theory]
    [InlineData("mohammed", "muhamad")]
    [InlineData("hussain", "hussein")]
    [InlineData("aleksandr", "alexander")]
    [InlineData("li", "lee")]
    [InlineData("leigh", "lee")]
    [InlineData("stephen", "steven")]
    [InlineData("catherine", "kathryn")]
    [InlineData("philip", "filip")]
    [InlineData("geoffrey", "jeffrey")]
    [InlineData("novak", "nowak")]
    [InlineData("romanov", "romanoff")]
    [InlineData("ibrahim", "abraham")]
    [InlineData("omar", "umar")]
    [InlineData("yusuf", "yousef")]
    [InlineData("jusuf", "yusuf")]
    [InlineData("smith", "smyth")]
    [InlineData("sara", "sarah")]
    [InlineData("mcdonald", "macdonald")]
    [InlineData("mary ann", "maryann")]
    [InlineData("wright", "right")]
    [InlineData("maier", "meyer")]
    [InlineData("schmidt", "schmitt")]
    [InlineData("ahmed", "ahmet")]
    [InlineData("khan", "kan")]
    [InlineData("kovač", "kovach", false)]
    [InlineData("lee", "lou", false)]
    [InlineData("smith", "jones", false)]
    [InlineData("mohammed", "mahmoud", false)]
    [InlineData("martin", "morton", true)]
    public void Sound_Spellings_MeetOrDoNot(string first, string second, bool same = true)
    {
        var a = Clean.With(["text", "skeleton", "sound"], first);
        var b = Clean.With(["text", "skeleton", "sound"], second);

        if (same)
            Assert.Equal(a, b);
        else
            Assert.NotEqual(a, b);
    }

    [Theory]
    [InlineData("محمد", "Mohammed")]
    [InlineData("أحمد حسين", "Ahmed Hussain")]
    [InlineData("فاطمة", "Fatima")]
    [InlineData("عبد الرحمن", "Abdul Rahman")]
    [InlineData("عبدالرحمن", "Abdul Rahman")]
    [InlineData("Александр", "Alexander")]
    [InlineData("Сергей Иванов", "Sergei Ivanov")]
    [InlineData("Дмитрий", "Dmitri")]
    [InlineData("Γιώργος", "Giorgos")]
    [InlineData("Παπαδόπουλος", "Papadopoulos")]
    [InlineData("Հարությունյան", "Harutyunyan")]
    [InlineData("გიორგი", "Giorgi")]
    [InlineData("सुनीता शर्मा", "Sunita Sharma")]
    [InlineData("राजेश", "Rajesh")]
    [InlineData("김", "Kim")]
    [InlineData("민수", "Minsu")]
    [InlineData("たなか", "Tanaka")]
    [InlineData("ユウコ", "Yuko")]
    [InlineData("きょうこ", "Kyoko")]
    [InlineData("王", "Wang")]
    [InlineData("יוסף כהן", "Yosef Cohen")]
    [InlineData("สมชาย", "Somchai")]
    public void Sound_ScriptAndLatin_Meet(string script, string latin, bool same = true)
    {
        var a = Clean.With(["text", "skeleton", "sound"], script);
        var b = Clean.With(["text", "skeleton", "sound"], latin);

        Assert.True(same == (a == b), $"{a} {b}: {Clean.With(["text", "skeleton"], script)}");
    }

    [Theory]
    [InlineData("Щербаков", "shcherbakov")]
    [InlineData("Євген", "yevgen")]
    [InlineData("Ђорђевић", "djordjevic")]
    [InlineData("Μπάμπης", "bampis")]
    [InlineData("ตะวัน", "tawan")]
    [InlineData("しゅんすけ", "shunsuke")]
    [InlineData("ロドリゲス", "rodorigesu")]
    [InlineData("최", "choi")]
    [InlineData("한국", "hanguk")]
    [InlineData("欧阳", "ouyang")]
    [InlineData("建国", "建国")]
    [InlineData("plain ascii", "plain ascii")]
    public void Skeleton_Scripts_BecomeLatin(string before, string after) => Assert.Equal(after, Clean.With(["text", "skeleton"], before));

    [Theory]
    [InlineData("bill", "william")]
    [InlineData("liz", "elizabeth")]
    [InlineData("mary kate", "mary catherine")]
    [InlineData("mehmet", "muhammad")]
    [InlineData("zebulon", "zebulon")]
    public void Nickname_Forms_BecomeOne(string before, string after) => Assert.Equal(after, Clean.With(["nickname"], before));

    [Fact]
    public void Nickname_Twice_ChangesNothing()
    {
        foreach (var name in (string[])["bill", "jack", "sasha", "ellen", "nora", "fritz", "jan", "marcus", "nathan", "kit"])
        {
            var once = Clean.With(["nickname"], name);
            Assert.Equal(once, Clean.With(["nickname"], once));
        }
        Assert.InRange(Muniment.Linkage.Cleaning.Nicknames.Table.Count, 1200, 3000);
    }
}
