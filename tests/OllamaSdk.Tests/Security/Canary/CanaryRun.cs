using System.Collections.Concurrent;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>Runs operations against one server, each with clients of its own, and looks at everything that a person or a log may see of them.</summary>
/// <param name="fault">What the server does.</param>
/// <param name="operations">What is run.</param>
/// <param name="create">Makes the clients for one operation.</param>
internal sealed class CanaryRun(string fault, IReadOnlyList<CanaryOperation> operations, Func<CanaryHost> create)
{
    private const int MaxShown = 300;

    /// <summary>
    /// The members of exceptions and reports where prompts and answers may be, since they are asked for by name. Secrets may not. A list to be reviewed: a member
    /// that comes to it must be meant for what people and models write.
    /// </summary>
    private static readonly HashSet<string> s_named =
    [
        "LlmApiException.ServerMessage", "LlmApiException.Excerpt", "LlmApiException.Headers", "LlmProtocolException.Excerpt",
        "LlmSchemaException.RawText", "LlmSchemaException.Thinking", "LlmSchemaException.Path",
        // Of LlmToolException.Progress: the conversation up to the failure.
        "ToolInvocation.ArgumentsJson", "OllamaToolCallFunction.Arguments", "LlmToolCall.ArgumentsJson", "ChatToolCallFunction.Arguments", "ChatToolCallFunction.ArgumentsOnWire",
        "OllamaChatMessage.Content", "LlmMessage.Content", "ChatContent.Text", "ChatContentPart.Text", "TextOrParts.Text",
        "PartialAnswer.Content", "PartialAnswer.Thinking", "PartialAnswer.Status", "PartialToolCall.ArgumentsJson",
    ];

    /// <summary>Values that are a text, a list of texts or JSON: what they print is what they are.</summary>
    private static readonly HashSet<string> s_texts = ["ChatContent.ToString()", "ResponseContent.ToString()", "ToolResult.ToString()"];

    /// <summary>What a server sent is handed over as it came, unknown members and all; nothing in it is the SDK's own words.</summary>
    private static bool IsAsItCame(CanaryHit hit) => hit.Place.EndsWith(".AdditionalProperties", StringComparison.Ordinal) || hit.Place.Contains(".SendAsync(", StringComparison.Ordinal)
        || hit.Place.Contains(".SendStreamAsync(HttpMethod", StringComparison.Ordinal);

    private readonly ConcurrentQueue<string> _hits = new();
    private int _texts;

    /// <summary>Whether activities may hold prompts and answers, since an option says so.</summary>
    public bool MayTellContent { get; init; }

    /// <summary>What did not end well, by the operation's name.</summary>
    public ConcurrentDictionary<string, string> Failures { get; } = new();

    public async Task CheckAsync()
    {
        using var watch = new CanaryWatch();
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (operation, _) => await RunAsync(operation));

        var heard = new CanaryLook();
        foreach (var (place, text) in watch.Texts)
        {
            heard.At(place, text, secretsOnly: MayTellContent);
        }

        Take(heard, "");
        CanaryFigures.Note(fault, operations.Count, _texts, _hits.Count);
        Assert.True(_hits.IsEmpty, $"{_hits.Count} hits in {_texts} texts:\n{string.Join('\n', _hits.Take(50))}");
    }

    private async Task RunAsync(CanaryOperation operation)
    {
        using var host = create();
        var look = new CanaryLook();
        List<object?> given = [];
        try
        {
            foreach (var value in await Guard.Within(host.DriveAsync(operation.RunAsync(host, given)), operation.Name))
            {
                look.Through(value, $"result of {operation.Name}", named: true);
            }
        }
        catch (Exception e) when (e is not (TimeoutException or NotSupportedException))
        {
            Failures[operation.Name] = $"{e.GetType().Name}: {e.Message}";
            // The tool's own, which is a user's code: it comes out unchanged.
            if (!e.Message.StartsWith(CanaryHost.ToolFailure, StringComparison.Ordinal))
            {
                look.Through(e, "", named: false);
            }
        }

        foreach (var shown in host.Shown.Concat(given.OfType<object>().Where(one => one.GetType().Assembly == typeof(OllamaClient).Assembly)))
        {
            look.Print(shown);
        }

        foreach (var line in host.Logs.Lines)
        {
            look.At("log", line);
        }

        Take(look, operation.Name);
    }

    private void Take(CanaryLook look, string operation)
    {
        Interlocked.Add(ref _texts, look.Texts);
        foreach (var hit in look.Hits)
        {
            var isWritten = CanaryWords.Written.Contains(hit.Word);
            if (!IsAsItCame(hit) && !(isWritten && (s_named.Contains(hit.Place) || s_texts.Contains(hit.Place))))
            {
                _hits.Enqueue($"{hit.Place} | {hit.Word} | {operation} | {hit.Text[..Math.Min(hit.Text.Length, MaxShown)].ReplaceLineEndings(" ")}");
            }
        }
    }
}
