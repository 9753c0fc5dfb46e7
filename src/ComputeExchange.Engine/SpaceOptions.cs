namespace ComputeExchange.Engine;

/// <summary>How much room on the device the engine wants, in bytes.</summary>
public sealed record SpaceOptions
{
    private const long GibiByte = 1L << 30;

    /// <summary>Warns below this; 4 GiB unless set, at least <see cref="ResumeAboveBytes"/>.</summary>
    public long WarnBelowBytes { get; init; } = 4 * GibiByte;

    /// <summary>Refuses new orders, replaces and quotes below this (<c>Halted</c>), and takes cancels; 1 GiB unless set. At least
    /// three segments of journal and report log together, or 0, which turns the watch off.</summary>
    public long RefuseBelowBytes { get; init; } = GibiByte;

    /// <summary>Carries on above this; 1.5 GiB unless set, at least <see cref="RefuseBelowBytes"/>.</summary>
    public long ResumeAboveBytes { get; init; } = GibiByte + GibiByte / 2;

    /// <summary>How often it looks; a second unless set.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Refuses values that cannot work.</summary>
    /// <param name="segmentBytes">The size of a segment of the journal and one of the report log, together.</param>
    /// <exception cref="ArgumentException">The message names the value and what is allowed.</exception>
    public void Validate(long segmentBytes)
    {
        if (RefuseBelowBytes != 0 && RefuseBelowBytes < 3 * segmentBytes)
            throw new ArgumentException(
                $"RefuseBelowBytes is {RefuseBelowBytes}; it must be 0 or at least three segments of each kind, {3 * segmentBytes}.");
        if (ResumeAboveBytes < RefuseBelowBytes)
            throw new ArgumentException(
                $"ResumeAboveBytes is {ResumeAboveBytes}; it must be at least RefuseBelowBytes, {RefuseBelowBytes}.");
        if (WarnBelowBytes < ResumeAboveBytes)
            throw new ArgumentException(
                $"WarnBelowBytes is {WarnBelowBytes}; it must be at least ResumeAboveBytes, {ResumeAboveBytes}.");
        if (LookEvery <= TimeSpan.Zero)
            throw new ArgumentException($"LookEvery is {LookEvery}; it must be positive.");
    }
}
