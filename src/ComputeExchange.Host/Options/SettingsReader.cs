// The configuration binder of the framework passes over keys that it does not know, so that a slip of the pen would silently
// leave a default in force. Here every key must be known and every value readable, or one sentence says which is not.

using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace ComputeExchange.Host.Options;

/// <summary>Reads a configuration section into a record of options, strictly.</summary>
internal static class SettingsReader
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    private static readonly Dictionary<Type, (Func<string, object> Parse, string Allowed)> Readers = new()
    {
        [typeof(int)] = (text => int.Parse(text, Whole, CultureInfo.InvariantCulture), "a whole number"),
        [typeof(long)] = (text => long.Parse(text, Whole, CultureInfo.InvariantCulture), "a whole number"),
        [typeof(bool)] = (text => bool.Parse(text), "true or false"),
        [typeof(string)] = (text => text, "text"),
        [typeof(TimeSpan)] = (
            text => TimeSpan.Parse(text, CultureInfo.InvariantCulture), "a time such as 00:00:01 or 00:00:00.100"),
    };

    /// <summary>Sets what a section says, on top of defaults.</summary>
    /// <exception cref="SettingException">A key is not known, or a value cannot be read.</exception>
    public static T Read<T>(IConfiguration section, string path, T defaults)
        where T : class
    {
        Fill(section, path, defaults);
        return defaults;
    }

    /// <summary>Whether a property is one that can be configured: a value of a known type, or a group of such.</summary>
    public static bool IsSetting(PropertyInfo property) =>
        property.CanWrite && (Readers.ContainsKey(property.PropertyType) || property.PropertyType.IsEnum || IsGroup(property));

    private static bool IsGroup(PropertyInfo property) =>
        property.PropertyType.IsClass && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal);

    private static void Fill(IConfiguration section, string path, object options)
    {
        PropertyInfo[] settings = [.. options.GetType().GetProperties().Where(IsSetting)];
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            string key = $"{path}:{entry.Key}";
            PropertyInfo setting = Array.Find(settings, each => each.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingException(
                    $"{key} is not a known setting; known in {path} are "
                    + string.Join(", ", settings.Select(each => each.Name)) + ".");
            if (IsGroup(setting))
                Fill(entry, key, setting.GetValue(options)!);
            else
                setting.SetValue(options, ValueOf(setting.PropertyType, key, entry));
        }
    }

    private static object ValueOf(Type type, string key, IConfigurationSection entry)
    {
        if (entry.Value is not { } text)
            throw new SettingException($"{key} is a group of settings; it must be one value.");
        if (type.IsEnum)
            return Enum.TryParse(type, text, ignoreCase: true, out object? named) && Enum.IsDefined(type, named)
                ? named
                : throw new SettingException($"{key} is '{text}'; it must be {string.Join(" or ", Enum.GetNames(type))}.");
        (Func<string, object> parse, string allowed) = Readers[type];
        try
        {
            return parse(text);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            throw new SettingException($"{key} is '{text}'; it must be {allowed}.");
        }
    }
}
