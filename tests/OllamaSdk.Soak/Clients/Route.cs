using OllamaSdk.OpenAI;

namespace OllamaSdk.Soak.Clients;

/// <summary>A way to the servers, with the clients that take it.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Nodes">What is on the way: only a failure of these excuses one of a call.</param>
/// <param name="Copies">How many requests may become of one on its way.</param>
/// <param name="Native">For Ollama's own API.</param>
/// <param name="OpenAI">For <c>/v1</c>.</param>
/// <param name="MayTransfer">Whether models and blobs may go this way.</param>
internal sealed record Route(string Name, IReadOnlyList<string> Nodes, int Copies, OllamaClient Native, OpenAICompatibleClient OpenAI, bool MayTransfer);
