using System.CommandLine;
using System.CommandLine.Invocation;
using ComputeExchange.Host;
using ComputeExchange.Host.Commands;

RootCommand root = new("An over-the-counter exchange for compute capacity: forwards on GPUs, hedged on basket futures.")
{
    ServeCommand.Create(),
    ScenarioCommand.Create(),
    ReplayCommand.Create(),
    VerifyCommand.Create(),
};
HelpWithExamples.Install(root);

ParseResult line = root.Parse(args);
if (line.Action is ParseErrorAction parseError)
    parseError.ShowHelp = false;
int exitCode = await line.InvokeAsync();
return line.Action is ParseErrorAction ? ExitCodes.Unreadable : exitCode;
