using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.ApiCalls;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>What came of a body: the items as JSON, and how it ended.</summary>
/// <param name="Items">Each as it would be written again.</param>
/// <param name="End"><see langword="null"/> where the stream came to its end.</param>
internal sealed record StreamOutcome(IReadOnlyList<string> Items, LlmException? End)
{
    /// <summary>The end in words that must be the same however the body was split.</summary>
    public string EndText => End is null ? "" : $"{Kind}: {End.Message} {End.InnerException?.Message}";

    /// <summary>The kind of end: <c>ServerError</c>, <c>Incomplete</c>, <c>LimitExceeded</c>, <c>Protocol</c> …; empty for a good one.</summary>
    public string Kind => End switch
    {
        null => "",
        LlmStreamException stream => stream.Reason.ToString(),
        LlmProtocolException => "Protocol",
        _ => End.GetType().Name,
    };

    public void MustBe(StreamOutcome other, string how)
    {
        if (!Items.SequenceEqual(other.Items) || EndText != other.EndText)
        {
            throw new BrokenRuleException($"{how}:\n{string.Join('\n', Items)}\n{EndText}\nin place of\n{string.Join('\n', other.Items)}\n{other.EndText}");
        }
    }
}

/// <summary>Reads bodies as a client does, from the headers on.</summary>
internal static class Reading
{
    private static readonly Uri s_server = new("http://127.0.0.1:11434");
    private static readonly HttpMethod s_method = HttpMethod.Post;
    private static readonly ArrayBufferWriter<byte> s_buffer = new();
    private static readonly Utf8JsonWriter s_writer = new(s_buffer, new JsonWriterOptions { Encoder = LlmJson.Options.Encoder });

    public static RunnerSettings Settings { get; } = new()
    {
        Endpoint = s_server,
        Json = LlmJson.Options,
        Safe = Secret.Safe,
        TelemetryProvider = "fuzz",
        Timeouts = new TimeoutOptions { Idle = Timeout.InfiniteTimeSpan, Total = Timeout.InfiniteTimeSpan },
        Guard = new Prompting.PromptGuard(new PromptGuardOptions(), s_server, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System),
    };

    public static StreamOutcome Stream<T>(ReadOnlyMemory<byte> body, uint pieces, AnswerForm form, RunnerSettings settings, bool mayRepeatEndMark = false)
        where T : class, IStreamItem
    {
        var items = new List<string>();
        using var stream = new PieceBody(body, pieces);
        using var scope = Scope();
        using var answer = AnswerOf(stream, scope, form, settings, mayRepeatEndMark);
        var reader = new AnswerItems<T>(_ => Task.FromResult<HttpResponseMessage>(answer), new SingleUse("")).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (Done(reader.MoveNextAsync()))
            {
                items.Add(Text(reader.Current, settings.TypeInfo<T>()));
            }

            return new StreamOutcome(items, null);
        }
        catch (LlmException e)
        {
            Check(e, items.Count);
            return new StreamOutcome(items, e);
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Reads one whole answer.</summary>
    public static StreamOutcome Whole<T>(ReadOnlyMemory<byte> body, uint pieces)
    {
        using var stream = new PieceBody(body, pieces);
        using var scope = Scope();
        using var answer = AnswerOf(stream, scope, AnswerForm.Whole, Settings, false);
        try
        {
            var value = Done(new ValueTask<T>(Answer.ReadAsync<T>(Task.FromResult<HttpResponseMessage>(answer))));
            return new StreamOutcome([Text(value, Settings.TypeInfo<T>())], null);
        }
        catch (LlmException e)
        {
            Check(e, null);
            return new StreamOutcome([], e);
        }
    }

    // Half a surrogate pair in what is kept raw cannot be written.
    public static string Text<T>(T value, JsonTypeInfo<T> info)
    {
        s_buffer.ResetWrittenCount();
        s_writer.Reset();
        try
        {
            JsonSerializer.Serialize(s_writer, value, info);
            s_writer.Flush();
            return WithoutMadeIds(Encoding.UTF8.GetString(s_buffer.WrittenSpan));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return "cannot be written";
        }
    }

    // Calls without an id get one, made of a random number.
    private static string WithoutMadeIds(string text)
    {
        const int digits = 32;
        for (var at = text.IndexOf("\"call_", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\"call_", at + 1, StringComparison.Ordinal))
        {
            var start = at + "\"call_".Length;
            if (text.Length > start + digits && text[start + digits] == '"' && !text.AsSpan(start, digits).ContainsAnyExcept("0123456789abcdef"))
            {
                text = $"{text.AsSpan(0, start)}{text.AsSpan(start + digits)}";
            }
        }

        return text;
    }

    /// <summary>What holds for every exception of a call.</summary>
    /// <param name="failure">It.</param>
    /// <param name="delivered">How many items were delivered before; <see langword="null"/> where it was no stream.</param>
    public static void Check(LlmException failure, int? delivered)
    {
        if (delivered is { } count && failure.Partial?.ItemsReceived != count)
        {
            throw new BrokenRuleException($"An exception counts {failure.Partial?.ItemsReceived} items of {count}: {failure.Message}");
        }

        if (failure.Message.Length > 8 * 1024)
        {
            throw new BrokenRuleException($"A message is {failure.Message.Length} characters long: {failure.Message[..200]}");
        }

        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            Secret.MustNotBeIn(cause.Message);
        }

        if (failure is LlmStreamException { ServerError: { } error })
        {
            Errors.Check(error);
        }
        else if (failure is LlmApiException refusal)
        {
            Errors.Check(refusal);
        }
    }

    public static T Done<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    private static CallScope Scope() => new(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, CancellationToken.None, CancellationToken.None);

    private static Answer AnswerOf(Stream body, CallScope scope, AnswerForm form, RunnerSettings settings, bool mayRepeatEndMark)
    {
        var type = form switch { AnswerForm.Events => "text/event-stream", AnswerForm.Lines => "application/x-ndjson", _ => "application/json" };
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        var context = new CallContext(s_server, "m", new CallState(s_method, "/api/chat") { Known = Secret.Safe, Attempts = 1 });
        return new Answer(new Exchange(response, scope, new AnswerParser(type, context, response, static _ => { }), context), settings, form, mayRepeatEndMark);
    }
}
