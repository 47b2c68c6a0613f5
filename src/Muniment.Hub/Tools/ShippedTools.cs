using System.Collections.Immutable;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools;

/// <summary>The tools that come with the program: Tools/tables/*.yaml, embedded.</summary>
/// <remarks>Read and checked once; immutable; safe on any thread.</remarks>
static class ShippedTools
{
    const string Prefix = "tools/";

    /// <summary>Each tool with the bytes it was read from, in order of their keys.</summary>
    public static ImmutableArray<(DecisionTool Tool, ReadOnlyMemory<byte> Yaml)> All { get; } = [.. Read().OrderBy(shipped => shipped.Tool.Id, StringComparer.Ordinal)];

    static IEnumerable<(DecisionTool Tool, ReadOnlyMemory<byte> Yaml)> Read()
    {
        var assembly = typeof(ShippedTools).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var yaml = new byte[stream.Length];
            stream.ReadExactly(yaml);
            yield return (ToolYaml.Read(yaml), yaml);
        }
    }
}
