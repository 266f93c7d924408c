using OllamaSdk.OpenAI;
using OllamaSdk.Testing.Emulator;
using OllamaSdk.Testing.Emulator.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

public sealed class OpenAIResponseTests : OpenAIEmulatorTest
{
    [Fact]
    public async Task Says_what_the_native_route_says()
    {
        var native = await Client.ChatAsync("hello", cancellationToken: Cancellation);

        var response = await V1.RespondAsync(new ResponseRequest { Input = "hello", MaxOutputTokens = 100 }, cancellationToken: Cancellation);

        Assert.Equal(["reasoning", "message"], response.Output!.Select(item => item.Type?.Value));
        Assert.Equal(native.Message!.Thinking, Assert.Single(response.Output![0].Summary!).Text);
        Assert.Equal(native.Message.Content, Assert.Single(response.Output[1].Content!.Parts!).Text);
        Assert.Equal(("completed", "demo", 100), (response.Status?.Value, response.Model, response.MaxOutputTokens));
        Assert.Equal((native.PromptEvalCount, native.EvalCount), (response.Usage!.InputTokens, response.Usage.OutputTokens));
    }

    [Fact]
    public async Task A_stream_ends_with_the_whole_response()
    {
        var request = new ResponseRequest { Input = "hello" };
        var whole = await V1.RespondAsync(request, cancellationToken: Cancellation);

        var events = await V1.RespondStreamAsync(request, cancellationToken: Cancellation).ToListAsync(Cancellation);

        var text = string.Concat(events.Where(item => item.Type == ResponseEventType.OutputTextDelta).Select(item => item.Delta));
        Assert.Equal(ResponseEventType.Completed, events[^1].Type);
        Assert.Equal(whole.Output![1].Content!.Parts![0].Text, text);
        Assert.Equal(text, events[^1].Response!.Output![1].Content!.Parts![0].Text);
        Assert.Equal(whole.Usage?.TotalTokens, events[^1].Response!.Usage?.TotalTokens);
    }

    [Fact]
    public async Task A_conversation_is_made_short_and_goes_on()
    {
        var compacted = await V1.CompactAsync(new CompactRequest { Input = "hello" }, cancellationToken: Cancellation);
        var item = Assert.Single(compacted.Output);

        var response = await V1.RespondAsync(
            new ResponseRequest { Input = (ResponseItem[])[item, new() { Role = LlmRole.User, Content = "and now?" }] }, cancellationToken: Cancellation);
        var empty = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.CompactAsync(
            new CompactRequest { Input = (ResponseItem[])[new() { Role = LlmRole.User, Content = "" }] }, cancellationToken: Cancellation));

        Assert.Equal(ResponseItemType.Compaction, item.Type);
        Assert.Contains("\"kind\":\"summary\"", item.EncryptedContent, StringComparison.Ordinal);
        Assert.Equal("completed", response.Status?.Value);
        Assert.Equal("compaction input is empty", empty.ServerMessage);
    }

    [Fact]
    public async Task So_it_is_by_an_item_at_its_end_in_a_stream()
    {
        ResponseItem[] input = [new() { Role = LlmRole.User, Content = "hello" }, new() { Type = ResponseItemType.CompactionTrigger }];
        var compacted = await V1.CompactAsync(new CompactRequest { Input = "hello" }, cancellationToken: Cancellation);

        var events = await V1.RespondStreamAsync(new ResponseRequest { Input = input }, cancellationToken: Cancellation).ToListAsync(Cancellation);
        var whole = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.RespondAsync(new ResponseRequest { Input = input }, cancellationToken: Cancellation));
        var elsewhere = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.RespondAsync(new ResponseRequest { Input = input.Reverse().ToArray() }, cancellationToken: Cancellation));

        Assert.Equal(
            ["response.created", "response.in_progress", "response.output_item.added", "response.output_item.done", "response.completed"], events.Select(item => item.Type?.Value));
        var item = Assert.Single(events[^1].Response!.Output);
        Assert.Equal((ResponseItemType.Compaction, compacted.Output[0].EncryptedContent), (item.Type, item.EncryptedContent));
        Assert.Equal((400, 400), (whole.Status, elsewhere.Status));
    }

    [Fact]
    public async Task Words_are_said_in_silence()
    {
        await using var sound = await V1.SpeakAsync(new SpeechRequest { Input = "hello", Voice = "Freya" }, cancellationToken: Cancellation);
        using var file = new MemoryStream();
        await sound.CopyToAsync(file, Cancellation);
        var wrong = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.SpeakAsync(new SpeechRequest { Input = "hello", Voice = "freya" }, cancellationToken: Cancellation));

        Assert.Equal(44 + (5 * 400), file.Length);
        Assert.Equal("RIFF"u8.ToArray(), file.ToArray()[..4]);
        Assert.Equal(ApiErrorKind.BadRequest, wrong.Kind);
    }

    [Fact]
    public async Task A_schema_gets_json_that_fits()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        using var content = new StringContent("""{"model":"demo","input":"x","text":{"format":{"type":"json_schema","name":"p","schema":{"type":"object","properties":{"ok":{"type":"boolean"}}}}}}""");

        using var response = await http.PostAsync(new Uri("http://emulator/v1/responses"), content, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("""{\"ok\":false}""", body);
        Assert.Contains("""
            "text":{"format":{"type":"json_schema","name":"p"
            """, body);
    }

    [Fact]
    public async Task Tool_calls_replace_the_text_and_each_has_its_events()
    {
        var native = new CannedRoute("""
            {"model":"demo","message":{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"index":0,"name":"one","arguments":{"x":1}}},{"id":"b","function":{"index":1,"name":"two","arguments":{}}}]},"done":false}
            {"model":"demo","message":{"role":"assistant","content":"not said"},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":3}
            """);
        using var client = CreateClient(new RouteHandler(new ResponsesRoute(new EmulatedServer(new EmulatorOptions()), native)));

        var events = await client.RespondStreamAsync(new ResponseRequest { Input = "x" }, cancellationToken: Cancellation).ToListAsync(Cancellation);

        string[] call = ["response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done"];
        Assert.Equal(["response.created", "response.in_progress", .. call, .. call, "response.completed"], events.Select(item => item.Type?.Value));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], events[2..^1].Select(item => item.OutputIndex));
        Assert.Equal(
            [("a", "one", """{"x":1}""", "completed"), ("b", "two", "{}", "completed")],
            events[^1].Response!.Output!.Select(item => (item.CallId!, item.Name!, item.Arguments!, item.Status!.Value.Value)));
    }
}
