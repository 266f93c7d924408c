using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>What it costs to ask once more in a long conversation: all messages but one were sent before.</summary>
internal static class RequestSection
{
    private const string Area = "Request of 1,000 messages, one new";
    private const string Plain = "System.Text.Json by hand";
    private const string Model = "llama3.2:3b";
    private const int Messages = 1_000;
    private const int Calls = 20;

    // Till all of it is compiled for good: .NET counts calls first, and then waits for a quiet moment.
    private static readonly Repetition Several = new(WarmUps: 80, RunsPerRound: 2);

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var candidates = Candidates(server);
        var costs = await Measure.RunAsync(candidates, Calls, options.Rounds, Several);
        results.Add(Area, "in memory", [.. candidates.Select(one => one.Name)], costs, name => name != Plain);
        for (var i = 1; i < candidates.Count; i++)
        {
            results.Judge(Area, $"{candidates[i].Name}, CPU", "in memory", costs[i].Zip(costs[0], (ours, plain) => ours.CpuMicroseconds / plain.CpuMicroseconds), "× by hand", Bound.AtMost(0.3));
        }
    }

    /// <summary>By hand first, then the clients.</summary>
    public static IReadOnlyList<Candidate> Candidates(Uri server) =>
    [
        Many(Plain, ByHand(server, new RequestCounter())),
        Many("OllamaSdk, native", Native(server, new RequestCounter(), Messages)),
        Many("OllamaSdk, /v1", OpenAI(server, new RequestCounter())),
        Many("OllamaSdk, LlmClient", Llm(server, new RequestCounter())),
    ];

    /// <summary>The call of the native client, with so many messages of which one is new.</summary>
    public static Func<int, Task<long>> Native(Uri server, RequestCounter counter, int messages)
    {
        var client = new OllamaClient(new OllamaClientOptions { Endpoint = new Uri(server, Replies.ShortNative).ToString(), Handler = counter });
        OllamaChatMessage[] history = [.. Enumerable.Range(0, messages - 1).Select(i => i % 2 == 0 ? OllamaChatMessage.User(Text(i)) : OllamaChatMessage.Assistant(Text(i)))];
        return async call =>
        {
            var answer = await client.ChatAsync(new OllamaChatRequest { Model = Model, Messages = [.. history, OllamaChatMessage.User(Text(messages + call))] });
            return answer.Message.Content.Length + answer.EvalCount!.Value;
        };
    }

    private static Func<int, Task<long>> ByHand(Uri server, RequestCounter counter)
    {
        var chat = new PlainChat(new Uri(server, Replies.ShortNative), counter);
        PlainMessage[] history = [.. Enumerable.Range(0, Messages - 1).Select(i => new PlainMessage(i % 2 == 0 ? "user" : "assistant", Text(i)))];
        return call => chat.NativeAsync(new PlainRequest(Model, [.. history, new PlainMessage("user", Text(Messages + call))], false));
    }

    private static Func<int, Task<long>> OpenAI(Uri server, RequestCounter counter)
    {
        var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = new Uri(server, $"{Replies.ShortOpenAI}/v1").ToString(), Handler = counter });
        ChatCompletionMessage[] history = [.. Enumerable.Range(0, Messages - 1).Select(i => i % 2 == 0 ? ChatCompletionMessage.User(Text(i)) : ChatCompletionMessage.Assistant(Text(i)))];
        return async call =>
        {
            var answer = await client.ChatAsync(new ChatCompletionRequest { Model = Model, Messages = [.. history, ChatCompletionMessage.User(Text(Messages + call))] });
            return answer.Choices[0].Message.Content!.Text!.Length + answer.Usage!.CompletionTokens!.Value;
        };
    }

    private static Func<int, Task<long>> Llm(Uri server, RequestCounter counter)
    {
        var client = new LlmClient(new LlmClientOptions
        {
            Handler = counter,
            ReadVariable = static _ => null,
            Targets = { new LlmTarget(LlmProviders.Ollama, Model, new Uri(server, Replies.ShortNative).ToString()) },
        });
        LlmMessage[] history = [.. Enumerable.Range(0, Messages - 1).Select(i => i % 2 == 0 ? LlmMessage.User(Text(i)) : LlmMessage.Assistant(Text(i)))];
        return async call =>
        {
            var answer = await client.ChatAsync(new LlmRequest { Messages = [.. history, LlmMessage.User(Text(Messages + call))] });
            return answer.Content.Length + answer.Usage.CompletionTokens!.Value;
        };
    }

    private static Candidate Many(string name, Func<int, Task<long>> call) => new(name, async () =>
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
        {
            sum += await call(i);
        }

        return sum;
    }, ShortAnswers.Checksum * Calls);

    // Some two hundred characters, with what must be escaped, and each as long as the others: a request that lacks one is seen.
    private static string Text(int index) =>
        $"Message {index:D5} of a long conversation says \"something\" about the sky,\nthen about the café at the corner, and at last it asks what all of it has to do with the price of bread in a town by the sea.";
}

/// <summary>Takes requests as a network would, and gives the short answers. Every request must be as long as the first.</summary>
internal sealed class RequestCounter : HttpMessageHandler
{
    private readonly Compare.ShortAnswerHandler _answers = new();
    private readonly HttpMessageInvoker _inner;
    private long _length;

    public RequestCounter() => _inner = new HttpMessageInvoker(_answers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = new LengthStream();
        await request.Content!.CopyToAsync(body, cancellationToken);
        _length = _length == 0 ? body.Written : _length;
        return body.Written == _length
            ? await _inner.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A request of {body.Written} bytes where {_length} were sent before: something is left out.");
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        _answers.Dispose();
        base.Dispose(disposing);
    }
}
