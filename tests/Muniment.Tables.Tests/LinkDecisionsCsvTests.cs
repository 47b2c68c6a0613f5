using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables.Tests;

public sealed class LinkDecisionsCsvTests : IDisposable
{
    const string Header = "source_l,record_id_l,source_r,record_id_r,decision,reason,by\n";
    readonly TemporaryFolder _folder = new();
    readonly RecordTable _table;
    readonly List<string> _notices = [];

    public LinkDecisionsCsvTests()
    {
        using var builder = new RecordTableBuilder();
        _table = builder.Source("crm").Add("1").Add("2").Source("health").Add("1").Build();
    }

    [Fact]
    public void Read_BothKinds_RowsReasonsAndNames()
    {
        var decisions = Read(Header + "crm,1,health,1,same,\"saw both, in person\",js\ncrm,2,crm,1,Different,,\n");

        Assert.Equal(new LinkDecision(0, 2, Verdict.Same, "saw both, in person", "js"), Assert.Single(decisions.Same));
        Assert.Equal(new LinkDecision(1, 0, Verdict.Different), Assert.Single(decisions.Different));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Read_WithoutReasonAndBy_IsEnough() =>
        Assert.Single(Read("source_l,record_id_l,source_r,record_id_r,decision\ncrm,1,health,1,same\n").Same);

    [Fact]
    public void Read_OnlyAHeader_NoDecision() => Assert.Empty(Read(Header).Same);

    [Fact]
    public void Read_RecordOfAnotherRun_IsToldAndNotApplied()
    {
        var decisions = Read(Header + "crm,1,police,1,same,,\ncrm,1,crm,2,same,,\n");

        Assert.Single(decisions.Same);
        Assert.Contains("police/1", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crm,1,crm,2,maybe,,\n", "decision 1: 'maybe' is neither 'same' nor 'different'")]
    [InlineData("crm,1,crm,2,same,,\ncrm,2,crm,1,different,,\n", "record crm/2 and record crm/1 are called both the same and different")]
    [InlineData("crm,1,crm,2,same,,\ncrm,1\n", "line 3")]
    public void Read_Faulty_RefusedWithASentence(string rows, string part) =>
        Assert.Contains(part, Assert.Throws<BadInputException>(() => Read(Header + rows)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_ColumnMissing_Refused() =>
        Assert.Contains("no column 'decision'", Assert.Throws<BadInputException>(() => Read("source_l,record_id_l,source_r,record_id_r\na,1,b,2\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NoFile_Refused() =>
        Assert.Contains("There is no file", Assert.Throws<BadInputException>(() => LinkDecisionsCsv.Read("/none/d.csv", _table, _notices)).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        _table.Dispose();
        _folder.Dispose();
    }

    LinkDecisions Read(string text) => LinkDecisionsCsv.Read(_folder.File("d.csv", text), _table, _notices);
}
