using System.Text.Json;
using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Modelling;

public static partial class SplinkModel
{
    const string AdditionsKey = "muniment";
    const int AdditionsVersion = 1;

    /// <summary>True if the model says anything that Splink's own keys cannot.</summary>
    static bool HasAdditions(LinkModel model) =>
        !model.Faithful || model.Text != TextUnit.Bytes || model.Columns.Count > 0 || model.Roles.Count > 0 || model.Threshold is not null || model.Grouping is not null
        || model.BlockCap is not null || model.Refinements.Count > 0;

    static LinkModel ReadAdditions(ModelJson json, LinkModel model)
    {
        if (json.Whole("version") is not AdditionsVersion)
            throw new ModelException($"{json.PathOf("version")} is not {AdditionsVersion}, the version this program reads. Use the program that wrote the model, or train it again.");
        return model with
        {
            Faithful = json.Flag("faithful", false),
            Text = json.Text("text") switch
            {
                null or "bytes" => TextUnit.Bytes,
                "scalars" => TextUnit.Scalars,
                var other => throw new ModelException($"{json.PathOf("text")} is \"{other}\"; use bytes or scalars."),
            },
            Columns = json.Items("columns", static (item, path) => ModelJson.Read(item, path, ReadColumn)),
            Roles = json.Items("roles", static (item, path) => ModelJson.Read(item, path, static role =>
                new RoleOfColumn(role.RequiredText("column"), RoleOf(role), role.Text("why") ?? ""))),
            BlockCap = json.Whole("block_cap"),
            Refinements = json.Items("refinements", IReadOnlyList<string> (item, path) => ModelJson.Texts(item, path)),
            Threshold = json.Number("threshold"),
            Grouping = json.Text("grouping"),
        };
    }

    static DerivedColumn ReadColumn(ModelJson json)
    {
        var column = new DerivedColumn(json.RequiredText("name"), json.Texts("from"), json.Texts("steps"));
        if (column.From.Count == 0)
            throw json.Absent("from", "a list of at least one column");
        try
        {
            CleaningRecipe.Parse(column.Steps);
        }
        catch (ArgumentException problem)
        {
            throw new ModelException($"{json.PathOf("steps")}: {problem.Message.Split(" (Parameter")[0]}", problem);
        }
        return column;
    }

    static FieldRole RoleOf(ModelJson json)
    {
        var name = json.RequiredText("role");
        foreach (var role in Enum.GetValues<FieldRole>())
        {
            if (NameOf(role) == name)
                return role;
        }
        throw new ModelException($"{json.PathOf("role")} is \"{name}\"; use one of {string.Join(", ", Enum.GetValues<FieldRole>().Select(NameOf))}.");
    }

    /// <summary>BirthDate is written birth_date.</summary>
    static string NameOf(FieldRole role) => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());

    static void WriteAdditions(Utf8JsonWriter json, LinkModel model)
    {
        json.WriteStartObject(AdditionsKey);
        json.WriteNumber("version", AdditionsVersion);
        json.WriteBoolean("faithful", model.Faithful);
        json.WriteString("text", model.Text == TextUnit.Bytes ? "bytes" : "scalars");
        json.WriteStartArray("columns");
        foreach (var column in model.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WritePropertyName("from");
            WriteTexts(json, column.From);
            json.WritePropertyName("steps");
            WriteTexts(json, column.Steps);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("roles");
        foreach (var role in model.Roles)
        {
            json.WriteStartObject();
            json.WriteString("column", role.Column);
            json.WriteString("role", NameOf(role.Role));
            json.WriteString("why", role.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (model.BlockCap is { } cap)
            json.WriteNumber("block_cap", cap);
        if (model.Refinements.Count > 0)
        {
            json.WriteStartArray("refinements");
            foreach (var chain in model.Refinements)
                WriteTexts(json, chain);
            json.WriteEndArray();
        }
        if (model.Threshold is { } threshold)
            WriteNumber(json, "threshold", threshold);
        if (model.Grouping is not null)
            json.WriteString("grouping", model.Grouping);
        json.WriteEndObject();
    }
}
