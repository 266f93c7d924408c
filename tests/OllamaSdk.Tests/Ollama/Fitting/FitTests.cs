namespace OllamaSdk.Tests.Fitting;

/// <summary>The guard that asks for a context which holds the prompt.</summary>
public sealed class FitTests
{
    private static readonly Action<PromptGuardOptions> s_fit = guard => guard.Mode = PromptGuardMode.Fit;

    private static CancellationToken Ct => TestClient.Ct;

    public static TheoryData<string> All => Ways.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_context_that_holds_the_prompt_is_asked_for_and_told(string way)
    {
        using var server = new WindowServer();

        var told = await Ways.SendAsync(way, server, s_fit, new string('x', 7000));

        var asked = Assert.Single(server.Asked);
        Assert.True(int.IsPow2(asked) && asked is >= 8192 and <= 65_536, $"{asked}");
        Assert.Equal((1, 1), (server.CountOf("/api/show"), server.CountOf("/api/ps")));
        Assert.Equal(Ways.Tells(way) ? asked : null, told?.ChosenContextLength);
        Assert.False(server.Sent[0].GetProperty("truncate").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_requests_own_length_wins(string way)
    {
        using var server = new WindowServer();

        var told = await Ways.SendAsync(way, server, s_fit, "hi", options: new ModelOptions { NumCtx = 6000 });

        Assert.Equal([6000], server.Asked);
        Assert.Null(told?.ChosenContextLength);
        Assert.Equal(0, server.CountOf("/api/show"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_prompt_that_fits_into_no_context_of_the_model_is_refused(string way)
    {
        using var server = new WindowServer { Longest = 10_000 };

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => Ways.SendAsync(way, server, s_fit, new string('x', 12_000)));

        var refusal = Assert.IsType<LlmApiException>(error is LlmFallbackException all ? all.Failures[0].Error : error);
        Assert.Equal(ApiErrorKind.ContextLength, refusal.Kind);
        Assert.Equal(10_000, server.Asked[^1]);
        Assert.Equal(server.Asked, server.Asked.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refusal_makes_it_longer(string way)
    {
        // The estimate cannot know a tokenizer that makes many tokens of each character.
        using var server = new WindowServer { Density = 6 };

        var told = await Ways.SendAsync(way, server, s_fit, new string('x', 4000));

        Assert.Equal(server.Asked, server.Asked.Order());
        Assert.Equal(32_768, server.Asked[^1]);
        Assert.True(server.Asked.Count > 1);
        Assert.Equal(Ways.Tells(way) ? 32_768 : null, told?.ChosenContextLength);
    }

    [Fact]
    public async Task The_model_is_not_loaded_anew_for_every_call()
    {
        using var server = new WindowServer();
        using var client = Ways.Native(server, s_fit);

        foreach (var length in (int[])[100, 5000, 300, 12_000, 9000, 20, 5000, 11_000, 1])
        {
            await client.ChatAsync(new string('x', length), cancellationToken: Ct);
            await client.GenerateAsync(new string('x', length), cancellationToken: Ct);
        }

        Assert.Equal(server.Asked, server.Asked.Order());
        Assert.True(server.Loads <= 3, $"{server.Loads} loads for {string.Join(' ', server.Asked)}");
        Assert.Equal(1, server.CountOf("/api/show"));
        Assert.True(server.CountOf("/api/ps") <= 3);
    }

    [Theory]
    [InlineData(16_384, null, 16_384)]
    [InlineData(6000, null, 6000)]
    [InlineData(0, 20_000, 20_000)]
    [InlineData(8192, 20_000, 20_000)]
    [InlineData(0, null, 4096)]
    [InlineData(1000, 500, 4096)]
    public async Task It_is_never_shorter_than_what_is_loaded_or_what_the_model_says(int loaded, int? own, int asked)
    {
        using var server = new WindowServer { Loaded = loaded, Own = own };
        using var client = Ways.Native(server, s_fit);

        await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal([asked], server.Asked);
    }

    [Fact]
    public async Task It_is_never_longer_than_the_options_allow()
    {
        using var server = new WindowServer { Own = 30_000 };
        using var client = Ways.Native(server, guard => (guard.Mode, guard.MaxContextLength) = (PromptGuardMode.Fit, 12_000));

        await client.ChatAsync(new string('x', 6000), cancellationToken: Ct);
        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(new string('x', 13_000), cancellationToken: Ct));

        Assert.Equal((ApiErrorKind.ContextLength, 13_000L, 12_000L), (error.Kind, error.PromptTokens, error.ContextLength));
        Assert.Equal([12_000, 12_000], server.Asked);
    }

    [Fact]
    public async Task There_is_room_for_the_answer_that_is_asked_for()
    {
        using var server = new WindowServer();
        using var client = Ways.Native(server, s_fit);

        await client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Options = new ModelOptions { NumPredict = 10_000, Temperature = 0 } }, cancellationToken: Ct);

        Assert.Equal([16_384], server.Asked);
        Assert.Equal(0, server.Sent[0].GetProperty("options").GetProperty("temperature").GetInt32());
    }

    [Fact]
    public async Task A_model_that_is_loaded_beforehand_is_loaded_once()
    {
        using var server = new WindowServer();
        using var client = Ways.Native(server, s_fit);

        await client.LoadModelAsync(cancellationToken: Ct);
        await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal(1, server.Loads);
    }

    [Fact]
    public async Task What_memory_does_not_hold_is_not_asked_for_again()
    {
        using var server = new WindowServer { Memory = 4096 };
        using var client = Ways.Native(server, s_fit, options => options.OutOfMemoryRecovery = true);
        var request = new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Options = new ModelOptions { NumPredict = 5000 } };

        var first = await client.ChatAsync(request, cancellationToken: Ct);
        var second = await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal((4096, null), (first.MemoryRecovery?.ContextLength, second.MemoryRecovery));
        Assert.Equal([8192, 8192, 4096, 4096], server.Asked);
        Assert.Equal((4096, 4096), (first.PromptTruncation!.ChosenContextLength, second.PromptTruncation!.ChosenContextLength));
    }

    [Fact]
    public async Task Where_memory_holds_no_context_that_is_long_enough_the_failure_says_both()
    {
        using var server = new WindowServer { Memory = 8192 };
        using var client = Ways.Native(server, s_fit, options => options.OutOfMemoryRecovery = true);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatStreamAsync(new string('x', 9000), cancellationToken: Ct).ToListAsync());

        Assert.Equal((ApiErrorKind.ContextLength, 9000L), (error.Kind, error.PromptTokens));
        Assert.Equal(ApiErrorKind.OutOfMemory, Assert.IsType<LlmApiException>(error.MemoryRecovery!.Failure).Kind);
        // Refused, without memory for more twice, and halved.
        Assert.InRange(server.Asked.Count, 3, 4);
    }

    [Theory]
    [InlineData("/api/show")]
    [InlineData("/api/ps")]
    public async Task A_server_that_does_not_say_is_no_failure_of_the_call(string path)
    {
        using var server = new WindowServer();
        using var broken = new Breaking(server, path);
        using var client = Ways.Native(broken, s_fit);

        var answer = await client.ChatAsync(new string('x', 5000), cancellationToken: Ct);
        await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal(server.Asked[^1], answer.PromptTruncation!.ChosenContextLength);
        Assert.Equal(server.Asked, server.Asked.Order());
        Assert.Equal(server.Asked[^2], server.Asked[^1]);
        Assert.Equal(5000, answer.PromptEvalCount);
    }

    [Fact]
    public async Task Another_servers_model_is_left_alone()
    {
        using var server = new WindowServer { IsRemote = true };
        using var client = Ways.Native(server, s_fit);

        await client.ChatAsync("hi", cancellationToken: Ct);
        await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal([0, 0], server.Asked);
        Assert.Equal(1, server.CountOf("/api/show"));
    }

    [Fact]
    public async Task The_request_is_not_changed_and_a_stream_is_one_request()
    {
        using var server = new WindowServer();
        using var client = Ways.Native(server, s_fit);
        var (request, call) = (new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")] }, new CallOptions());

        var stream = client.ChatStreamAsync(request, call, Ct);
        await stream.ToListAsync();

        Assert.Equal((null, null, null), (request.Options, request.Truncate, request.Shift));
        Assert.Null(call.ChosenContextLength);
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync());
    }

    private sealed class Breaking(HttpMessageHandler inner, string path) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath == path
            ? Task.FromResult(StubHandler.Answer(new MemoryStream("{\"error\":\"no\"}"u8.ToArray()), System.Net.HttpStatusCode.BadRequest, "application/json"))
            : base.SendAsync(request, cancellationToken);
    }
}
