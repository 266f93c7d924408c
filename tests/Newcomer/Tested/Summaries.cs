using OllamaSdk;

namespace Tested;

/// <summary>What is tested: it asks a model, and copes with a server that does not answer.</summary>
public sealed class Summaries(OllamaClient ollama)
{
    public async Task<string> OfAsync(string text, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await ollama.ChatAsync($"Summarise in one sentence: {text}", cancellationToken);
            return answer.Message.Content;
        }
        catch (LlmException e)
        {
            return $"No summary today. {e.Message}";
        }
    }
}
