using OllamaSdk.AotApp;

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
await checks.RunAsync("a conversation with a tool, saved and loaded", ConversationScenarios.NativeAsync);
await checks.RunAsync("the same over the OpenAI-compatible API", ConversationScenarios.OpenAIAsync);
await checks.RunAsync("the same over one client for many servers", ConversationScenarios.LlmAsync);
await checks.RunAsync("the emulator on a port", EmulatorScenarios.PortAsync);
await checks.RunAsync("many texts over a pool with little memory", FleetScenarios.BulkAsync);
await checks.RunAsync("a server program that ends at once", LaunchScenarios.EarlyEndAsync);
await checks.RunAsync("a client from configuration and a container", HostScenarios.ConfiguredClientAsync);
return checks.ExitCode;
