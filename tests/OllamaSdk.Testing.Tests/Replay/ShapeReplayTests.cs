using System.Text.Json;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Where the words are a model's, the form is the server's: the same fields in the same order, of the same types.</summary>
public sealed class ShapeReplayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chat")]
    [InlineData("chat_think")]
    [InlineData("chat_think_false")]
    [InlineData("chat_stop")]
    [InlineData("chat_schema")]
    [InlineData("chat_tools_result")]
    [InlineData("chat_gotemplate_tool_forced_by_format")]
    [InlineData("chat_logprobs")]
    [InlineData("generate_logprobs")]
    [InlineData("chat_empty_load")]
    [InlineData("unload_chat")]
    [InlineData("generate")]
    [InlineData("generate_raw")]
    [InlineData("generate_json")]
    [InlineData("generate_schema")]
    [InlineData("generate_think")]
    [InlineData("generate_load")]
    [InlineData("generate_unknown_option")]
    [InlineData("keep_alive_forever")]
    [InlineData("unload_generate")]
    [InlineData("embed")]
    [InlineData("embed_single")]
    [InlineData("embed_dimensions")]
    [InlineData("embeddings_legacy")]
    [InlineData("tags")]
    [InlineData("show")]
    [InlineData("show_verbose")]
    [InlineData("version")]
    public async Task One_answer_has_the_recorded_fields(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(recording, Cancellation);

        AssertHead(recording, response);
        Assert.Equal(JsonShape.Of(recording.Json), JsonShape.Of(await ReadJsonAsync(response)));
    }

    [Theory]
    [InlineData("chat_stream")]
    [InlineData("chat_schema_stream")]
    [InlineData("chat_gotemplate_tool_forced_by_format_stream")]
    [InlineData("generate_stream")]
    [InlineData("generate_suffix_context_stream")]
    public async Task A_stream_has_the_recorded_kinds_of_lines_in_their_order(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(recording, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        AssertHead(recording, response);
        Assert.EndsWith("\n", body);
        Assert.Equal(recording.Lines.Select(JsonShape.Of).Distinct(), Lines(body).Select(JsonShape.Of).Distinct());
    }

    [Theory]
    [InlineData("ps", 1, "generate_load")]
    [InlineData("ps_after", 3, "generate_load", "chat_think", "embed_single")]
    [InlineData("ps_after_unload", 1, "generate_load", "chat_think", "unload_generate")]
    [InlineData("ps_forever", 1, "keep_alive_forever")]
    public async Task Loaded_models_are_listed_with_the_recorded_fields(string name, int count, params string[] before)
    {
        using var client = Replayer.CreateClient();
        foreach (var earlier in before)
        {
            (await client.SendAsync(earlier, Cancellation)).Dispose();
        }

        using var response = await client.SendAsync(name, Cancellation);
        var answer = await ReadJsonAsync(response);

        Assert.Equal(JsonShape.Of(Recording.Load(name).Json), JsonShape.Of(answer));
        Assert.Equal(count, answer.GetProperty("models").GetArrayLength());
    }

    [Theory]
    [InlineData("recommendations")]
    public async Task Recommendations_have_the_recorded_fields_of_local_models(string name)
    {
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(name, Cancellation);

        static IEnumerable<string> Shapes(JsonElement answer) => answer.GetProperty("recommendations").EnumerateArray().Select(JsonShape.Of).Distinct();
        var own = Assert.Single(Shapes(await ReadJsonAsync(response)));
        Assert.Contains(own, Shapes(Recording.Load(name).Json));
    }

    [Theory]
    [InlineData("head_tags", "tags")]
    [InlineData("head_version", "version")]
    public async Task Head_answers_with_the_headers_alone(string head, string get)
    {
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(head, Cancellation);
        using var whole = await client.SendAsync(get, Cancellation);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(whole.Content.Headers.ContentType, response.Content.Headers.ContentType);
        Assert.Equal(whole.Content.Headers.ContentLength, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("chat_stream")]
    [InlineData("generate_schema")]
    [InlineData("embed")]
    public async Task The_same_requests_get_the_same_bytes(string name)
    {
        using var client = Replayer.CreateClient();
        using var other = Replayer.CreateClient();

        var first = await AnswersAsync(client);

        Assert.Equal(first, await AnswersAsync(other));
        // The first time the model is loaded and reads the whole prompt: that takes longer.
        Assert.Equal(first[1], first[2]);

        async Task<List<string>> AnswersAsync(HttpClient sender)
        {
            var answers = new List<string>();
            for (var time = 0; time < 3; time++)
            {
                using var response = await sender.SendAsync(name, Cancellation);
                answers.Add(await response.Content.ReadAsStringAsync(Cancellation));
            }

            return answers;
        }
    }

    private static void AssertHead(Recording recording, HttpResponseMessage response)
    {
        Assert.Equal(recording.Status, (int)response.StatusCode);
        Assert.Equal(recording.Headers["Content-Type"], response.Content.Headers.ContentType?.ToString());
    }

    private static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response) =>
        (await response.Content.ReadAsStringAsync(Cancellation)).ToJson();

    private static IEnumerable<JsonElement> Lines(string body) =>
        body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.ToJson());
}
