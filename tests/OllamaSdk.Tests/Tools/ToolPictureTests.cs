using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Tools;

/// <summary>A tool's pictures reach the model by every way, and stay in the conversation.</summary>
public sealed class ToolPictureTests
{
    private static readonly LlmImage s_image = LlmImage.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3 });

    private static readonly string s_base64 = Convert.ToBase64String(s_image.Bytes.Span);

    public static TheoryData<string, bool> Ways => [.. ConversationWays.All.SelectMany(way => new[] { (way, false), (way, true) })];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Pictures_of_a_result_are_sent(string way, bool streamed)
    {
        var messages = await ResultsAsync(way, streamed, ToolResult.WithImages("a chart", s_image, s_image));

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.Equal(
            ConversationWays.IsNative(way)
                ? $$"""a chart: "{{s_base64}}","{{s_base64}}" """
                : $$$"""text a chart: {"url":"data:image/png;base64,{{{s_base64}}}"},{"url":"data:image/png;base64,{{{s_base64}}}"} """,
            Describe(message) + " "));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_picture_may_come_without_a_text(string way, bool streamed) => Assert.All(
        await ResultsAsync(way, streamed, ToolResult.WithImages(null, [s_image])),
        message => Assert.Equal(
            ConversationWays.IsNative(way) ? $$""": "{{s_base64}}" """ : $$$""": {"url":"data:image/png;base64,{{{s_base64}}}"} """,
            Describe(message) + " "));

    [Fact]
    public async Task A_result_that_is_cut_keeps_its_pictures()
    {
        var model = new ScriptedModel(ScriptedModel.Calls(ScriptedModel.Call("look", "{}")), ScriptedModel.Answer("done"));

        var result = await model.RunAsync([TestTools.Make("look", _ => ToolResult.WithImages(new string('x', 100), s_image))], new() { MaxResultBytes = 10 });

        Assert.Contains("was cut here", result.Calls[0].Result!.Content, StringComparison.Ordinal);
        Assert.Equal([s_image], result.Calls[0].Result!.Images);
    }

    private static string Describe(JsonElement message)
    {
        var content = message.GetProperty("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            return $"{content}: {string.Join(",", message.GetProperty("images").EnumerateArray().Select(image => image.GetRawText()))}";
        }

        var parts = content.EnumerateArray().ToLookup(part => part.GetProperty("type").GetString());
        return string.Concat(parts["text"].Select(part => $"text {part.GetProperty("text")}")) + ": "
            + string.Join(",", parts["image_url"].Select(part => part.GetProperty("image_url").GetRawText()));
    }

    private static async Task<IReadOnlyList<JsonElement>> ResultsAsync(string way, bool streamed, ToolResult result)
    {
        await using var server = new ScriptedServer(c => CallAsync(c, way, streamed), c => AnswerAsync(c, way, streamed));

        await ConversationWays.RunAsync(way, server, [TestTools.Make("look", _ => result)], streamed);

        return [.. server.Requests.Skip(1).Select(request => request.Json().GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("role").GetString() == "tool"))];
    }

    private static Task CallAsync(ScriptedConnection connection, string way, bool streamed)
    {
        if (ConversationWays.IsNative(way))
        {
            const string Line = """{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"look","arguments":{}}}]},"done":true,"done_reason":"stop"}""";
            return streamed ? connection.RespondNdjsonAsync(Line) : connection.RespondJsonAsync(Line);
        }

        const string Call = """{"index":0,"id":"a","type":"function","function":{"name":"look","arguments":"{}"}}""";
        return streamed
            ? connection.RespondEventsAsync(V1.Delta($$"""{"tool_calls":[{{Call}}]}"""), V1.Finish, V1.Done)
            : connection.RespondJsonAsync($$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{{{Call}}}]},"finish_reason":"tool_calls"}]}""");
    }

    private static Task AnswerAsync(ScriptedConnection connection, string way, bool streamed) => (ConversationWays.IsNative(way), streamed) switch
    {
        (true, false) => connection.RespondJsonAsync(TestClient.Last),
        (true, true) => connection.RespondNdjsonAsync(TestClient.Last),
        (false, false) => connection.RespondJsonAsync(V1.Whole),
        (false, true) => connection.RespondEventsAsync(V1.Finish, V1.Done),
    };
}
