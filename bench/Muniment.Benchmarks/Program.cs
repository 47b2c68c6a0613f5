using System.Globalization;
using BenchmarkDotNet.Running;
using Muniment.Benchmarks;

if (args is ["cpu"])
    CpuTable.Write(Console.Out);
else if (args is ["lookup", var folder, .. var rest])
    LookupTable.Write(Console.Out, folder, rest is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 200_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(NamePairs).Assembly).Run(args);
