using OllamaSdk.OpenAI;

namespace OllamaSdk.StandInServer;

/// <summary>A program that lets a model run a tool, and a tool that takes the program with it.</summary>
internal static class ToolUser
{
    /// <param name="api">Which client: as the rows of the fault matrix call it.</param>
    /// <param name="address">The server, without <c>/v1</c>.</param>
    /// <param name="what">What the tool does.</param>
    public static async Task<int> RunAsync(string api, string address, string what)
    {
        LlmTool[] tools =
        [
            LlmTool.Create("end", "Ends.", () => what switch
            {
                "exit" => Exit(),
                "overflow" => Overflow(0),
                _ => TakeAll(),
            }),
        ];
        switch (api)
        {
            case "Native":
                using (OllamaClient native = new(address))
                {
                    await native.RunWithToolsAsync(new OllamaChatRequest { Model = "m", Messages = [OllamaChatMessage.User("go")] }, tools);
                }

                break;
            case "V1":
                using (OpenAICompatibleClient v1 = new($"{address}v1"))
                {
                    await v1.RunWithToolsAsync(new ChatCompletionRequest { Model = "m", Messages = [ChatCompletionMessage.User("go")] }, tools);
                }

                break;
            default:
                LlmTarget target = api == "Llm" ? new(LlmProviders.Ollama, "m", address) : new(LlmProviders.OpenAICompatible, "m", $"{address}v1");
                using (LlmClient llm = new(new LlmClientOptions { Targets = { target } }))
                {
                    await llm.RunWithToolsAsync("go", tools);
                }

                break;
        }

        Console.WriteLine("It went on.");
        return 0;
    }

    private static string Exit()
    {
        Environment.Exit(7);
        return "never";
    }

    private static string Overflow(int depth) => depth < 0 ? "never" : Overflow(depth + 1) + depth;

    private static string TakeAll()
    {
        List<byte[]> taken = [];
        while (true)
        {
            taken.Add(new byte[1024 * 1024]);
        }
    }
}
