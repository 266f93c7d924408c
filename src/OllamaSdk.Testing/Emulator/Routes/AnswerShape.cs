using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The JSON of an answer: as a whole, as lines, or as the mark that something was loaded. Fields come in the server's order.</summary>
/// <param name="model">The name the request gave.</param>
/// <param name="logprobs">How the likelihood of tokens is told; <see langword="null"/> where it is not.</param>
internal abstract class AnswerShape(string model, Logprobs? logprobs)
{
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
    private static readonly JsonEncodedText Done = JsonEncodedText.Encode("done");
    private readonly JsonEncodedText _model = WireJson.Encode(model);

    /// <summary>
    /// One line per token, one for the calls of tools and one for the end, each written and dated when it is called: which must be before the next is asked for.
    /// </summary>
    public IEnumerable<Action<Utf8JsonWriter>> Lines(Reply reply, TimeProvider clock)
    {
        // The same for every token: a stream may have a great many.
        var token = "";
        Action<Utf8JsonWriter> thought = json => WriteOpen(json, new("", token, []), token, clock);
        Action<Utf8JsonWriter> word = json => WriteOpen(json, new(token, "", []), token, clock);
        foreach (var next in reply.Thinking)
        {
            token = next;
            yield return thought;
        }

        foreach (var next in reply.Content)
        {
            token = next;
            yield return word;
        }

        if (reply.Calls.Count > 0)
        {
            yield return json => WriteOpen(json, new("", "", CallsOf(reply)), null, clock);
        }

        yield return json =>
        {
            if (reply.Failure is { } failure)
            {
                Answer.WriteError(json, failure);
            }
            else
            {
                WriteDone(json, new("", "", []), [], reply, clock);
            }
        };
    }

    public void WriteWhole(Utf8JsonWriter json, Reply reply, TimeProvider clock) =>
        WriteDone(json, new(string.Concat(reply.Content), string.Concat(reply.Thinking), CallsOf(reply)), [.. reply.Thinking, .. reply.Content], reply, clock);

    public void WriteMark(Utf8JsonWriter json, string doneReason, TimeProvider clock)
    {
        WriteStart(json, new("", "", []), done: true, clock);
        json.WriteString("done_reason", doneReason);
        json.WriteEndObject();
    }

    /// <summary>The text, between <c>created_at</c> and <c>done</c>.</summary>
    protected abstract void WriteText(Utf8JsonWriter json, Part part);

    /// <summary>What stands between <c>done_reason</c> and the metrics.</summary>
    protected virtual void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<string> tokens)
    {
    }

    /// <summary>What comes after the metrics, or where they are left out.</summary>
    protected virtual void WriteEnd(Utf8JsonWriter json, IReadOnlyList<string> tokens)
    {
    }

    protected void WriteLogprobs(Utf8JsonWriter json, IReadOnlyList<string> tokens)
    {
        if (tokens.Count > 0)
        {
            logprobs?.Write(json, tokens);
        }
    }

    private static IReadOnlyList<(CalledTool, string)> CallsOf(Reply reply) => [.. reply.Calls.Select((call, index) => (call, call.Id(index, reply.PromptTokens)))];

    private void WriteOpen(Utf8JsonWriter json, Part part, string? token, TimeProvider clock)
    {
        WriteStart(json, part, done: false, clock);
        if (token is not null)
        {
            logprobs?.Write(json, [token]);
        }

        json.WriteEndObject();
    }

    private void WriteDone(Utf8JsonWriter json, Part part, IReadOnlyList<string> tokens, Reply reply, TimeProvider clock)
    {
        WriteStart(json, part, done: true, clock);
        json.WriteString("done_reason", reply.DoneReason);
        WriteBeforeMetrics(json, reply, tokens);
        json.WriteNumber("total_duration", reply.TotalDuration);
        json.WriteNumber("load_duration", Reply.LoadDuration);
        json.WriteUnlessZero("prompt_eval_count", reply.PromptTokens);
        json.WriteUnlessZero("prompt_eval_duration", reply.PromptDuration);
        json.WriteUnlessZero("eval_count", reply.EvalTokens);
        json.WriteUnlessZero("eval_duration", reply.EvalDuration);
        WriteEnd(json, tokens);
        json.WriteEndObject();
    }

    private void WriteStart(Utf8JsonWriter json, Part part, bool done, TimeProvider clock)
    {
        json.WriteStartObject();
        json.WriteString(Model, _model);
        json.WriteString(CreatedAt, clock.GetUtcNow().UtcDateTime);
        WriteText(json, part);
        json.WriteBoolean(Done, done);
    }

    /// <summary>What one line says, or the whole answer.</summary>
    protected readonly record struct Part(string Content, string Thinking, IReadOnlyList<(CalledTool Tool, string Id)> Calls);
}
