using System.Text.Json;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers as models write them that were not held to the schema.</summary>
public sealed class TypedSlipTests
{
    private const string Oslo = """{"city":"Oslo","degrees":-3}""";

    public static TheoryData<string> OneReading => new(
        $"```json\n{Oslo}\n```",
        $"```\n{Oslo}\n```",
        $"\n\n```json\r\n{Oslo}\r\n```\n",
        $"<think>\nThe user wants {{\"city\"}}…\n</think>\n\n{Oslo}",
        $"<thinking>It is cold.</thinking>{Oslo}",
        $"It must be cold, as {{\"city\":\"Rome\"}} is not.</think>{Oslo}",
        $"<think>hm</think>Here it is:\n```json\n{Oslo}\n```\nI hope this helps!",
        $"Here is the JSON: {Oslo}",
        $"{Oslo} and more",
        $"As [the almanac] says: {Oslo}.",
        """{"City":"Oslo","degrees":"-3"}""",
        """Sure: {"city":"Oslo","degrees":"-3"}""",
        JsonSerializer.Serialize(Oslo, TypedContext.Default.String));

    public static TheoryData<string, string> NoReading => new()
    {
        { $"{Oslo} or {Oslo}", "It holds 2 JSON values" },
        { $"Either {Oslo} or {Oslo}", "It holds 2 JSON values" },
        { $"```json\n{Oslo}\n```\n```json\n{Oslo}\n```", "It holds 2 JSON values" },
        { $"Here: {{\"answer\":{Oslo}", "ignored the schema" },
        { $"Here: {{'answer':{Oslo}}}", "ignored the schema" },
        { $"<think>{Oslo}", "ignored the schema" },
        { $"```json\n{Oslo[..^1]}\n```", "ignored the schema" },
        { "It is cold.", "It does not begin with JSON: the server seems to have ignored the schema" },
        { """```json{"city":"Oslo"}```""", "'degrees' is missing" },
        { "[]", "'degrees' is missing" },
    };

