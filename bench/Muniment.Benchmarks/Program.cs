using BenchmarkDotNet.Running;
using Muniment.Benchmarks;
using Muniment.Benchmarks.Checks;
using Muniment.Benchmarks.Pages;

if (args is ["cpu"])
    CpuTable.Write(Console.Out);
else if (args is ["ledger", var ledger])
    LedgerTable.Write(Console.Out, ledger);
else if (args is ["checks", var program, var run, ..])
    await CheckTable.WriteAsync(Console.Out, program, run, args.Length > 3 ? args[3] : null, 48);
else if (args is ["flushes", var served, var snapshots])
    Environment.ExitCode = await FlushTrace.WriteAsync(Console.Out, served, snapshots) ? 0 : 1;
else if (args is ["lists", var snapshot, ..])
    ListTable.Write(Console.Out, snapshot, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 200_000);
else if (args is ["pages", var hub, ..])
    await PageTable.WriteAsync(Console.Out, hub, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 100);
else
    BenchmarkSwitcher.FromAssembly(typeof(NamePairs).Assembly).Run(args);
