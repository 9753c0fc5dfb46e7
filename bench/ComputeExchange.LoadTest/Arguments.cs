using System.Globalization;

namespace ComputeExchange.LoadTest;

/// <summary>What stands behind a command's name: options with a value, and switches.</summary>
public sealed class Arguments(string[] given)
{
    /// <summary>The command, if one is named.</summary>
    public string? Command => given.FirstOrDefault();

    /// <summary>Whether a switch is given.</summary>
    public bool Has(string name) => given.Contains(name);

    /// <summary>The whole number behind an option; a bare number behind the command counts for the first option asked for.</summary>
    /// <exception cref="FormatException">What stands there is no whole number, or is under 1.</exception>
    public int Number(string name, int otherwise, bool mayStandBare = false)
    {
        string? text = Text(name) ?? (mayStandBare && given.Length > 1 && char.IsAsciiDigit(given[1][0]) ? given[1] : null);
        if (text is null)
            return otherwise;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            throw new FormatException($"{name} wants a whole number from 1, not '{text}'.");
        return number;
    }

    /// <summary>The word behind an option.</summary>
    public string? Text(string name)
    {
        int at = Array.IndexOf(given, name);
        return at >= 0 && at + 1 < given.Length ? given[at + 1] : null;
    }
}
