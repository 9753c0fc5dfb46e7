using System.CommandLine;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Serve;

namespace ComputeExchange.Host.Commands;

/// <summary>`follow-clock`: an operator says that the wall clock, which was set while the server ran, is right.</summary>
internal static class FollowClockCommand
{
    private const int AnswerWaitMillis = 5_000;
    private const int LookMillis = 20;

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        Option<string?> data = new("--data")
        {
            Description = "The data directory of the running server; the one that serve uses unless set.",
            HelpName = "DIR",
        };
        ExampleCommand command = new("follow-clock",
            "Tells a running server that the machine's wall clock is right as it is now, after it was set by more than the "
            + "server follows by itself. Engine time never goes back: set back, it stands until the clock has caught up.",
            $"{RootCommand.ExecutableName} follow-clock --data /var/lib/compute-exchange")
            { data };
        command.SetAction((line, cancellation) =>
            Task.Run(() => Run(line.GetValue(data) ?? ServeOptions.DefaultDataDirectory(), cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(string data, CancellationToken cancellation)
    {
        ClockConfirmation confirmation = new(Path.GetFullPath(data));
        try
        {
            confirmation.Give(TimeProvider.System.GetUtcNow());
            for (int waited = 0; confirmation.IsWaiting; waited += LookMillis)
            {
                if (waited >= AnswerWaitMillis)
                {
                    confirmation.TakeBack();
                    Console.Error.WriteLine($"The clock was not confirmed: no server runs on '{data}'.");
                    return ExitCodes.Failure;
                }

                cancellation.WaitHandle.WaitOne(LookMillis);
                cancellation.ThrowIfCancellationRequested();
            }

            Console.Out.WriteLine("The server goes on from the wall clock as it is now; its log has the line.");
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            confirmation.TakeBack();
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (Failures.IsExpected(failure))
        {
            return Failures.Tell("The clock was not confirmed", failure, Console.Error);
        }
    }
}
