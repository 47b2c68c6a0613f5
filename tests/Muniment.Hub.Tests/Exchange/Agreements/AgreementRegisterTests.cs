using System.Text;
using System.Text.Json;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange.Reference;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Agreements;

public class AgreementRegisterTests
{
    static readonly Moment s_today = Moment.Noon(new LocalDate(2026, 11, 20));

    [Fact]
    public void Columns_First18_AreTheDigitalEconomyActs() =>
        Assert.Equal(
            ["Information sharing agreement", "Name", "Purpose", "Information sharing benefits", "Legal power disclosure", "Disclosed information", "Controllers", "Controller names",
             "Information sharing method", "Processors", "Processor names", "Retention period", "Start date", "End date", "Review date", "Contact", "Areas", "Area names"],
            AgreementRegister.Columns[..18]);

    [Fact]
    public void CsvAndJson_SamplesWithPause_SayTheSame()
    {
        var agreements = SampleAgreements.Paths("agreements").Select(SampleAgreements.Read).ToList();
        var pauses = PauseJson.ReadList(SampleAgreements.Bytes("pauses/over-30s.json"));

        var rows = Rows(Encoding.UTF8.GetString(AgreementRegister.Csv(agreements, pauses, s_today)));
        using var json = JsonDocument.Parse(AgreementRegister.Json(agreements, pauses, s_today));

        Assert.Equal(agreements.Count + 1, rows.Count);
        Assert.Equal(AgreementRegister.Columns, rows[0]);
        for (var row = 1; row < rows.Count; row++)
        {
            for (var column = 0; column < rows[0].Count; column++)
            {
                var value = json.RootElement[row - 1].TryGetProperty(rows[0][column], out var element) ? Text(element) : "";
                Assert.Equal(value, rows[row][column]);
            }
        }
        var pupils = json.RootElement.EnumerateArray().Single(row => row.GetProperty("Information sharing agreement").GetString() == "pupils");
        Assert.Equal("government-organisation:EX01;government-organisation:EX04", Text(pupils.GetProperty("Controllers")));
        Assert.Equal("restricted", pupils.GetProperty("State").GetString());
        Assert.Contains("41 days overdue", pupils.GetProperty("State explained").GetString(), StringComparison.Ordinal);
        Assert.Equal("At most 1,500 a month and 1 a month about one person may be asked or pushed.", pupils.GetProperty("Caps").GetString());
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+44 20")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    public void Csv_Formula_GetsAnApostrophe(string name)
    {
        var csv = Encoding.UTF8.GetString(AgreementRegister.Csv([SampleAgreements.Pupils with { Name = name }], [], s_today));

        Assert.Equal("'" + name, Rows(csv)[1][1]);
    }

    [Fact]
    public void Csv_RandomAgreements_EveryLineHasEveryCell()
    {
        var random = new RandomExchange(seed: 9);
        var rows = Rows(Encoding.UTF8.GetString(AgreementRegister.Csv([.. Enumerable.Range(0, 300).Select(_ => random.Agreement())], random.Pauses(), random.Moment())));

        Assert.Equal(301, rows.Count);
        Assert.All(rows, row => Assert.Equal(AgreementRegister.Columns.Length, row.Count));
    }

    [Fact]
    public void CsvAndJson_Twice_SameBytes()
    {
        Assert.Equal(AgreementRegister.Csv([SampleAgreements.Pupils], [], s_today), AgreementRegister.Csv([SampleAgreements.Pupils], [], s_today));
        Assert.Equal(AgreementRegister.Json([SampleAgreements.Pupils], [], s_today), AgreementRegister.Json([SampleAgreements.Pupils], [], s_today));
    }

    static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => string.Join(';', element.EnumerateArray().Select(item => item.GetString()!.Replace(';', ','))),
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    /// <summary>RFC 4180 read to the letter.</summary>
    static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                cell.Append(csv[i++]);
            else if (csv[i] == '"')
                quoted = !quoted;
            else if (!quoted && (csv[i] == ',' || csv[i] == '\n'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (csv[i] == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (quoted || csv[i] != '\r')
                cell.Append(csv[i]);
        }
        return rows;
    }
}
