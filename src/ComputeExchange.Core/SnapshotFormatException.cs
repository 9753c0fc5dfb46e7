namespace ComputeExchange.Core;

/// <summary>A snapshot cannot be loaded: it is none, is of another format version, or is damaged. The message is one sentence
/// that says which.</summary>
public sealed class SnapshotFormatException(string message, Exception? cause = null) : Exception(message, cause);
