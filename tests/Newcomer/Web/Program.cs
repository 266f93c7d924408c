using OllamaSdk;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOllama(builder.Configuration.GetSection("Ollama"));

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapGet("/ask", (string question, OllamaClient ollama) => TypedResults.ServerSentEvents(Answer(ollama, question)));
app.Run();

static async IAsyncEnumerable<string> Answer(OllamaClient ollama, string question)
{
    await foreach (var chunk in ollama.ChatStreamAsync(question))
    {
        yield return chunk.Message?.Content ?? "";
    }
}
