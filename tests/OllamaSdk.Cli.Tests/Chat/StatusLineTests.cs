using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Chat;

/// <summary>The line below an answer.</summary>
public sealed class StatusLineTests : IDisposable
{
    private readonly Folder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Tells_tokens_speed_the_first_part_and_how_full_the_context_is()
    {
        await using var server = await DemoServer.StartAsync();
        _home.Write("config.json", """{"provider":"ollama","providers":{"ollama":{"context_length":2048}}}""");
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url, Home = _home.Path }, 160, 24, "chat", "-m", "demo");
        await program.WaitForPromptAsync();

        await program.TypeAsync("hello\r");
        await program.Screen.WaitForAsync("tokens/s");
        await program.WaitForPromptAsync();

        var line = Assert.Single(program.Screen.Rows, row => row.Contains("tokens/s", StringComparison.Ordinal));
        Assert.Matches(@"^\d+ tokens · [\d.]+ tokens/s · first after \d+\.\d\d s · context \d+ %", line);
        Assert.True(program.Screen.StyleOf("tokens/s").IsDim);
        Assert.Equal(0, await program.LeaveAsync());
    }

    [Theory]
    [InlineData("--no-status")]
    [InlineData("--no-color")]
    [InlineData("--stats")]
    public async Task Is_left_out_where_it_is_not_wanted_has_no_place_or_is_told_at_length(string option)
    {
        await using var server = await DemoServer.StartAsync();
        await using var program = PtyProgram.Start(server.Start, 160, 24, "chat", "-m", "demo", option);
        await program.WaitForPromptAsync();

        await program.TypeAsync("hello\r");
        await program.Screen.WaitForAsync(screen => screen.Rows.Count(row => row.StartsWith(">>>", StringComparison.Ordinal)) == 2);
        await program.WaitForPromptAsync();

        Assert.DoesNotContain("first after", program.Screen.Text);
        Assert.Equal(0, await program.LeaveAsync());
    }
}
