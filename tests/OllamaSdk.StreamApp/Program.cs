// Reads one streamed chat, keeps its text, and says how long the text is and how many µs of CPU the whole process has used.
using System.Text;
using OllamaSdk.StreamApp;

switch (args)
{
    case ["sdk", var address]:
        Report(await SdkAsync(address));
        return 0;
    case ["hand", var address]:
        Report(await ByHand.ReadAsync(address));
        return 0;
    default:
        Console.Error.WriteLine("sdk|hand ADDRESS");
        return 2;
}

static void Report(string text) => Console.Out.WriteLine($"{text.Length} {(long)Environment.CpuUsage.TotalTime.TotalMicroseconds}");

static async Task<string> SdkAsync(string address)
{
    using var client = new OllamaSdk.OllamaClient(address);
    var text = new StringBuilder();
    await foreach (var chunk in client.ChatStreamAsync("Why is the sky blue?", "llama3.2:3b"))
    {
        text.Append(chunk.Message.Content);
    }

    return text.ToString();
}
