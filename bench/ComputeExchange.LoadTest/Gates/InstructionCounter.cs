using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>Counts the instructions that the calling thread executes in user mode: it stops behind each one (<see cref="StepTrap"/>).
/// Slow, but exact, and possible where a virtual machine hides its counters.</summary>
internal sealed class InstructionCounter : IDisposable
{
    private const int LeastOfNothing = 2;

    private readonly StepTrap _trap;
    private readonly long _most;
    private readonly long _ofNothing;

    /// <param name="most">How many are counted of anything, at most: what takes more was no step of an engine.</param>
    /// <exception cref="NotCountedException">There can be none here.</exception>
    public InstructionCounter(long most)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new NotCountedException(
                $"a thread is stepped through on Linux on x64, this is {RuntimeInformation.RuntimeIdentifier}");
        _most = most;
        _trap = new StepTrap();
        Action nothing = static () => { };
        // Twice, so that nothing is compiled while it is stepped through.
        _trap.Count(nothing, most: 0);
        _ofNothing = _trap.Count(nothing, most);
        if (_ofNothing < LeastOfNothing)
            throw new NotCountedException("this machine does not stop at each instruction");
    }

    /// <summary>How many instructions it takes to do something that was done before: compiling is not to be stepped through.</summary>
    public long Count(Action work) => _trap.Count(work, _most) - _ofNothing;

    /// <inheritdoc/>
    public void Dispose() => _trap.Dispose();
}

/// <summary>Instructions cannot be counted here; the message says why.</summary>
internal sealed class NotCountedException(string why) : Exception(why);
