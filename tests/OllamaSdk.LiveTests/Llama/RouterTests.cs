using System.Diagnostics;
using OllamaSdk.LiveTests.Models;
using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>One server with a folder of models: it starts a process for each that is asked for.</summary>
public sealed class RouterTests
{
    [Fact]
    public async Task Each_model_answers_and_one_that_is_not_there_is_told()
    {
        using var folder = new ModelFolder();
        folder.Add(TinyModels.Talker);
        folder.Add(TinyModels.Thinker);

        var server = await OllamaServer.EnsureRunningAsync(LlamaServer.OptionsFor(null, null, "--models-dir", folder.FullName), Live.Ct);
        try
        {
            var found = await LlmProviders.DetectAsync(server.Endpoint.GetLeftPart(UriPartial.Authority), cancellationToken: Live.Ct);
            await using var client = new LlmClient(new LlmTarget(found.Provider, "talker", found.Endpoint));

            var models = await client.ListModelsAsync(cancellationToken: Live.Ct);
            var talked = await client.ChatAsync("hi", cancellationToken: Live.Ct);
            var thought = await client.ChatStreamAsync(new LlmRequest("hi") { Model = "thinker" }, Live.Ct).ToListAsync(Live.Ct);
            var error = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", model: "no-such-model", cancellationToken: Live.Ct));

            Assert.Equal(LlmProviders.LlamaCpp, found.Provider);
            Assert.Equal(["talker", "thinker"], models.Select(model => model.Id).Order());
            Assert.Equal(Said.Talker, talked.Content);
            Assert.Equal((Said.Thought, Said.Thinker), (string.Concat(thought.Select(update => update.ThinkingDelta)).Trim(), string.Concat(thought.Select(update => update.ContentDelta))));
            Assert.Equal("no-such-model", error.Model);
        }
        finally
        {
            var children = Children(server.ProcessId!.Value);
            await server.DisposeAsync();
            Assert.True(children.Length > 0 || !OperatingSystem.IsLinux(), "No process of a model was found.");
            Assert.DoesNotContain(children, Live.IsAlive);
        }
    }

    // Only Linux tells whose children they are. Those of other tests come and go meanwhile.
    private static int[] Children(int parent) => !OperatingSystem.IsLinux() ? [] :
    [
        .. Process.GetProcessesByName("llama-server").Select(process => process.Id).Where(id =>
        {
            try
            {
                return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1] == $"{parent}";
            }
            catch (IOException)
            {
                return false;
            }
        }),
    ];
}
