using OllamaSdk.AotApp;

if (args is [McpScenarios.ServerArgument])
{
    await McpScenarios.ServeAsync();
    return 0;
}

// Natively compiled, this program proves that nothing in the SDK needs reflection: it talks HTTP to a server of its own and checks what it gets.
var checks = new Checks();
await checks.RunAsync("a chat answer", Scenarios.ChatAsync);
await checks.RunAsync("a streamed chat answer", Scenarios.StreamedChatAsync);
await checks.RunAsync("embeddings", Scenarios.EmbedAsync);
await checks.RunAsync("a missing model", Scenarios.MissingModelAsync);
await checks.RunAsync("a stream that breaks off", Scenarios.BrokenStreamAsync);
await checks.RunAsync("a pull with progress", TransferScenarios.PullModelAsync);
await checks.RunAsync("a blob upload that the server asks for", TransferScenarios.UploadAsync);
await checks.RunAsync("a blob that is there already", TransferScenarios.ExistingBlobAsync);
await checks.RunAsync("a model made of a file", TransferScenarios.CreateAsync);
await checks.RunAsync("a streamed chat completion with a tool call", OpenAIScenarios.StreamedToolCallAsync);
await checks.RunAsync("a transcription of a file", OpenAIScenarios.TranscribeAsync);
await checks.RunAsync("a fallback from a dead server to a live one", LlmScenarios.FallbackAsync);
await checks.RunAsync("a streamed fallback", LlmScenarios.StreamedFallbackAsync);
await checks.RunAsync("a typed answer of a type of others", ToolScenarios.ForeignAnswerAsync);
await checks.RunAsync("a tool loop with ten tools", ToolScenarios.NativeAsync);
await checks.RunAsync("the same over the OpenAI-compatible API", ToolScenarios.OpenAIAsync);
await checks.RunAsync("a typed answer", ToolScenarios.TypedAnswerAsync);
await checks.RunAsync("answers of types that are named in the call", ToolScenarios.NamedAnswersAsync);
await checks.RunAsync("a decision record of five members", DecisionScenarios.RecordAsync);
await checks.RunAsync("single questions to a decision model", DecisionScenarios.SingleAsync);
await checks.RunAsync("arguments as a small model writes them", ToolScenarios.MendedArgumentsAsync);
await checks.RunAsync("a conversation with a tool, saved and loaded", ConversationScenarios.NativeAsync);
await checks.RunAsync("the same over the OpenAI-compatible API", ConversationScenarios.OpenAIAsync);
await checks.RunAsync("the same over one client for many servers", ConversationScenarios.LlmAsync);
await checks.RunAsync("the emulator on a port", EmulatorScenarios.PortAsync);
await checks.RunAsync("usage and balance of an account", NewerScenarios.AccountAsync);
await checks.RunAsync("a model in two forms", NewerScenarios.FormsAsync);
await checks.RunAsync("levels of thinking on every client", NewerScenarios.LevelsAsync);
await checks.RunAsync("a conversation that is made short", NewerScenarios.CompactionAsync);
await checks.RunAsync("speech", NewerScenarios.SpeechAsync);
await checks.RunAsync("decisions of an emulated model", NamedDecisionScenarios.DecideAsync);
await checks.RunAsync("many texts over a pool with little memory", FleetScenarios.BulkAsync);
await checks.RunAsync("a server program that ends at once", LaunchScenarios.EarlyEndAsync);
await checks.RunAsync("a client from configuration and a container", HostScenarios.ConfiguredClientAsync);
await checks.RunAsync("a program of its own that is an MCP server", McpScenarios.ServerAsync);
await checks.RunAsync("tools of an MCP server in the loop of each client", McpScenarios.LoopAsync);
await checks.RunAsync("tools as functions of Microsoft.Extensions.AI", AIScenarios.ToolsAsync);
await checks.RunAsync("a typed answer by Microsoft.Extensions.AI", AIScenarios.TypedAsync);
await checks.RunAsync("a chat client and a generator from a container", AIScenarios.RegisteredAsync);
await checks.RunAsync("spans and metrics of a tool loop", TelemetryScenarios.OwnLoopAsync);
await checks.RunAsync("spans under Microsoft.Extensions.AI", TelemetryScenarios.ChatClientAsync);
return checks.ExitCode;
