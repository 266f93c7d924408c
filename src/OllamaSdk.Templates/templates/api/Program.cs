using OllamaSdk;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Ollama");
var ollama = builder.Services.AddOllama(settings);
builder.Services.AddHealthChecks().AddOllama();
if (await Server.StandInAsync(settings["DefaultModel"]!, settings["Endpoint"]) is { } emulator)
{
    ollama.ConfigurePrimaryHttpMessageHandler(() => emulator);
}

var app = builder.Build();
app.MapGet("/", () => "Ask: /chat?question=Why%20is%20the%20sky%20blue%3F");
app.MapGet("/chat", (string question, OllamaClient client) => TypedResults.ServerSentEvents(client.ChatStreamAsync(question).TextAsync()));
app.MapHealthChecks("/health");
app.Run();
