using System.CommandLine;

var root = new RootCommand("Muniment links person records, finds merged identities, and explains both.");
return root.Parse(args).Invoke();
