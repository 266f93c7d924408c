using System.Net;
using System.Text;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests;

/// <summary>A decision model: its answers, its refusals in the server's words, and what a script makes of it. All by real HTTP.</summary>
public sealed class DecisionTests : IAsyncLifetime
{
    private const string Good = """{"type":"noul","instructions":"q"}""";

    private readonly OllamaEmulator _emulator = new(new EmulatorOptions
    {
        Models =
        {
            new EmulatedModel("nimble") { Capabilities = [ModelCapability.Decision], ContextLength = 100 },
            new EmulatedModel("clef") { Capabilities = [ModelCapability.Decision, ModelCapability.Vision] },
        },
    });

    private readonly HttpClient _http = new();
    private EmulatorListener _listener = null!;
    private OllamaClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = await _emulator.ListenAsync(cancellationToken: Cancellation);
        _client = new OllamaClient(new OllamaClientOptions { Endpoint = _listener.Endpoint, DefaultModel = "nimble", Retry = { MaxRetries = 0 } });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _client.Dispose();
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }

    [Fact]
    public async Task Answers_are_probabilities_and_the_same_each_time()
    {
        var request = SystemOneRequest.About("The delivery was late and the box was wet.",
            ("angry", SystemOneQuestion.YesNo("Is the writer angry?")),
            ("topic", SystemOneQuestion.Choice("What is it about?", "price", "delivery", "Colour")),
            ("tone", SystemOneQuestion.Score("How hard is the tone?", "mild", "firm", "harsh")));

        var answer = await _client.DecideAsync(request, Cancellation);
        var again = await _client.DecideAsync(request, Cancellation);

        Assert.Equal(answer, again);
        Assert.Equal("nimble", answer.Model);
        Assert.Equal(["angry", "topic", "tone"], answer.Answers.Keys);
        Assert.InRange(answer.Answers["angry"].Noul!.Value, 0, 1);
        var topic = answer.Answers["topic"];
        Assert.Equal("delivery", topic.Choice);
        Assert.Equal(["price", "delivery", "Colour"], topic.Probabilities.Keys);
        Assert.Equal(1, topic.Probabilities.Values.Sum(), 9);
        Assert.Equal(1 + (topic.Probabilities.Values.Sum(p => p * Math.Log(p)) / Math.Log(3)), topic.Confidence!.Value, 9);
        var tone = answer.Answers["tone"];
        Assert.Equal(["mild", "firm", "harsh"], tone.Levels);
        Assert.Equal(1, tone.Probabilities.Values.Sum(), 9);
        Assert.Equal(tone.Probabilities["1"] + (2 * tone.Probabilities["2"]), tone.Score!.Value, 9);
        Assert.True(answer.Usage.InputTokens > 10);
        Assert.Equal(3, answer.Usage.OutputTokens);
        Assert.Equal("nimble:latest", Assert.Single((await _client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models).Name);
    }

    [Fact]
    public async Task A_script_decides_what_it_names()
    {
        _emulator.When("wet").Decide(("topic", "delivery", 0.9), ("angry", "true", 0.75), ("tone", "firm", 0.5), ("even", "b", 0.5));

        var answer = await _client.DecideAsync(SystemOneRequest.About("The box was WET.",
            ("angry", SystemOneQuestion.YesNo("q")),
            ("topic", SystemOneQuestion.Choice("q", "delivery", "price")),
            ("tone", SystemOneQuestion.Score("q", "mild", "firm", "harsh")),
            ("even", SystemOneQuestion.Choice("q", "a", "b")),
            ("other", SystemOneQuestion.YesNo("q"))), Cancellation);

        Assert.Equal(0.75, answer.Answers["angry"].Noul);
        Assert.Equal(("delivery", 0.531), (answer.Answers["topic"].Choice, Math.Round(answer.Answers["topic"].Confidence!.Value, 3)));
        Assert.Equal([0.25, 0.5, 0.25], answer.Answers["tone"].Probabilities.Values);
        Assert.Equal(("a", 0), (answer.Answers["even"].Choice, answer.Answers["even"].Confidence));
        Assert.NotNull(answer.Answers["other"].Noul);
    }

    [Fact]
    public async Task A_script_may_fail_first_and_in_the_native_form()
    {
        _emulator.On("/v1/systemone").Fail(Fault.Busy).Decide(("answer", "true", 1));
        _emulator.When("loud").Fail(Fault.OutOfMemory);
        var question = SystemOneQuestion.YesNo("q");

        var busy = await Assert.ThrowsAnyAsync<LlmApiException>(() => _client.DecideAsync("s", question, cancellationToken: Cancellation));
        var answer = await _client.DecideAsync("s", question, cancellationToken: Cancellation);
        var full = await Assert.ThrowsAnyAsync<LlmApiException>(() => _client.DecideAsync("loud", question, cancellationToken: Cancellation));

        Assert.Equal((ApiErrorKind.ServerBusy, 1, ApiErrorKind.OutOfMemory), (busy.Kind, answer.Noul, full.Kind));
        Assert.StartsWith("""{"error":"server busy""", busy.Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.When("").Decide());
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.When("").Decide(("q", "a", 1.5)));
        await Task.CompletedTask;
    }

    public static TheoryData<string, int, string> Refusals => new()
    {
        { "", 400, "missing request body" },
        { """{"model":"nimble","state":"s" """, 400, "unexpected EOF" },
        { """{"state":"s","questions":{"x":GOOD}}""", 400, "model is required" },
        { """{"model":"nimble","state":"s"}""", 400, "questions must contain 1–64 fields" },
        { """{"model":"nimble","state":"s","questions":{}}""", 400, "questions must contain 1–64 fields" },
        { """{"model":"nimble","state":7,"questions":{"x":GOOD}}""", 400, "state: must be a string, object, or array" },
        { """{"model":"nimble","questions":{"x":GOOD}}""", 400, "state must not be empty" },
        { """{"model":"nimble","state":" ","questions":{"x":GOOD}}""", 400, "state must not be empty" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"box","instructions":"q"}}}""", 400, "question \"x\": type must be choice, noul, or score" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"noul"}}}""", 400, "question \"x\": instructions must be a nonempty string, object, or array" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"noul","instructions":""}}}""", 400, "question \"x\": instructions must be a nonempty string, object, or array" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"choice","instructions":"q","criteria":{"a":null}}}}""", 400, "question \"x\": criteria must contain 2–26 candidates" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"score","instructions":"q","criteria":["a"]}}}""", 400, "question \"x\": criteria must contain 2–26 candidates" },
        { """{"model":"nimble","state":"s","questions":{"x":{"type":"noul","instructions":"q","criteria":{"k":"a"}}}}""", 400, "question \"x\": unknown noul criterion \"k\"" },
        { """{"model":"nimble","state":"s","images":["AAAA"],"questions":{"x":GOOD}}""", 400, "image inputs are not supported by this decision model" },
        { """{"model":"clef","state":"s","images":["AAAA",""],"questions":{"x":GOOD}}""", 400, "image 1 must not be empty" },
        { """{"model":"clef","state":"s","videos":["AAAA"],"questions":{"x":GOOD}}""", 400, "video inputs are not supported" },
        { """{"model":"demo","state":"s","questions":{"x":GOOD}}""", 400, "\"demo\" does not support decision" },
        { """{"model":"none","state":"s","questions":{"x":GOOD}}""", 404, "model 'none' not found" },
        { """{"model":"nimble","state":"s","keep_alive":"soon","questions":{"x":GOOD}}""", 400, "time: invalid duration \"soon\"" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusals_have_the_servers_words_in_the_native_form(string body, int status, string words)
    {
        var (answered, error) = await PostAsync(body.Replace("GOOD", Good, StringComparison.Ordinal));

        Assert.Equal((status, words), (answered, error.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData(65_536, false, 400)]
    [InlineData(65_537, false, 413)]
    [InlineData(65_537, true, 200)]
    [InlineData(32 * 1024 * 1024, true, 200)]
    [InlineData((32 * 1024 * 1024) + 1, true, 413)]
    public async Task Bodies_have_a_limit(int length, bool hasImage, int status)
    {
        var body = hasImage ? """{"model":"clef","state":"s","images":["AAAA"],"questions":{"x":GOOD}}""" : """{"model":"clef","state":"s","questions":{}}""";

        var (answered, answer) = await PostAsync(body.Replace("GOOD", Good, StringComparison.Ordinal).PadRight(length));

        Assert.Equal(status, answered);
        Assert.Equal(status != 413, !answer.ToString().Contains($"request body must not exceed {(hasImage ? "32 MiB with images" : "64 KiB without images")}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_fit_the_context_is_refused_and_never_cut()
    {
        var failure = await Assert.ThrowsAsync<LlmApiException>(() =>
            _client.DecideAsync(string.Concat(Enumerable.Repeat("word ", 100)), SystemOneQuestion.YesNo("q"), cancellationToken: Cancellation));

        Assert.Equal((400, ApiErrorKind.ContextLength), (failure.Status, failure.Kind));
    }

    [Fact]
    public async Task A_model_that_sees_takes_pictures_more_options_and_questions_without_instructions()
    {
        var request = new SystemOneRequest
        {
            Model = "clef",
            Images = [LlmImage.FromBytes(new byte[] { 1, 2, 3 })],
            Questions = SystemOneRequest.About("", ("cat", new() { Type = SystemOneType.Probability }), ("which", SystemOneQuestion.Choice("q", [.. Enumerable.Range(0, 255).Select(i => $"o{i}")]))).Questions,
        };

        var answer = await _client.DecideAsync(request, Cancellation);

        Assert.Equal(255, answer.Answers["which"].Probabilities.Count);
    }

    [Fact]
    public async Task A_decision_model_cannot_chat_and_its_capability_is_listed()
    {
        var chat = await Assert.ThrowsAsync<LlmApiException>(() => _client.ChatAsync("hi", cancellationToken: Cancellation));
        var generate = await Assert.ThrowsAsync<LlmApiException>(() => _client.GenerateAsync("hi", cancellationToken: Cancellation));

        Assert.Equal((400, "chat", 400, "generate"), (chat.Status, chat.MissingCapability, generate.Status, generate.MissingCapability));
        Assert.Equal([ModelCapability.Decision], (await _client.ShowModelAsync("nimble", cancellationToken: Cancellation)).Capabilities);
    }

    [Fact]
    public async Task How_long_the_model_stays_is_the_requests()
    {
        await _client.DecideAsync(SystemOneRequest.About("s", ("q", SystemOneQuestion.YesNo("q"))), Cancellation);
        await _client.DecideAsync(SystemOneRequest.About("s", ("q", SystemOneQuestion.YesNo("q"))) with { KeepAlive = TimeSpan.Zero }, Cancellation);

        Assert.Empty((await _client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models);
    }

    [Fact]
    public async Task The_OpenAI_compatible_client_finds_it_at_the_same_place()
    {
        using var client = new OpenAICompatibleClient(_listener.Endpoint);

        var answer = await client.DecideAsync("s", SystemOneQuestion.Choice("q", "a", "b"), "nimble", cancellationToken: Cancellation);

        Assert.Contains(answer.Choice, (string[])["a", "b"]);
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(new Uri(_listener.Endpoint), "/v1/systemone"), content, Cancellation);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation));
        return ((int)response.StatusCode, json.RootElement.Clone());
    }
}
