using System.Net;
using System.Text;
using OllamaSdk.OpenAI;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Errors;

/// <summary>The refusal of a prompt that is too long tells how long it is and how much fits in, in whatever words the server does.</summary>
public sealed class ContextLengthTests
{
    private const string Llama = """{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""";

    /// <summary>As servers write them; the numbers are 0 where they say none.</summary>
    public static TheoryData<string, long, long> Words => new()
    {
        // OpenAI and those who took its words over.
        { "This model's maximum context length is 4097 tokens. However, your messages resulted in 4550 tokens. Please reduce the length of the messages.", 4550, 4097 },
        { "This model's maximum context length is 4097 tokens. However, your messages resulted in 4238 tokens (4143 in the messages, 95 in the functions). Please reduce the length of the messages or functions.", 4238, 4097 },
        { "This model's maximum context length is 4096 tokens. However, you requested 4222 tokens (1222 in the messages, 3000 in the completion). Please reduce the length of the messages or completion.", 1222, 4096 },
        { "This model's maximum context length is 8192 tokens. However, you requested 9455 tokens (2426 in the messages, 2933 in the functions, and 4096 in the completion). Please reduce the length of the messages, functions, or completion.", 5359, 8192 },
        { "This model's maximum context length is 8192 tokens, however you requested 25701 tokens (25701 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.", 25701, 8192 },
        { "This model's maximum context length is 8192 tokens. However, you requested 254457 tokens", 254457, 8192 },
        { "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens. Please reduce the length of the messages.", 300000, 272000 },
        { "Your input exceeds the context window of this model. Please adjust your input and try again.", 0, 0 },
        { "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (128000 of text input, 2000 of tool input, 10000 in the output). Please reduce the length of either one.", 130000, 131072 },
        // vLLM, old and new.
        { "This model's maximum context length is 2048 tokens. However, your request has 2100 input tokens. Please reduce the length of the input messages. (parameter=input_tokens, value=2100)", 2100, 2048 },
        { "This model's maximum context length is 2048 tokens. However, your request has 8 input tokens plus 2045 'max_tokens'. Please reduce one or the other. (parameter=input_tokens, max_tokens, value=(8, 2045))", 8, 2048 },
        { "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 26 input tokens (4096 > 4096 - 26).", 26, 4096 },
        { "This model's maximum context length is 32768 tokens. However, you requested 16 output tokens and your prompt contains at least 32753 input tokens, for a total of at least 32769 tokens. Please reduce the length of the input prompt or the number of requested output tokens.", 32753, 32768 },
        { "You passed 32769 input tokens and requested 0 output tokens. However, the model's context length is only 32768 tokens, resulting in a maximum input length of 32768 tokens.", 32769, 32768 },
        { "The decoder prompt (length 5000) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens plus multimodal tokens.", 5000, 4096 },
        { "Input prompt (36893 tokens) is too long and exceeds limit of 1000", 36893, 1000 },
        // SGLang, Mistral, llama-cpp-python, oMLX, Anthropic, Google.
        { "The input (5000 tokens) is longer than the model's context length (4096 tokens).", 5000, 4096 },
        { "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5000 tokens: 4000 tokens from the input messages and 1000 tokens for the completion.", 4000, 4096 },
        { "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length", 40000, 32768 },
        { "Requested tokens (5000) exceed context window of 4096", 5000, 4096 },
        { "Prompt too long: 41911 tokens exceeds max context window of 32768 tokens", 41911, 32768 },
        { "prompt is too long: 202609 tokens > 200000 maximum", 202609, 200000 },
        { "input length and `max_tokens` exceed context limit: 190000 + 21000 > 200000, decrease input length or `max_tokens` and try again", 190000, 200000 },
        { "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).", 1100000, 1048576 },
        // llama-server and LM Studio.
        { "request (131168 tokens) exceeds the available context size (131072 tokens), try increasing it", 131168, 131072 },
        { "the request exceeds the available context size. try increasing the context size or enable context shift", 0, 0 },
        { "input (600 tokens) is too large to process. increase the physical batch size (current batch size: 512)", 600, 0 },
        { "Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context length of only 32768 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input. Error Data: n/a, Additional Data: n/a", 111490, 32768 },
        { "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5204>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input", 5204, 4096 },
        { "Reached context length of 32000 tokens with model (arch: gpt-oss) that does not currently support mid-generation context overflow. Try reloading with a larger context length or shortening the prompt/chat.", 0, 32000 },
        // Ollama itself says no numbers.
        { "the input length exceeds the context length", 0, 0 },
        { "the prompt is longer than the context length currently available to the model; shorten the prompt or raise the context length to 8192", 0, 0 },
        { "input exceeds maximum context length", 0, 0 },
    };

    public static TheoryData<string> Shapes => new(
        Llama,
        // Ollama hands llama-server's answer on as a text.
        $$"""{"error":{{V1.Quote(Llama)}}}""",
        $$$"""{"error":{"message":{{{V1.Quote(Llama)}}},"type":"invalid_request_error","param":null,"code":null}}""",
        """{"error":{"code":500,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""",
        """{"code":400,"message":"too long","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}""",
        """{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5100 tokens (5000 in the messages, 100 in the completion).","type":"BadRequestError","code":400}""");

