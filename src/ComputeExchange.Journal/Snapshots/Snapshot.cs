namespace ComputeExchange.Journal;

/// <summary>A snapshot whose every byte was checked, open for reading.</summary>
public sealed class Snapshot : IDisposable
{
    internal Snapshot(long sequence, ChainHash journal, string file, Stream content)
    {
        Sequence = sequence;
        Journal = journal;
        File = file;
        Content = content;
    }

    /// <summary>The last sequence whose effect it holds; replay goes on with the next one.</summary>
    public long Sequence { get; }

    /// <summary>The hash of the journal up to that sequence: what the snapshot stands on.</summary>
    public ChainHash Journal { get; }

    /// <summary>Its file.</summary>
    public string File { get; }

    /// <summary>What was written, from its beginning; it can be read and sought, not written.</summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();
}
