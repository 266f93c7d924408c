using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>One line of the table: a call, its answer, and by how much the newer build may cost more.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Call">Who asks.</param>
/// <param name="Answer">What comes back.</param>
/// <param name="Expected">The checksum of one answer.</param>
internal sealed record Row(string Name, ProbeCall Call, CannedAnswer Answer, long Expected)
{
    /// <summary>The bytes by which a call may grow. What a stream has more once, spread over its chunks, is below one byte in ten.</summary>
    public double MoreBytesPerCall { get; init; } = 1200;

    /// <summary>Chunks in one answer; one where it is not streamed.</summary>
    public required int Chunks { get; init; }

    /// <summary>Calls that are one run: enough for some milliseconds.</summary>
    public required int Calls { get; init; }

    /// <summary>The most that the newer build's CPU time may be, divided by the older one's.</summary>
    public required double CpuLimit { get; init; }

    /// <summary>What is counted: the chunks of streams, else the calls.</summary>
    public int Units => Chunks * Calls;

    /// <summary>The most bytes that a unit may have more.</summary>
    public double MoreBytes => MoreBytesPerCall / Chunks;

    public static IReadOnlyList<Row> All { get; } =
    [
        Stream("native stream, packed", ProbeCall.NativeStream, CannedAnswer.ChatLines.Packed()),
        Stream("native stream, one chunk a read", ProbeCall.NativeStream, CannedAnswer.ChatLines),
        Stream("native stream, each chunk waited for", ProbeCall.NativeStream, CannedAnswer.ChatLines with { Waits = true }),
        Stream("/v1 stream, packed", ProbeCall.OpenAIStream, CannedAnswer.ChatEvents.Packed()),
        Stream("/v1 stream, one chunk a read", ProbeCall.OpenAIStream, CannedAnswer.ChatEvents),
        Stream("/v1 stream, each chunk waited for", ProbeCall.OpenAIStream, CannedAnswer.ChatEvents with { Waits = true }),
        Short("native call", ProbeCall.Native, ShortAnswers.Native),
        Short("/v1 call", ProbeCall.OpenAI, ShortAnswers.OpenAI),
    ];

    /// <summary>This call over one build, many times.</summary>
    public Candidate On(SdkContext sdk, string name)
    {
        var handler = new CannedHandler(Answer);
        var start = sdk.Create(Call, handler);
        return new Candidate(name, RunAsync, Expected * Calls);

        async Task<long> RunAsync()
        {
            var sum = 0L;
            for (var i = 0; i < Calls; i++)
            {
                sum += await handler.ServeAsync(start);
            }

            return sum;
        }
    }

    private static Row Stream(string name, ProbeCall call, CannedAnswer answer) =>
        new(name, call, answer, call == ProbeCall.NativeStream ? ChatLines.TextLength : ChatEvents.Checksum) { Chunks = ChatLines.Count, Calls = 1, CpuLimit = 1.03 };

    private static Row Short(string name, ProbeCall call, byte[] json) =>
        new(name, call, CannedAnswer.Short(json), ShortAnswers.Checksum) { Chunks = 1, Calls = 1000, CpuLimit = 1.1 };
}
