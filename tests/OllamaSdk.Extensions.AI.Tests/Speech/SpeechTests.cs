using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Speech;

/// <summary>What is said, written down by way of Microsoft.Extensions.AI, whose interface for it may still change.</summary>
[Experimental("MEAI001")]
public sealed class SpeechTests
{
    private const string Answer = """
        {"text":"hello there","segments":[{"start":0.5,"end":1.0},{"start":1.0,"end":2.25}],"usage":{"type":"tokens","input_tokens":10,"output_tokens":2,"total_tokens":12}}
        """;

    [Fact]
    public async Task A_recording_becomes_text_with_times_and_usage()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(Answer));
        using var client = new OpenAICompatibleClient(server.Url + "v1");
        var speech = client.AsISpeechToTextClient("whisper");
        using var audio = new MemoryStream([.. "ID3"u8, 1, 2, 3]);

        var answer = await speech.GetTextAsync(audio, new SpeechToTextOptions { SpeechLanguage = "en", AdditionalProperties = new() { ["prompt"] = "Oslo" } }, Ct);

        Assert.Equal(("hello there", "whisper"), (answer.Text, answer.ModelId));
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2.25)), (answer.StartTime, answer.EndTime));
        Assert.Equal((10, 2, 12), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.IsType<TranscriptionResponse>(answer.RawRepresentation);
        var sent = server.Requests[^1].Text;
        Assert.Contains("filename=audio.mp3", sent.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("ID3", sent, StringComparison.Ordinal);
        Assert.All((string[])["whisper", "en", "Oslo"], value => Assert.Contains($"\r\n\r\n{value}\r\n", sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_parts_it_comes_as_one()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(Answer));
        using var client = new OpenAICompatibleClient(server.Url + "v1");
        using var audio = new MemoryStream([.. "RIFF"u8]);

        var answer = await client.AsISpeechToTextClient("whisper").GetStreamingTextAsync(audio, cancellationToken: Ct).ToSpeechToTextResponseAsync(Ct);

        Assert.Equal("hello there", answer.Text);
        Assert.Equal(12, answer.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task A_translation_is_refused()
    {
        using var client = new OpenAICompatibleClient("localhost");
        using var audio = new MemoryStream([1]);

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            client.AsISpeechToTextClient("whisper").GetTextAsync(audio, new SpeechToTextOptions { SpeechLanguage = "no", TextLanguage = "en" }, Ct));
        Assert.Equal("openai", client.AsISpeechToTextClient("whisper").GetService<SpeechToTextClientMetadata>()!.ProviderName);
    }
}