    [Theory]
    [MemberData(nameof(Words))]
    public void In_words(string words, long promptTokens, long contextLength)
    {
        var error = ApiErrors.Create(400, Encoding.UTF8.GetBytes($$"""{"error":{{V1.Quote(words)}}}"""), new SafeText());

        Assert.Equal(ApiErrorKind.ContextLength, error.Kind);
        Assert.Equal((promptTokens > 0 ? promptTokens : (long?)null, contextLength > 0 ? contextLength : (long?)null), (error.PromptTokens, error.ContextLength));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Through_every_client(string body)
    {
        foreach (var error in await RefusalsAsync(body, HttpStatusCode.BadRequest, "application/json"))
        {
            Assert.Equal((ApiErrorKind.ContextLength, 5000L, 4096L), (error.Kind, error.PromptTokens, error.ContextLength));
        }
    }

    [Fact]
    public async Task After_a_stream_began()
    {
        foreach (var body in (string[])[Llama, $$"""{"error":{{V1.Quote(Llama)}}}"""])
        {
            using var native = new StubHandler(TestClient.Chunk + "\n" + body + "\n", contentType: "application/x-ndjson").Create();
            using var v1 = V1.Answering(V1.Events(V1.Text("a"), body), contentType: V1.EventStream);
            foreach (var call in (Func<Task>[])[() => native.Stream().ToListAsync(), () => v1.Stream().ToListAsync()])
            {
                var error = (await Assert.ThrowsAsync<LlmStreamException>(call)).ServerError!;
                Assert.Equal((ApiErrorKind.ContextLength, 5000L, 4096L), (error.Kind, error.PromptTokens, error.ContextLength));
            }
        }
    }

    [Fact]
    public async Task Where_the_server_says_neither_the_request_does()
    {
        using var client = new StubHandler("""{"error":"the prompt is longer than the context length currently available to the model; shorten it"}""", HttpStatusCode.BadRequest).Create();
        var options = new ModelOptions { NumCtx = 512 };

        foreach (var call in (Func<CallOptions?, Task>[])
        [
            call => client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User(new string('x', 4000))], Options = options }, call, TestClient.Ct),
            call => client.GenerateStreamAsync(new GenerateRequest { Prompt = new string('x', 4000), Options = options }, call, TestClient.Ct).ToListAsync(),
            call => client.EmbedAsync(new EmbedRequest { Input = new EmbedInput(["x", new string('x', 4000)]), Options = options }, call, TestClient.Ct),
        ])
        {
            var told = await Assert.ThrowsAsync<LlmApiException>(() => call(null));
            var untold = await Assert.ThrowsAsync<LlmApiException>(() => call(new CallOptions { PromptGuard = PromptGuardMode.Off }));

            Assert.Equal((true, 512L), (told.IsPromptEstimated, told.ContextLength));
            Assert.InRange(told.PromptTokens!.Value, 500, 8000);
            Assert.Equal((false, (long?)null, (long?)null), (untold.IsPromptEstimated, untold.PromptTokens, untold.ContextLength));
        }
    }

    [Fact]
    public void Other_refusals_have_no_such_numbers()
    {
        var error = ApiErrors.Create(400, """{"error":{"message":"option \"n_ctx: 12\" must be of type integer","n_ctx":12,"n_prompt_tokens":3}}"""u8, new SafeText());

        Assert.Equal((ApiErrorKind.BadRequest, (long?)null, (long?)null), (error.Kind, error.PromptTokens, error.ContextLength));
    }

    private static async Task<IReadOnlyList<LlmApiException>> RefusalsAsync(string body, HttpStatusCode status, string type)
    {
        using var native = new StubHandler(body, status, type).Create();
        using var v1 = new StubHandler(body, status, type).CreateV1();
        using var both = Client(body, status, type);
        var responses = new ResponseRequest { Input = "hi" };
        List<LlmApiException> found = [];
        foreach (var call in (Func<Task>[])
        [
            () => native.ChatAsync("hi", TestClient.Ct), () => native.Stream().ToListAsync(), () => native.GenerateAsync("hi", TestClient.Ct),
            () => native.GenerateStreamAsync("hi", TestClient.Ct).ToListAsync(), () => native.EmbedAsync("hi", TestClient.Ct), () => native.RunWithToolsAsync("hi", [], TestClient.Ct),
            () => v1.ChatAsync("hi", TestClient.Ct), () => v1.Stream().ToListAsync(), () => v1.EmbedAsync("hi", TestClient.Ct), () => v1.RespondAsync(responses, cancellationToken: TestClient.Ct),
            () => both.ChatAsync(new LlmRequest("hi"), TestClient.Ct), () => both.ChatStreamAsync(new LlmRequest("hi"), TestClient.Ct).ToListAsync(),
        ])
        {
            found.Add(await Assert.ThrowsAnyAsync<LlmException>(call) switch
            {
                LlmFallbackException all => Assert.IsType<LlmApiException>(all.Failures[^1].Error),
                var one => Assert.IsType<LlmApiException>(one),
            });
        }

        return found;
    }

    private static LlmClient Client(string body, HttpStatusCode status, string type)
    {
        var options = Options(new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9"), new LlmTarget(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:8"));
        options.Handler = new StubHandler(body, status, type);
        return new LlmClient(options);
    }
}
