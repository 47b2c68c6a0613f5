using System.CommandLine;
using Muniment.Cli;
using Muniment.Cli.Commands;

// Each command is one file in Commands/ with a static Create().
var root = new RootCommand("Muniment links person records, finds merged identities, and explains both.");
root.Add(DemoCommand.Create());
root.Add(GenerateCommand.Create());
root.Add(EvaluateCommand.Create());
root.Add(LabelCommand.Create());
root.Add(LinkCommand.Create());
root.Add(TrainCommand.Create());
root.Add(BlockingCommand.Create());
root.Add(ExplainCommand.Create());
root.Add(MergedCommand.Create());
root.Add(FindCommand.Create());
root.Add(BenchCommand.Create());
root.Add(AgreementCommand.Create());
root.Add(LedgerCommand.Create());
root.Add(ReferralCommand.Create());
root.Add(ServeCommand.Create());
root.Add(SourceCommand.Create());
root.Add(BackupCommand.Create());
root.Add(BackupCommand.CreateRestore());
root.Add(PartnerCommand.Create());
root.Add(AccountCommand.Create());
return CommandRunner.Run(root, args);
