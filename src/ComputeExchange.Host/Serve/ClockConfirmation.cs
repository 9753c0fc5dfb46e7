// On one machine, who may write into the data directory is the operator. The confirmation is a file there with the wall clock's
// time in it, so that one given for an earlier state of the clock, or left over, confirms nothing.

using System.Globalization;
using ComputeExchange.Host.Options;

namespace ComputeExchange.Host.Serve;

/// <summary>An operator's word that the wall clock is right, on its way from a command to the running server.</summary>
/// <param name="data">The data directory.</param>
internal sealed class ClockConfirmation(string data)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly string _path = Path.Combine(data, "follow-clock");

    /// <summary>Whether the server has not taken it yet.</summary>
    public bool IsWaiting => File.Exists(_path);

    /// <summary>Gives it.</summary>
    /// <exception cref="SettingException">There is no such directory.</exception>
    public void Give(DateTimeOffset now)
    {
        if (!Directory.Exists(data))
            throw new SettingException($"there is no data directory '{data}'.");
        string unfinished = _path + ".tmp";
        File.WriteAllText(unfinished, now.ToString("O", CultureInfo.InvariantCulture));
        File.Move(unfinished, _path, overwrite: true);
    }

    /// <summary>Takes it back, if it is still there.</summary>
    public void TakeBack() => File.Delete(_path);

    /// <summary>Takes it, for the server.</summary>
    /// <param name="now">The wall clock.</param>
    /// <returns>Whether there was one, given for the wall clock as it is now.</returns>
    public bool TryTake(DateTimeOffset now)
    {
        if (!IsWaiting)
            return false;
        string text = File.ReadAllText(_path);
        File.Delete(_path);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset given)
            && (now - given).Duration() < Lifetime;
    }
}
