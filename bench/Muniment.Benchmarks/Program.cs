using BenchmarkDotNet.Running;
using Muniment.Benchmarks;

if (args is ["cpu"])
    CpuTable.Write(Console.Out);
else if (args is ["ledger", var ledger])
    LedgerTable.Write(Console.Out, ledger);
else if (args is ["checks", var run, ..])
    await CheckTable.WriteAsync(Console.Out, run, args.Length > 2 && args[2].Length > 0 ? args[2] : null, 100_000, 64);
else if (args is ["lists", var snapshot, ..])
    ListTable.Write(Console.Out, snapshot, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 200_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(NamePairs).Assembly).Run(args);
