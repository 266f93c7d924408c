using OllamaSdk;

const string model = "llama3.2";
using var client = new OllamaClient(new OllamaClientOptions { DefaultModel = model, Handler = await Server.StandInAsync(model) });

string question = args.Length > 0 ? string.Join(' ', args) : "What is the temperature in Lyon?";
Console.WriteLine($"> {question}");
var result = await client.RunWithToolsAsync(question, Weather.LlmTools);
foreach (var call in result.Calls)
{
    Console.WriteLine($"The model called {call.Name}, and was told: {call.Result?.Content}");
}

Console.WriteLine(result.Text);

static partial class Weather
{
    /// <summary>Tells the temperature in a city.</summary>
    /// <param name="city">The city's name in English.</param>
    [LlmTool]
    public static string Temperature(string city) => $"{city}: 21 degrees";
}
