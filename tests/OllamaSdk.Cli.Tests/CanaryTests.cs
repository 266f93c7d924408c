using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>A key, a password and a prompt through the program: secrets are never printed, and what was asked is no part of an error.</summary>
public sealed class CanaryTests
{
    private const string Key = "KEYcanary987654";
    private const string Password = "PASScanary876543";
    private const string Prompt = "Tell me of PROMPTcanary, please";

    private static readonly string[][] s_commands =
    [
        ["chat", "-m", "m", Prompt], ["generate", "-m", "m", Prompt], ["embed", "-m", "m", Prompt], ["decide", "-m", "m", Prompt, "--yes-no", "Is it?"],
        ["models"], ["show", "m"], ["ps"], ["pull", "m"], ["copy", "m", "n"], ["load", "m"], ["health"], ["version", "--server"],
    ];

    // What every kind of server can do.
    private static readonly string[] s_everywhere = ["chat", "generate", "embed", "models", "health"];

    private static readonly Dictionary<string, Func<ScriptedConnection, Task>> s_faults = new()
    {
        ["refusal"] = connection => connection.RespondJsonAsync($$"""{"error":{{Echo(connection)}}}""", 401),
        ["busy"] = connection => connection.RespondJsonAsync($$"""{"error":{{Echo(connection)}}}""", 503, ("X-Echo", connection.Request.Header("Authorization") ?? "")),
        ["inside"] = connection => connection.RespondJsonAsync($$"""{"error":{{Echo(connection)}}}""" + "\n"),
        ["no JSON"] = connection => connection.RespondJsonAsync($"{{oops {Echo(connection)}\n"),
        ["broken"] = connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        },
    };

    public static TheoryData<string> Faults => [.. s_faults.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task K05_nothing_is_printed_of_them(string fault)
    {
        await using var server = new ScriptedServer(s_faults[fault]);
        foreach (var hasKey in (bool[])[true, false])
        {
            await Parallel.ForEachAsync(s_commands.Where(command => !hasKey || s_everywhere.Contains(command[0])), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (command, _) =>
            {
                // Ollama's key goes to ollama.com only; LM Studio's goes to wherever its server is.
                var start = new CliStart { Variables = { ["OLLAMA_API_KEY"] = Key, ["LMSTUDIO_API_KEY"] = Key, ["LMSTUDIO_BASE_URL"] = $"{server.Url}v1" } };
                string[] where = hasKey ? ["--provider", "lmstudio"] : ["-u", $"http://somebody:{Password}@{server.Url.Authority}"];

                var result = await CliProcess.RunAsync(start, [.. command, "--verbose", .. where]);

                Assert.DoesNotContain("KEYcanary", result.Output + result.Errors, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("PASScanary", result.Output + result.Errors, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("PROMPTcanary", result.Errors, StringComparison.OrdinalIgnoreCase);
                Assert.NotEqual("", result.Errors + result.Output);
            });
        }

        Assert.Contains(server.Requests, request => request.Header("Authorization")?.Contains(Key, StringComparison.Ordinal) == true);
        Assert.Contains(server.Requests, request => request.Header("Authorization")?.StartsWith("Basic ", StringComparison.Ordinal) == true);
    }

    // What it was sent, and nothing else: a prompt where there was one.
    private static string Echo(ScriptedConnection connection)
    {
        var sent = connection.Request.Header("Authorization") ?? "";
        var secret = sent.StartsWith("Basic ", StringComparison.Ordinal) ? $"{Password} {sent}" : sent;
        return $"\"{JsonEncodedText.Encode($"no: {secret} {(connection.Request.Text.Contains("PROMPTcanary", StringComparison.Ordinal) ? Prompt : "")}")}\"";
    }
}
