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
    [InlineData("copy_404")]
    [InlineData("delete_404")]
    [InlineData("create_badname")]
    [InlineData("create_nothing")]
    [InlineData("create_missing_blob")]
    [InlineData("blob_digest_invalid")]
    [InlineData("blob_digest_mismatch")]
    [InlineData("pull_unknown_model")]
    [InlineData("pull_unknown_model_nostream")]
    [InlineData("push_404")]
    [InlineData("web_search")]
    [InlineData("web_fetch")]
    [InlineData("status")]
    public async Task Says_the_same(string name)
    {
        using var client = Replayer.CreateClient();

        await client.AssertSameAsync(name, TestContext.Current.CancellationToken);
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
