using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.Prompting;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;
using static OllamaSdk.Tests.Prompting.PromptSituations;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Fewer tokens than a prompt's own beginning had: when that is proof, and when it may have another reason.</summary>
public sealed class PromptProofTests
{
    private static readonly Uri s_server = new("http://prompt-proof.test");

    private readonly FakeClock _clock = new();
    private readonly PromptGuard _guard;

    public PromptProofTests() => _guard = new(new(), s_server, NullLogger.Instance, _clock);

    public static TheoryData<string, bool> Beginnings => new()
    {
        { "plain", true },
        { "a format, whose thinking is counted too", false },
        { "a picture", false },
        { "tools, left out behind a tool's result", false },
        { "thinking", false },
        { "thinking in the text", false },
        { "thinking in other marks", false },
        { "an unknown member", false },
        { "a server that does not tell its cache", false },
        { "half an hour later", false },
        { "the model was pulled anew", false },
        { "another think", false },
        { "another runner", false },
        { "another beginning", false },
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void A_longer_prompt_with_fewer_tokens(string what, bool isCertain)
    {
        OllamaChatMessage[] messages = [OllamaChatMessage.User(Words(1000)), Answer(what), OllamaChatMessage.User(Words(100))];
        var request = new OllamaChatRequest { Model = "m", Messages = messages };
        request = what switch
        {
            "a format, whose thinking is counted too" => request with { Format = ResponseFormat.Json },
            "tools, left out behind a tool's result" => request with { Tools = new([new() { Type = "function", Function = new() { Name = "look", Description = Words(50) } }]) },
            "an unknown member" => request with { AdditionalProperties = new() { ["x"] = System.Text.Json.JsonDocument.Parse("1").RootElement } },
            _ => request,
        };
        var cached = what == "a server that does not tell its cache" ? null : (int?)0;
        Tell(request, 3000, cached);
        if (what == "half an hour later")
        {
            _clock.Advance(TimeSpan.FromMinutes(31));
        }
        else if (what == "the model was pulled anew")
        {
            ModelChanges.NoteEndOf(HttpMethod.Post, "/api/pull", s_server);
        }

        var longer = request with
        {
            Messages = [what == "another beginning" ? OllamaChatMessage.User(Words(1001)) : messages[0], .. messages[1..], OllamaChatMessage.Assistant("Yes."), OllamaChatMessage.User(Words(50))],
            Think = what == "another think" ? Think.On : null,
            Runner = what == "another runner" ? "mlx" : null,
        };

        Assert.Equal(isCertain, Tell(longer, 1200, cached).State == PromptTruncationState.Certain);
    }

    [Fact]
    public void A_few_tokens_less_are_the_templates()
    {
        var request = new OllamaChatRequest { Model = "m", Messages = [OllamaChatMessage.User(Words(1000))] };
        Tell(request, 1010, 0);

        Assert.Equal(PromptTruncationState.None, Tell(request, 1000, 0).State);
    }

    private static OllamaChatMessage Answer(string what) => what switch
    {
        "thinking" => OllamaChatMessage.Assistant("Yes.") with { Thinking = Words(1000) },
        "thinking in the text" => OllamaChatMessage.Assistant($"<think>{Words(1000)}</think>Yes."),
        "thinking in other marks" => OllamaChatMessage.Assistant($"[THINK]{Words(1000)}[/THINK]Yes."),
        "a picture" => OllamaChatMessage.User("And this?", LlmImage.FromBytes(new byte[] { 0x89, 0x50, 0x4E, 0x47 })),
        _ => OllamaChatMessage.Assistant("Yes."),
    };

    private PromptTruncation Tell(OllamaChatRequest request, int counted, int? cached)
    {
        var answer = new OllamaChatResponse { PromptEvalCount = counted, PromptEvalCachedCount = cached };
        _guard.Tell(request, request.Messages!.Count, answer, null);
        return answer.PromptTruncation!;
    }
}
