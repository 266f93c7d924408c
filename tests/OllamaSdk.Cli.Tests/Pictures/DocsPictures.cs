using System.Globalization;
using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Tests.Pictures;

/// <summary>The pictures of docs/command-line.md. They are no tests, and are only made by <c>.ci/screens</c>.</summary>
public sealed class DocsPictures
{
    private const string Question = "How do I keep the cat off my keyboard?";

    private const string Answer = """
        ## Three ways

        1. **A warmer place**: a box *beside* the screen, with a blanket.
        2. **A decoy**: an old keyboard, `unplugged`.
        3. **A lock**: see below.

        | way    | price | works for |
        |--------|------:|-----------|
        | box    |   0 € | days      |
        | decoy  |  10 € | weeks     |
        | lock   |   0 € | minutes   |

        ```python
        def on_key(key: str) -> bool:
            # Cats type in bursts.
            return len(set(key)) > 2 and not is_paw(key)
        ```

        > The cat decides.
        """;

    [Fact(Explicit = true)]
    public async Task Chat()
    {
        await using var server = await ServerAsync();
        server.Emulator.When(Question).Answer(Answer, "The user has a cat. Warmth first.");
        await using var program = PtyProgram.Start(server.Start, 84, 40, "chat", "-m", "qwen3");

        await program.Screen.WaitForAsync(">>>");
        await program.TypeAsync(Question);
        await program.PressAsync(Key.Enter);
        await program.Screen.WaitForAsync("The cat decides.");
        await program.Screen.WaitForAsync(screen => screen.Rows.Any(row => row == ">>>"), "the next prompt");

        Save(program.Screen, "chat", "ollama-sdk chat -m qwen3");
    }

    [Fact(Explicit = true)]
    public async Task Tool()
    {
        await using var server = await ServerAsync();
        server.Emulator.When("flour").CallTool("calculator", """{"expression":"3 * 2.5 / 4"}""", "Better to reckon it exactly.");
        await using var program = PtyProgram.Start(server.Start, 84, 20, "chat", "-m", "qwen3", "--tools", "time,calculator");

        await program.Screen.WaitForAsync(">>>");
        await program.TypeAsync("2.5 cups of flour for 4, and we are 3. How much?");
        await program.PressAsync(Key.Enter);
        await program.Screen.WaitForAsync("Run calculator?");

        Save(program.Screen, "tools", "ollama-sdk chat -m qwen3 --tools time,calculator");
    }

    [Fact(Explicit = true)]
    public async Task Models()
    {
        await using var server = await ServerAsync();

        await SaveRunAsync(server, "models", 96, ["models"], ["show", "qwen3"]);
    }

    [Fact(Explicit = true)]
    public async Task Help()
    {
        await using var server = await ServerAsync();

        await SaveRunAsync(server, "help", 110, ["--help"]);
    }

    [Fact(Explicit = true)]
    public async Task Pull()
    {
        // In real time, so that there is a rate to be seen.
        var seen = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync("""{"status":"pulling manifest"}""" + "\n" + Layer("8eeb52dfb3bb", 1_629_000_000, 1_629_000_000) + "\n" + Layer("73b313b5552d", 2_100_000_000, 1_210_000_000) + "\n");
            for (var tick = 1; tick <= 20; tick++)
            {
                await connection.DelayAsync(TimeSpan.FromMilliseconds(100));
                await connection.SendChunkAsync(Layer("73b313b5552d", 2_100_000_000, 1_210_000_000 + (tick * 9_300_000L)) + "\n" + Layer("0ba8f0e314b4", 487_000_000, tick * 2_100_000L) + "\n");
            }

            await connection.WaitForAsync(seen);
            await connection.EndChunksAsync();
        });
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 96, 12, "pull", "qwen3");

        await program.Screen.WaitForAsync("42 MB of 487 MB");
        await program.Screen.WaitForAsync("left");
        Save(program.Screen, "pull", "ollama-sdk pull qwen3");
        seen.SetResult();
    }

    private static string Layer(string name, long total, long completed) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"status":"pulling {{name}}","digest":"sha256:{{name}}","total":{{total}},"completed":{{completed}}}""");

    private static Task<DemoServer> ServerAsync() => DemoServer.StartAsync(
        new OllamaAccount { Name = "someone" },
        null,
        new EmulatedModel("qwen3") { Size = 2_600_000_000, Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] },
        new EmulatedModel("gemma3:12b") { Size = 8_100_000_000, Capabilities = [ModelCapability.Completion, ModelCapability.Vision] });

    private static async Task SaveRunAsync(DemoServer server, string name, int columns, params string[][] commands)
    {
        var script = string.Join("; echo; ", commands.Select(words => $"echo '$ ollama-sdk {string.Join(' ', words)}'; \"$@\" {string.Join(' ', words)}"));
        await using var program = PtyProgram.StartCommand(server.Start, columns, 90, ["sh", "-c", script, "sh", .. CliProcess.CommandOf()]);

        Assert.Equal(0, await program.EndAsync());
        Save(program.Screen, name, $"ollama-sdk {string.Join(' ', commands[0])}");
    }

    private static void Save(Screen screen, string name, string title)
    {
        var folder = Environment.GetEnvironmentVariable("OLLAMA_SDK_PICTURES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "OLLAMA_SDK_PICTURES names no folder for them; .ci/screens does.");
        File.WriteAllText(Path.Combine(folder, $"command-line-{name}.svg"), ScreenPicture.Svg(screen, title));
    }
}
