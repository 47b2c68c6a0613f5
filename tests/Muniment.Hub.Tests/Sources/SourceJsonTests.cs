using System.Text;
using Muniment.Hub.Exchange;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Tests.Sources;

public sealed class SourceJsonTests
{
    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        var text = SourceJson.Write(Made.Source("visas"));

        Assert.Equal(text, SourceJson.Write(SourceJson.Read(Encoding.UTF8.GetBytes(text)).Entry));
    }

    [Theory]
    [InlineData("\"id\": \"visas\"", "\"id\": \"Visas!\"", "$.id")]
    [InlineData("\"children\": \"unknown\"", "\"children\": \"maybe\"", "$.children")]
    [InlineData("\"eu-gdpr:A6-1-e\"", "\"eu-gdpr:A9-2-g\"", "$.lawful_basis names no basis")]
    [InlineData("\"eu-gdpr:A6-1-e\"", "\"eu-gdpr:A6-1-e\", \"muniment:DPA-Part-3\"", "$.lawful_basis mixes")]
    [InlineData("\"field\": \"surname\"", "\"field\": \"forename\"", "$.fields gives 'forename' two columns")]
    [InlineData("\"column\": \"surname\"", "\"column\": \"id\"", "$.fields names the record id")]
    [InlineData("\"mode\": \"replace\"", "\"mode\": \"replace\", \"more\": 1", "$.more is not a property")]
    [InlineData("\"contact\": \"data@example.org\",", "", "$.contact is missing")]
    public void Read_SomethingWrong_SaysWhere(string right, string wrong, string said)
    {
        var text = SourceJson.Write(Made.Source("visas")).Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains(said, Assert.Throws<ExchangeFormatException>(() => SourceJson.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }
}
