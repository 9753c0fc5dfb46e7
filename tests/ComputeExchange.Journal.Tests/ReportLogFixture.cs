namespace ComputeExchange.Journal.Tests;

/// <summary>Short ways to fill and read report logs, and bodies that can be told apart.</summary>
internal static class ReportLogFixture
{
    public static readonly ReportLogOptions Small = new()
    {
        SegmentBytes = ReportLogOptions.MinSegmentBytes,
        LogId = new Guid("11111111-2222-3333-4444-555555555555"),
    };

    private static byte[] BodyOf(ushort session, long number, int bytes) =>
        JournalFixture.BodyOf((session * 100_003L) + number, bytes);

    /// <summary>One report a command, to the sessions in turn, each command completed; from the last complete one on.</summary>
    public static void Fill(
        ReportLog log, int commands, int sessions, int bodyBytes, long nanosPerCommand = 1, bool flush = false)
    {
        long first = log.CompleteThrough + 1;
        for (long command = first; command < first + commands; command++)
        {
            ushort session = (ushort)((command - 1) % sessions);
            long number = log.LastReport(session) + 1;
            Assert.True(log.Append(session, number, command, BodyOf(session, number, bodyBytes)));
            log.Complete(command, command * nanosPerCommand);
        }

        if (flush)
            log.Flush();
    }

    /// <summary>What replay does: makes every report again from the first incomplete command on.</summary>
    public static void Refill(ReportLog log, int commands, int sessions, int bodyBytes)
    {
        for (long command = log.CompleteThrough + 1; command <= commands; command++)
        {
            ushort session = (ushort)((command - 1) % sessions);
            long number = ((command - 1) / sessions) + 1;
            log.Append(session, number, command, BodyOf(session, number, bodyBytes));
            log.Complete(command, command);
        }
    }

    public static List<long> Read(ReportLog log, ushort session, long from, bool checkBody = true)
    {
        Assert.True(log.TryRead(session, from, out ReportCursor? cursor));
        List<long> numbers = [];
        using (cursor)
        {
            while (cursor.Read())
            {
                numbers.Add(cursor.Number);
                if (checkBody)
                    Assert.True(cursor.Body.SequenceEqual(BodyOf(session, cursor.Number, cursor.Body.Length)));
            }
        }

        return numbers;
    }
}
