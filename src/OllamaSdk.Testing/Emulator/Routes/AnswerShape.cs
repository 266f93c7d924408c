using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The JSON of an answer: as a whole, as lines, or as the mark that something was loaded. Fields come in the server's order.</summary>
/// <param name="model">The name the request gave.</param>
/// <param name="logprobs">How the likelihood of tokens is told; <see langword="null"/> where it is not.</param>
/// <param name="withCached">Whether it is told how much of the prompt was known already.</param>
internal abstract class AnswerShape(string model, Logprobs? logprobs, bool withCached)
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
        var tokens = new List<Token>();
        Action<Utf8JsonWriter> thought = json => WriteOpen(json, new("", tokens[^1].Text, []), tokens, clock);
        Action<Utf8JsonWriter> word = json => WriteOpen(json, new(tokens[^1].Text, "", []), tokens, clock);
        foreach (var (token, line) in reply.Thinking.Select(token => (token, thought)).Concat(reply.Content.Select(token => (token, word))))
        {
            tokens.Add(token);
            // A character comes when it is whole.
            if (token.Text.Length > 0)
            {
                yield return line;
                tokens.Clear();
            }
        }

        if (reply.Calls.Count > 0)
        {
            yield return json => WriteOpen(json, new("", "", CallsOf(reply)), [], clock);
        }

        if (reply.IsUnfinished)
        {
            yield break;
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

    public void WriteWhole(Utf8JsonWriter json, Reply reply, TimeProvider clock)
    {
        var part = new Part(TextOf(reply.Content), TextOf(reply.Thinking), CallsOf(reply));
        IReadOnlyList<Token> tokens = [.. reply.Thinking, .. reply.Content];
        if (reply.IsUnfinished)
        {
            WriteOpen(json, part, tokens, clock);
        }
        else
        {
            WriteDone(json, part, tokens, reply, clock);
        }
    }

    public void WriteMark(Utf8JsonWriter json, string doneReason, TimeProvider clock)
    {
        WriteStart(json, new("", "", []), done: true, clock);
        json.WriteString("done_reason", doneReason);
        json.WriteEndObject();
    }

    /// <summary>The text, between <c>created_at</c> and <c>done</c>.</summary>
    protected abstract void WriteText(Utf8JsonWriter json, Part part);

    /// <summary>What stands between <c>done_reason</c> and the metrics.</summary>
    protected virtual void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<Token> tokens)
    {
    }

    /// <summary>What comes after the metrics, or where they are left out.</summary>
    protected virtual void WriteEnd(Utf8JsonWriter json, IReadOnlyList<Token> tokens)
    {
    }

    protected void WriteLogprobs(Utf8JsonWriter json, IReadOnlyList<Token> tokens)
    {
        if (tokens.Count > 0)
        {
            logprobs?.Write(json, tokens);
        }
    }

    private static IReadOnlyList<(CalledTool, string)> CallsOf(Reply reply) => [.. reply.Calls.Select((call, index) => (call, call.Id(index, reply.PromptTokens)))];

    private static string TextOf(IReadOnlyList<Token> tokens) => string.Concat(tokens.Select(token => token.Text));

    private void WriteOpen(Utf8JsonWriter json, Part part, IReadOnlyList<Token> tokens, TimeProvider clock)
    {
        WriteStart(json, part, done: false, clock);
        WriteLogprobs(json, tokens);
        json.WriteEndObject();
    }

    private void WriteDone(Utf8JsonWriter json, Part part, IReadOnlyList<Token> tokens, Reply reply, TimeProvider clock)
    {
        WriteStart(json, part, done: true, clock);
        json.WriteString("done_reason", reply.DoneReason);
        WriteBeforeMetrics(json, reply, tokens);
        json.WriteNumber("total_duration", reply.TotalDuration);
        json.WriteNumber("load_duration", reply.LoadDuration);
        json.WriteUnlessZero("prompt_eval_count", reply.PromptTokens);
        if (withCached)
        {
            json.WriteNumber("prompt_eval_cached_count", reply.CachedTokens);
        }

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
