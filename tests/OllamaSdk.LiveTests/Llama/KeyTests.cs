using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>A server that wants a key.</summary>
public sealed class KeyTests(LlamaServers servers)
{
    private const string WrongKey = "sk-wrong-fedcba9876543210";

    [Theory]
    [InlineData(null)]
    [InlineData(WrongKey)]
    public async Task Without_the_key_it_is_refused_and_no_key_is_told(string? key)
    {
        var server = await servers.LockedAsync();
        await using var one = server.OpenAI(options => options.ApiKey = key);
        await using var many = server.Llm(key);

        var whole = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => one.ChatAsync("hi", cancellationToken: Live.Ct));
        var streamed = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => one.ChatStreamAsync("hi", cancellationToken: Live.Ct).ToListAsync(Live.Ct).AsTask());
        var listed = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => one.ListModelsAsync(cancellationToken: Live.Ct));
        var asked = await Assert.ThrowsAnyAsync<LlmException>(() => many.ChatAsync("hi", cancellationToken: Live.Ct));

        Assert.All((LlmException[])[whole, streamed, listed, asked], error => Assert.DoesNotContain(WrongKey, error.ToString(), StringComparison.Ordinal));
        Assert.Equal((401, "Invalid API Key"), (whole.Status, whole.ServerMessage));
        Assert.IsType<LlmUnauthorizedException>((asked as LlmFallbackException)?.Failures[0].Error ?? asked);
    }

    [Fact]
    public async Task With_the_key_it_answers()
    {
        var server = await servers.LockedAsync();
        await using var one = server.OpenAI(options => options.ApiKey = LlamaServers.Key);
        await using var many = server.Llm(LlamaServers.Key);

        Assert.Equal(Said.Talker, (await one.ChatAsync("hi", cancellationToken: Live.Ct)).Choices[0].Message.Content.Text);
        Assert.Equal(Said.Talker, string.Concat(await one.ChatStreamAsync("hi", cancellationToken: Live.Ct).TextAsync(Live.Ct).ToListAsync(Live.Ct)));
        Assert.Equal(Said.Talker, (await many.ChatAsync("hi", cancellationToken: Live.Ct)).Content);
        Assert.DoesNotContain(many.DescribeSettings(), setting => setting.ToString().Contains(LlamaServers.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_is_can_be_told_without_the_key()
    {
        var server = await servers.LockedAsync();

        Assert.Equal(LlmProviders.LlamaCpp, (await LlmProviders.DetectAsync(server.Root, cancellationToken: Live.Ct)).Provider);
    }

    [Fact]
    public async Task The_launcher_keeps_the_key_out_of_its_words()
    {
        var server = await servers.LockedAsync();

        Assert.DoesNotContain(LlamaServers.Key, server.Log, StringComparison.Ordinal);
        Assert.Contains("listening on", server.Log, StringComparison.Ordinal);
    }
}
