using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>What the server says in fixed words, the emulator says in the same: status, Content-Type and body, byte for byte.</summary>
public sealed class ErrorReplayTests
{
    [Theory]
    [InlineData("chat_404")]
    [InlineData("generate_404")]
    [InlineData("embed_404")]
    [InlineData("show_404")]
    [InlineData("chat_nomodel")]
    [InlineData("chat_tools_unsupported")]
    [InlineData("chat_think_unsupported")]
    [InlineData("chat_images_unsupported")]
    [InlineData("err_missing_body")]
    [InlineData("err_bad_json")]
    [InlineData("show_bad")]
    [InlineData("err_content_array")]
    [InlineData("err_keep_alive_string")]
    [InlineData("err_stop_string")]
    [InlineData("err_think_value")]
    [InlineData("generate_bad_option")]
    [InlineData("generate_bad_schema")]
    [InlineData("generate_suffix_unsupported")]
    [InlineData("embed_on_completion_model")]
    [InlineData("embed_empty")]
    [InlineData("ps_empty")]
    [InlineData("root")]
    [InlineData("route_404")]
    [InlineData("method_405")]
    [InlineData("trailing_slash_307")]
    public async Task Says_the_same(string name)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();

        using var response = await client.SendAsync(recording, TestContext.Current.CancellationToken);

        Assert.Equal(recording.Status, (int)response.StatusCode);
        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var (header, value) in recording.Headers.Where(header => header.Key is "Content-Type" or "Content-Length" or "Allow" or "Location"))
        {
            var values = response.Headers.TryGetValues(header, out var own) ? own : response.Content.Headers.GetValues(header);
            Assert.Equal(value, string.Join(", ", values));
        }
    }

    [Fact]
    public async Task Says_everywhere_that_it_is_an_emulator()
    {
        using var client = Replayer.CreateClient();
        foreach (var name in (string[])["chat", "chat_stream", "chat_404", "route_404", "method_405", "version", "head_tags"])
        {
            using var response = await client.SendAsync(name, TestContext.Current.CancellationToken);
            Assert.Equal("1", Assert.Single(response.Headers.GetValues("X-Ollama-Emulator")));
        }
    }
}
