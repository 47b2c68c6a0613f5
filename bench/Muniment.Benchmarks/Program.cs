using BenchmarkDotNet.Running;
using Muniment.Benchmarks;

if (args is ["cpu"])
    CpuTable.Write(Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(NamePairs).Assembly).Run(args);
