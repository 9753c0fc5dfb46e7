namespace ComputeExchange.Host.Options;

/// <summary>A setting cannot be used; the message is one sentence that names the key, the value and what is allowed.</summary>
internal sealed class SettingException(string message) : Exception(message);
