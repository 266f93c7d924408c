using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>The OpenAI-compatible routes against what the server was recorded saying there.</summary>
public sealed partial class OpenAIReplayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1_chat_404")]
    [InlineData("v1_chat_bad_json")]
    [InlineData("v1_chat_effort_bad")]
    [InlineData("v1_chat_image_url")]
    [InlineData("v1_chat_no_messages")]
    [InlineData("v1_model_404")]
    public async Task Says_the_same(string name)
    {
        using var client = Replayer.CreateClient();

        await client.AssertSameAsync(name, Cancellation);
    }

    [Theory]
    [InlineData("v1_audio_no_file")]
    public async Task Misses_the_file_in_the_same_words(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();
        using var form = new MultipartFormDataContent { { new StringContent("tiny"), "model" } };

        using var response = await client.PostAsync(recording.Url, form, Cancellation);

        AssertHead(recording, response);
        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("v1_chat_tools_1")]
    [InlineData("v1_chat_tools_truncated")]
    public async Task A_call_that_breaks_off_fails_in_the_same_words(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();
        // The emulator's call is shorter than the recorded one.
        using var request = new StringContent(TokenLimit().Replace(recording.RequestBody!, "$1 3"), Encoding.UTF8);

        using var response = await client.PostAsync(recording.Url, request, Cancellation);

        AssertHead(recording, response);
        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("v1_chat")]
    [InlineData("v1_chat_schema")]
    [InlineData("v1_completions")]
    [InlineData("v1_embeddings")]
    [InlineData("v1_embeddings_base64")]
    [InlineData("v1_embeddings_dimensions")]
    [InlineData("v1_model")]
    [InlineData("v1_models")]
    [InlineData("v1_responses")]
    public async Task One_answer_has_the_recorded_fields(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(recording, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        AssertHead(recording, response);
        Assert.Equal(JsonShape.Of(recording.Json), JsonShape.Of(body.ToJson()));
    }

    [Theory]
    [InlineData("v1_chat_stream")]
    [InlineData("v1_chat_logprobs_stream")]
    [InlineData("v1_chat_think_stream")]
    [InlineData("v1_completions_stream")]
    [InlineData("v1_responses_stream")]
    [InlineData("v1_responses_think_stream")]
    public async Task A_stream_has_the_recorded_kinds_of_events_in_their_order(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();
        // The recorded models never came to the end of their thoughts; the emulator's are brief.
        var request = name.Contains("think", StringComparison.Ordinal) ? TokenLimit().Replace(recording.RequestBody!, "$1 3") : recording.RequestBody!;

        using var response = await client.PostAsync(recording.Url, new StringContent(request, Encoding.UTF8), Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        AssertHead(recording, response);
        Assert.Equal(recording.Headers.GetValueOrDefault("Cache-Control"), response.Headers.CacheControl?.ToString());
        Assert.EndsWith("\n\n", body);
        Assert.Equal(Kinds(recording.Body), Kinds(body));
    }

    [Fact]
    public async Task The_events_of_a_response_number_themselves_without_a_gap()
    {
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync("v1_responses_stream", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        var numbers = Events(body).Select(item => item.Data!.Value.GetProperty("sequence_number").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    private static void AssertHead(Recording recording, HttpResponseMessage response)
    {
        Assert.Equal(recording.Status, (int)response.StatusCode);
        Assert.Equal(recording.Headers["Content-Type"], response.Content.Headers.ContentType?.ToString());
    }

    // Names and shapes, one for each run of the same.
    private static IEnumerable<string> Kinds(string body) => Events(body)
        .Select(item => $"{item.Type} {(item.Data is { } data ? JsonShape.Of(data) : "[DONE]")}")
        .Aggregate(new List<string>(), (kinds, kind) => kinds.Count > 0 && kinds[^1] == kind ? kinds : [.. kinds, kind]);

    private static IEnumerable<(string? Type, JsonElement? Data)> Events(string body) => body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(item =>
    {
        const string eventField = "event: ", dataField = "data: ";
        var lines = item.Split('\n');
        var data = lines[^1][dataField.Length..];
        return (lines.Length > 1 ? lines[0][eventField.Length..] : null, data == "[DONE]" ? (JsonElement?)null : data.ToJson());
    });

    [GeneratedRegex("(\"max_(?:output_)?tokens\":)\\s*\\d+")]
    private static partial Regex TokenLimit();
}