    [Theory]
    [MemberData(nameof(OneReading))]
    public async Task What_has_one_reading_is_read(string text)
    {
        foreach (var (way, streamed) in SpeakingModel.Ways.Select(row => row.Data))
        {
            Assert.Equal(new Weather("Oslo", -3), await new SpeakingModel(text).AskAsync<Weather>(way, streamed));
        }

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => new SpeakingModel(text).AskAsync<Weather>("native", false, new() { StrictSchema = true }));
        Assert.Equal(text, caught.RawText);
        Assert.Equal(new Weather("Oslo", -3), await new SpeakingModel(text).Native().GenerateAsync<Weather>("go", cancellationToken: TestClient.Ct));
    }

    [Theory]
    [MemberData(nameof(NoReading))]
    public async Task What_has_several_or_none_is_an_error(string text, string words)
    {
        foreach (var (way, streamed) in SpeakingModel.Ways.Select(row => row.Data))
        {
            var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => new SpeakingModel(text).AskAsync<Weather>(way, streamed));

            Assert.Equal((text, 0), (caught.RawText, caught.Repairs));
            Assert.Contains(words, caught.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task What_was_cut_is_not_searched(string way, bool streamed)
    {
        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() =>
            new SpeakingModel($"Here: {Oslo}") { Reason = "length" }.AskAsync<Weather>(way, streamed, new() { MaxRepairs = 3 }));

        Assert.True(caught.HitTokenLimit);
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("```json\n[1, 2]\n```")]
    [InlineData("""The numbers are [1,2].""")]
    [InlineData("""{"value":["1",2]}""")]
    [InlineData("""["1","2"]""")]
    public async Task A_list_needs_no_object_around_it(string text) =>
        Assert.Equal([1, 2], await new SpeakingModel(text).Native().ChatAsync(TestTools.Request, TypedContext.Default.ListInt32, cancellationToken: TestClient.Ct));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("```\n7\n```", 7)]
    [InlineData("null", null)]
    public async Task A_number_needs_no_object_around_it(string text, int? expected) =>
        Assert.Equal(expected, await new SpeakingModel(text).Native().ChatAsync(TestTools.Request, TypedContext.Default.NullableInt32, cancellationToken: TestClient.Ct));

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task What_a_constructor_refuses_is_told_in_its_words(string way, bool streamed)
    {
        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => new SpeakingModel("""{"low":-5}""").AskAsync<Picky>(way, streamed));

        Assert.Equal("$.low", caught.Path);
        Assert.Contains("nothing is lower than 0", caught.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", caught.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task A_breach_is_sent_back_and_all_tokens_are_counted(string way, bool streamed)
    {
        var model = new SpeakingModel("It is cold.", """{"city":"Oslo"}""", """{"city":"Oslo","degrees":"-3"}""");
        TypedAnswerInfo? info = null;

        Assert.Equal(new Weather("Oslo", -3), await model.AskAsync<Weather>(way, streamed, new() { MaxRepairs = 2, OnTypedAnswer = told => info = told }));

        Assert.Equal((2, 3, 6), (info!.Repairs, info.PromptTokens, info.CompletionTokens));
        Assert.Equal(["'degrees': text read as a number"], info.Mendings);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], model.LastMessages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("It is cold.", model.LastMessages[1].GetProperty("content").GetString());
        Assert.Contains("does not begin with JSON", model.LastMessages[2].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("'degrees' is missing", model.LastMessages[4].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("""{"type":"object","properties":{"city":""", model.LastMessages[4].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task A_stubborn_model_ends_at_the_limit(string way, bool streamed)
    {
        var model = new SpeakingModel("It is cold.");
        TypedAnswerInfo? info = null;

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => model.AskAsync<Weather>(way, streamed, new() { MaxRepairs = 2, OnTypedAnswer = told => info = told }));

        Assert.Equal((3, 2, 2, 3), (model.Requests.Count, caught.Repairs, info!.Repairs, info.PromptTokens));
    }

    [Fact]
    public async Task A_completion_is_asked_again_in_its_prompt()
    {
        var model = new SpeakingModel("It is cold.", Oslo);

        Assert.Equal(new Weather("Oslo", -3), await model.Native().GenerateAsync<Weather>("go", options: new() { MaxRepairs = 1 }, cancellationToken: TestClient.Ct));

        Assert.StartsWith("go\n\nIt is cold.\n\nThe model's answer is not", model.Requests[1].GetProperty("prompt").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("v1")]
    [InlineData("llm")]
    public async Task A_stream_that_is_asked_again_begins_anew(string way)
    {
        var updates = await new SpeakingModel("Cold.", Oslo).StreamAsync<Weather>(way, new() { MaxRepairs = 1 }).ToListAsync();

        Assert.Equal((false, true, false), (updates[0].IsRestart, updates[1].IsRestart, updates[2].IsRestart));
        Assert.Equal(Oslo, string.Concat(updates.Skip(1).Select(update => update.Text)));
        Assert.Equal(new Weather("Oslo", -3), updates[^1].Value);
    }

    [Fact]
    public async Task Strict_is_sent_where_it_is_asked_for()
    {
        var model = new SpeakingModel(Oslo);

        await model.AskAsync<Weather>("v1", false, new() { StrictSchema = true });
        await model.Llm(LlmProviders.LmStudio).ChatAsync<Weather>("go", options: new() { StrictSchema = true }, cancellationToken: TestClient.Ct);

        Assert.All(model.Requests, request => Assert.True(request.GetProperty("response_format").GetProperty("json_schema").GetProperty("strict").GetBoolean()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task A_number_of_repairs_that_is_none_is_refused(int repairs) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => new SpeakingModel(Oslo).AskAsync<Weather>("native", false, new() { MaxRepairs = repairs }));
}
