using System.CommandLine;
using Muniment.Cli;

// Each command is one file in Commands/ with a static Create().
var root = new RootCommand("Muniment links person records, finds merged identities, and explains both.");
return CommandRunner.Run(root, args);
