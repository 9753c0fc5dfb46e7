using System.CommandLine;
using System.CommandLine.Invocation;
using ComputeExchange.Host;
using ComputeExchange.Host.Commands;

RootCommand root = new("An over-the-counter exchange for compute capacity: forwards on GPUs, hedged on basket futures.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    ScenarioCommand.Create(),
    ReplayCommand.Create(),
    VerifyCommand.Create(),
    BackupCommand.Create(),
    FollowClockCommand.Create(),
};
HelpWithExamples.Install(root);

ParseResult line = root.Parse(args);
if (line.Action is ParseErrorAction parseError)
    parseError.ShowHelp = args.Length == 0;
InvocationConfiguration configuration = new();
// The server's host hears signals itself, and takes the time that draining needs.
if (line.CommandResult.Command.Name == ServeCommand.Name)
    configuration.ProcessTerminationTimeout = null;
int exitCode = await line.InvokeAsync(configuration);
return line.Action is ParseErrorAction ? ExitCodes.Unreadable : exitCode;
