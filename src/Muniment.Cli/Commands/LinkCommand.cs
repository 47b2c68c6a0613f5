using System.CommandLine;
using Muniment.Cli.Linking;
using Muniment.Tables;
namespace Muniment.Cli.Commands;
static class LinkCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files");
        var model = new Option<string?>("--model"); var keep = new Option<double?>("--keep"); var truth = new Option<string?>("--truth"); var id = new Option<string?>("--id"); var outp = new Option<string?>("--out"); var threads = new Option<int?>("--threads");
        var c = new Command("link") { files, model, keep, truth, id, outp, threads };
        c.SetAction(p => {
            var clock = new StageClock();
            using var o = LinkRun.Run(new LinkRequest { Extracts = [.. p.GetValue(files)!.Select(f => new Extract(f))], ModelPath = p.GetValue(model), Keep = p.GetValue(keep), TruthColumn = p.GetValue(truth), IdColumn = p.GetValue(id), Threads = p.GetValue(threads) ?? 2 }, clock, null, default);
            foreach (var s in clock.Stages) Console.Error.WriteLine($"{s.Name} {s.Seconds:F3} {s.CpuSeconds:F3}");
            Console.Error.WriteLine($"rules {string.Join(" ", o.Pairs.Rules.Select(r => r.Pairs + (r.LargeBlocks > 0 ? $"({r.LargeBlocks} large, {r.DroppedPairs} dropped)" : "")))} edges {o.Pairs.Edges.Count} acc {o.Accuracy?.Pairwise} {o.Accuracy?.Pairwise.Precision:F4} {o.Accuracy?.Pairwise.Recall:F4} F1 {o.Accuracy?.Pairwise.F1:F4} b3 {o.Accuracy?.BCubed}");
            foreach (var s in o.Chosen) Console.Error.WriteLine(s);
            if (p.GetValue(outp) is { } dir) {
                Directory.CreateDirectory(dir);
                using var w = new StreamWriter(dir + "/edges.csv");
                var g = new byte[o.Model.Comparisons.Count];
                w.WriteLine("l,r,w,rule,gammas");
                var e = o.Pairs.Edges;
                for (var k = 0; k < e.Count; k++) {
                    o.Scorer.Prepared.LevelsOf(e.Left[k], e.Right[k], g);
                    w.WriteLine($"{o.Table.IdOf(e.Left[k])},{o.Table.IdOf(e.Right[k])},{e.WeightBits[k]:R},{e.Rule[k]},{string.Join("|", g.Select((x, c) => o.Scorer.Prepared.Gammas[c][x]))}");
                }
            }
            return 0;
        });
        return c;
    }
}
