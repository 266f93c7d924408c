using OllamaSdk;

using var client = new OllamaClient(new OllamaClientOptions { DefaultModel = "qwen3" });
var conversation = client.StartConversation(tools: Weather.LlmTools);

while (Console.ReadLine() is { Length: > 0 } line)
{
    Console.WriteLine((await conversation.SendAsync(line)).Text);
}

static partial class Weather
{
    /// <summary>Tells the weather in a city.</summary>
    /// <param name="city">The city's name in English.</param>
    [LlmTool]
    static string GetWeather(string city) => $"{city}: 21 degrees, sunny";
}
