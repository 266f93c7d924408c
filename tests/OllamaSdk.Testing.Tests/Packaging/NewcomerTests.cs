using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>The programs of <c>tests/Newcomer</c>, built from packages only, and used as their users would.</summary>
[Trait("Category", "Packaging")]
public sealed class NewcomerTests(PackedLibraries packages)
{
    [Fact]
    public async Task A_native_console_chat_calls_its_tool_and_remembers_what_was_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && (Programs.Has("clang") || Programs.Has("gcc")), "Native publishing is tried where Linux has clang or gcc.");
        using var emulator = new OllamaEmulator(new EmulatorOptions
        {
            Models = { new EmulatedModel("qwen3") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] } },
        });
        emulator.When("hat").CallTool("GetWeather", """{"city":"Lyon"}""");
        emulator.When("21 degrees, sunny").Answer("Take a hat.");
        emulator.When("thanks").Answer("You are welcome.");
        await using var listener = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        var folder = await packages.Copy("tests/Newcomer/Chat");
        await DotnetCommand.Run(folder, ["publish", "-c", "Release", "--use-current-runtime", "-o", "out", .. Programs.Linker]);

        using var chat = new RunningProgram(Path.Combine(folder, "out", "Chat"), [], ("OLLAMA_HOST", listener.Endpoint));
        await chat.WriteLineAsync("Do I need a hat in Lyon?");
        await chat.LineAsync("Take a hat.");
        await chat.WriteLineAsync("thanks");
        await chat.LineAsync("You are welcome.");

        Assert.Equal(0, await chat.EndAsync());
        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], emulator.Requests[^1].Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task A_web_page_shows_an_answer_while_it_comes()
    {
        Assert.SkipWhen(Browser.Program is null, "No Chromium is installed.");
        using var emulator = new OllamaEmulator(new EmulatorOptions { Models = { new EmulatedModel("llama3.2") } });
        emulator.When("whole").Answer("The sky is blue because\nair scatters  blue light.");
        emulator.When("half").Fail(Fault.Stall.AfterLines(4));
        await using var listener = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        var folder = await packages.Copy("tests/Newcomer/Web");
        await DotnetCommand.Run(folder, "publish", "-o", "out");
        using var web = new RunningProgram(
            "dotnet", [Path.Combine(folder, "out", "Web.dll"), "--urls", "http://127.0.0.1:0", "--contentRoot", Path.Combine(folder, "out")],
            ("Ollama__Endpoint", listener.Endpoint));
        var page = new Uri((await web.LineAsync("Now listening on: ")).Split(' ')[^1]);

        await using var browser = await Browser.StartAsync();
        await browser.GoToAsync(page);
        await browser.WaitForAsync("document.title", "Ask");
        await AskAsync("the whole");
        await browser.WaitForAsync("answer.textContent", "The sky is blue because\nair scatters  blue light.");
        Assert.Single(emulator.Requests);

        // The server never ends this one: what is seen was not held back until the end.
        await AskAsync("a half");
        await browser.WaitForAsync("answer.textContent.length > 0 ? 'something' : ''", "something");
        Assert.Equal(2, emulator.Requests.Count);

        async Task AskAsync(string question)
        {
            await browser.RunAsync($"document.querySelector('input').value = '{question}'; document.querySelector('button').click()");
            await browser.WaitForAsync("new URLSearchParams(location.search).get('question')", question);
        }
    }

    [Fact]
    public async Task Tests_of_a_user_run_without_a_model()
    {
        var folder = await packages.Copy("tests/Newcomer/Tested");

        var output = await DotnetCommand.Run(folder, "test");

        Assert.Matches(@"succeeded:\s*2\b", output);
    }
}
