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
    [InlineData("chat_empty_load")]
    [InlineData("unload_chat")]
    [InlineData("generate")]
    [InlineData("generate_raw")]
    [InlineData("generate_json")]
    [InlineData("generate_schema")]
    [InlineData("generate_think")]
    [InlineData("generate_load")]
    [InlineData("unload_generate")]
    [InlineData("embed")]
    [InlineData("embed_single")]
    [InlineData("embed_dimensions")]
    [InlineData("tags")]
    [InlineData("show")]
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
    [InlineData("chat_tools_think_stream")]
    [InlineData("generate_stream")]
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

    [Fact]
    public async Task A_loaded_model_is_listed_with_the_recorded_fields()
    {
        using var client = Replayer.CreateClient();
        (await client.SendAsync("generate_load", Cancellation)).Dispose();

        using var response = await client.SendAsync("ps", Cancellation);

        Assert.Equal(JsonShape.Of(Recording.Load("ps").Json), JsonShape.Of(await ReadJsonAsync(response)));
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
    public async Task The_same_request_gets_the_same_bytes(string name)
    {
        using var client = Replayer.CreateClient();
        using var other = Replayer.CreateClient();

        var answers = new List<string>();
        foreach (var sender in (HttpClient[])[client, client, other])
        {
            using var response = await sender.SendAsync(name, Cancellation);
            answers.Add(await response.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Single(answers.Distinct());
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
