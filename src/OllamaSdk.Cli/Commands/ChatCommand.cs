using System.Runtime.CompilerServices;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class ChatCommand(ServerOptions server) : PromptCommand("chat", "Asks a question and prints the answer as it comes.", server)
{
    protected override async IAsyncEnumerable<AnswerPart> AnswerAsync(
        OllamaClient client, string prompt, string model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in client.ChatStreamAsync(prompt, model, cancellationToken: cancellationToken))
        {
            yield return new AnswerPart(chunk.Message?.Thinking, chunk.Message?.Content);
        }
    }
}
