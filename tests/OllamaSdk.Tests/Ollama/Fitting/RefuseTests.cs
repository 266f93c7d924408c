namespace OllamaSdk.Tests.Fitting;

/// <summary>The guard that has the server refuse what it would cut.</summary>
public sealed class RefuseTests
{
    private static readonly Action<PromptGuardOptions> s_refuse = guard => guard.Mode = PromptGuardMode.Refuse;

    public static TheoryData<string> All => Ways.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_servers_refusal_tells_both_numbers(string way)
    {
        using var server = new WindowServer();

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => Ways.SendAsync(way, server, s_refuse, new string('x', 5000)));

        var refusal = Assert.IsType<LlmApiException>(error is LlmFallbackException all ? all.Failures[0].Error : error);
        Assert.Equal(ApiErrorKind.ContextLength, refusal.Kind);
        // Of embeddings Ollama says none, and is asked what it has loaded.
        Assert.Equal((way == "embed", 4096L), (refusal.IsPromptEstimated, refusal.ContextLength));
        Assert.True(way == "embed" ? refusal.PromptTokens >= 500 : refusal.PromptTokens == 5000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_fits_is_answered(string way)
    {
        using var server = new WindowServer();

        await Ways.SendAsync(way, server, s_refuse, new string('x', 4000));

        var sent = Assert.Single(server.Sent);
        Assert.False(sent.GetProperty("truncate").GetBoolean());
        Assert.Equal(Ways.Shifts(way), sent.TryGetProperty("shift", out var shift) && !shift.GetBoolean());
        Assert.Equal([0], server.Asked);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task One_call_may_ask_for_it_and_another_may_not(string way)
    {
        using var server = new WindowServer();

        await Ways.SendAsync(way, server, _ => { }, "hi", new CallOptions { PromptGuard = PromptGuardMode.Refuse });
        await Ways.SendAsync(way, server, s_refuse, "hi", new CallOptions { PromptGuard = PromptGuardMode.Tell });
        await Ways.SendAsync(way, server, s_refuse, "hi", new CallOptions { PromptGuard = PromptGuardMode.Off });
        await Ways.SendAsync(way, server, _ => { }, "hi");

        Assert.Equal([true, false, false, false], server.Sent.Select(sent => sent.TryGetProperty("truncate", out _) || sent.TryGetProperty("shift", out _)));
    }

    [Fact]
    public async Task What_the_request_says_itself_holds()
    {
        using var server = new WindowServer();
        using var client = Ways.Native(server, s_refuse);

        await client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Truncate = true, Shift = true }, cancellationToken: TestClient.Ct);
        await client.GenerateStreamAsync(new GenerateRequest { Prompt = "hi", Truncate = true }, cancellationToken: TestClient.Ct).ToListAsync();
        await client.EmbedAsync(new EmbedRequest { Input = "hi", Truncate = true }, cancellationToken: TestClient.Ct);

        Assert.All(server.Sent, sent => Assert.True(sent.GetProperty("truncate").GetBoolean()));
        Assert.Equal([true, false, null], server.Sent.Select(sent => sent.TryGetProperty("shift", out var shift) ? shift.GetBoolean() : (bool?)null));
    }

    [Theory]
    [InlineData(PromptGuardMode.Refuse, 1)]
    [InlineData(PromptGuardMode.Fit, 1)]
    [InlineData(PromptGuardMode.Tell, 0)]
    public async Task By_v1_it_cannot_be_asked_for_and_the_log_says_so(PromptGuardMode mode, int lines)
    {
        var logs = new CapturingLogs();
        var sent = new List<string>();
        using var server = new StubHandler(async (request, token) =>
        {
            sent.Add(await request.Content!.ReadAsStringAsync(token));
            return StubHandler.Answer(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(V1.Whole)), System.Net.HttpStatusCode.OK, "application/json");
        });
        using var client = server.CreateV1(options => (options.PromptGuard.Mode, options.LoggerFactory) = (mode, logs));

        await client.ChatAsync("hi", TestClient.Ct);
        await client.ChatAsync("hi", TestClient.Ct);

        Assert.Equal(lines, logs.Lines.Count(line => line.Contains(mode.ToString(), StringComparison.Ordinal)));
        Assert.All(sent, body => Assert.DoesNotContain("truncate", body, StringComparison.Ordinal));
    }
}
