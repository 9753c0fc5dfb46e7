using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ComputeExchange.Host.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="description">What it does, in a sentence or two.</param>
/// <param name="examples">Command lines without the program's name, each with what it does behind it.</param>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>The examples, in the order in which help shows them.</summary>
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>The usual help, with the examples of the command behind it; of the whole program all of them.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of the usual help.</summary>
    public static void Install(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        IEnumerable<ExampleCommand> shown = command is ExampleCommand one ? [one] : command.Subcommands.OfType<ExampleCommand>();
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in shown.SelectMany(each => each.Examples))
            output.WriteLine($"  {example}");
        return exitCode;
    }
}
