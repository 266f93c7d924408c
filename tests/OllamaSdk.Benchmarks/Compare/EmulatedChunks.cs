using System.Net;
using OllamaSdk.Testing;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a chunk of a streamed chat costs the emulator in memory, and what it costs the SDK that reads it: tests should wait for neither.</summary>
internal static class EmulatedChunks
{
    private const int Chunks = 20_000;
    private const string Word = " word";
    private static readonly byte[] Body = """{"model":"demo","messages":[{"role":"user","content":"hello"}],"think":false}"""u8.ToArray();

    // Both together are all; the emulator is to be the lesser half.
    private static readonly Aim Aim = Aim.AtMost(0.5) with { BytesLimit = null };

    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var emulator = new OllamaEmulator();
        emulator.When("hello").Answer(string.Concat(Enumerable.Repeat(Word, Chunks)));
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = emulator });
        using var http = new HttpMessageInvoker(emulator, disposeHandler: false);
        var request = new OllamaChatRequest { Model = "demo", Messages = [OllamaChatMessage.User("hello")], Think = false };
        // The first answer is longer: the model is loaded for it, and the prompt is new.
        await RawAsync();
        Candidate[] candidates =
        [
            new("the emulator, read as bytes", RawAsync, await RawAsync()),
            new("the SDK over the emulator", SdkAsync, (long)Chunks * Word.Length),
        ];
        var costs = await Measure.RunAsync(candidates, Chunks, options.Rounds, new Repetition(WarmUps: 10, RunsPerRound: 5));
        return Report.Print($"Emulator in memory, {Chunks} chunks", "chunk", candidates, costs, [new Ratio(0, 1, Aim)]);

        async Task<long> RawAsync()
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:11434/api/chat") { Content = new ByteArrayContent(Body) };
            using var response = await http.SendAsync(message, default);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"The emulator answers {(int)response.StatusCode}.");
            }

            await using var stream = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[16 * 1024];
            var bytes = 0L;
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                bytes += count;
            }

            return bytes;
        }

        async Task<long> SdkAsync()
        {
            var text = 0L;
            await foreach (var chunk in client.ChatStreamAsync(request))
            {
                text += chunk.Message!.Content!.Length;
            }

            return text;
        }
    }
}
