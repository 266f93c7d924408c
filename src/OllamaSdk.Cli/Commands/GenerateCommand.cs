using System.Runtime.CompilerServices;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class GenerateCommand(ServerOptions server) : PromptCommand("generate", "Completes a prompt and prints the text as it comes.", server)
{
    protected override async IAsyncEnumerable<AnswerPart> AnswerAsync(
        OllamaClient client, string prompt, string model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in client.GenerateStreamAsync(prompt, model, cancellationToken: cancellationToken))
        {
            yield return new AnswerPart(chunk.Thinking, chunk.Response);
        }
    }
}
