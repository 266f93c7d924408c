using OllamaSdk;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOllama(builder.Configuration.GetSection("Ollama"));

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapGet("/ask", (string question, OllamaClient ollama) => TypedResults.ServerSentEvents(ollama.ChatStreamAsync(question).TextAsync()));
app.Run();
