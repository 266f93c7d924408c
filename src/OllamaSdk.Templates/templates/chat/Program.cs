using OllamaSdk;

const string model = "llama3.2";
using var client = new OllamaClient(new OllamaClientOptions { DefaultModel = model, Handler = await Server.StandInAsync(model) });
var conversation = client.StartConversation(system: "Answer in a few sentences.");

string? question = args.Length > 0 ? string.Join(' ', args) : "Why is the sky blue?";
Console.WriteLine($"> {question}");
while (!string.IsNullOrWhiteSpace(question))
{
    await foreach (string text in conversation.SendStreamAsync(question).TextAsync())
    {
        Console.Write(text);
    }

    // An empty line ends it.
    Console.Write("\n\n> ");
    question = Console.ReadLine();
}
