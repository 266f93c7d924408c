using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>Answers that are objects, whole and as they grow.</summary>
internal static class TypedAnswers
{
    public static Task<Ending> Native(Call call)
    {
        var client = call.Take().Native;
        return RunAsync(call,
            (prompt, token) => client.ChatAsync<Story>(prompt, options: call.Options(), cancellationToken: token),
            (prompt, token) => client.ChatStreamAsync<Story>(prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> OpenAI(Call call)
    {
        var client = call.Take().OpenAI;
        return RunAsync(call,
            (prompt, token) => client.ChatAsync<Story>(prompt, options: call.Options(), cancellationToken: token),
            (prompt, token) => client.ChatStreamAsync<Story>(prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> Llm(Call call)
    {
        var client = call.TakeLlm();
        return RunAsync(call,
            (prompt, token) => client.ChatAsync<Story>(prompt, options: call.Options(), cancellationToken: token),
            (prompt, token) => client.ChatStreamAsync<Story>(prompt, options: call.Options(), cancellationToken: token));
    }

    private static Task<Ending> RunAsync(
        Call call, Func<string, CancellationToken, Task<Story>> ask, Func<string, CancellationToken, IAsyncEnumerable<TypedUpdate<Story>>> stream)
    {
        var (prompt, story) = Tales.Typed[call.Random.Next(Tales.Typed.Count)];
        return call.Random.Next(2) == 0
            ? Reading.AskAsync(call, async token => Check(story, await ask(prompt, token)))
            : Reading.ReadAsync(call, story.Json, token => CheckedAsync(story, stream(prompt, token)));
    }

    private static async IAsyncEnumerable<ILlmTextPart> CheckedAsync(Story story, IAsyncEnumerable<TypedUpdate<Story>> stream)
    {
        var isThere = false;
        await foreach (var update in stream)
        {
            if (update.IsLast)
            {
                Check(story, update.Value);
                isThere = !isThere ? true : throw new FlawException(Flaw.Doubled, "there were two values");
            }

            yield return update;
        }

        if (!isThere)
        {
            throw new FlawException(Flaw.Lost, "the stream ended without its value");
        }
    }

    private static void Check(Story expected, Story actual) => Call.CheckWhole(expected.ToString(), actual.ToString());
}
