using OllamaSdk;

using var client = new OllamaClient(new OllamaClientOptions { DefaultModel = "qwen3" });
IReadOnlyList<OllamaChatMessage> history = [];

while (Console.ReadLine() is { Length: > 0 } line)
{
    var request = new OllamaChatRequest { Messages = [.. history, OllamaChatMessage.User(line)] };
    var result = await client.RunWithToolsAsync(request, [.. Weather.LlmTools]);
    Console.WriteLine(result.Text);
    history = result.Messages;
}

static partial class Weather
{
    /// <summary>Tells the weather in a city.</summary>
    /// <param name="city">The city's name in English.</param>
    [LlmTool]
    static string GetWeather(string city) => $"{city}: 21 degrees, sunny";
}
