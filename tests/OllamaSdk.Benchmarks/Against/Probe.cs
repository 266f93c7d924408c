using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>What <see cref="Probe"/> can ask for.</summary>
internal enum ProbeCall
{
    NativeStream,
    OpenAIStream,
    Native,
    OpenAI,
}

/// <summary>
/// The calls that are compared. They use nothing but the SDK's public API, so that one compiled form runs over any build that has it, and only
/// types of the runtime pass in and out, since every build has types of its own.
/// </summary>
internal static class Probe
{
    private const string Address = "http://127.0.0.1:11434";
    private const string Model = "llama3.2:3b";
    private const string Question = "Why is the sky blue?";

    /// <param name="call">A <see cref="ProbeCall"/>.</param>
    /// <param name="handler">Answers every request.</param>
    /// <returns>Makes the call once, its request made anew as programs do, and gives a checksum of the answer.</returns>
    public static Func<Task<long>> Create(string call, HttpMessageHandler handler)
    {
        var native = new OllamaClient(new OllamaClientOptions { Endpoint = Address, Handler = handler });
        var openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{Address}/v1", Handler = handler });
        return Enum.Parse<ProbeCall>(call) switch
        {
            ProbeCall.NativeStream => () => ReadAsync(native),
            ProbeCall.OpenAIStream => () => ReadAsync(openAI),
            ProbeCall.Native => () => AskAsync(native),
            _ => () => AskAsync(openAI),
        };
    }

    private static async Task<long> ReadAsync(OllamaClient client)
    {
        var text = 0L;
        await foreach (var chunk in client.ChatStreamAsync(new OllamaChatRequest { Model = Model, Messages = [OllamaChatMessage.User(Question)] }))
        {
            text += chunk.Message!.Content!.Length;
        }

        return text;
    }

    private static async Task<long> ReadAsync(OpenAICompatibleClient client)
    {
        var sum = 0L;
        await foreach (var chunk in client.ChatStreamAsync(new ChatCompletionRequest { Model = Model, Messages = [ChatCompletionMessage.User(Question)] }))
        {
            sum += (chunk.Choices is [var choice, ..] ? choice.Delta?.Content?.Length ?? 0 : 0) + (chunk.Usage?.TotalTokens ?? 0);
        }

        return sum;
    }

    private static async Task<long> AskAsync(OllamaClient client)
    {
        var answer = await client.ChatAsync(new OllamaChatRequest { Model = Model, Messages = [OllamaChatMessage.User(Question)] });
        return answer.Message!.Content!.Length + answer.EvalCount!.Value;
    }

    private static async Task<long> AskAsync(OpenAICompatibleClient client)
    {
        var answer = await client.ChatAsync(new ChatCompletionRequest { Model = Model, Messages = [ChatCompletionMessage.User(Question)] });
        return answer.Choices![0].Message!.Content!.Text!.Length + answer.Usage!.CompletionTokens!.Value;
    }
}
