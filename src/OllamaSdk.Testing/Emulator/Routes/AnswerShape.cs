using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The JSON of an answer: as a whole, as lines, or as the mark that something was loaded. Fields come in the server's order.</summary>
/// <param name="model">The name the request gave.</param>
/// <param name="logprobs">How the likelihood of tokens is told; <see langword="null"/> where it is not.</param>
internal abstract class AnswerShape(string model, Logprobs? logprobs)
{
    /// <summary>One line per token, one for the calls of tools and one for the end, each made and dated when it is called.</summary>
    public IEnumerable<Func<byte[]>> Lines(Reply reply, TimeProvider clock)
    {
        foreach (var token in reply.Thinking)
        {
            yield return () => WireJson.Line(json => WriteOpen(json, new("", token, []), [token], clock));
        }

        foreach (var token in reply.Content)
        {
            yield return () => WireJson.Line(json => WriteOpen(json, new(token, "", []), [token], clock));
        }

        if (reply.Calls.Count > 0)
        {
            yield return () => WireJson.Line(json => WriteOpen(json, new("", "", CallsOf(reply)), [], clock));
        }

        yield return () => WireJson.Line(json =>
        {
            if (reply.Failure is { } failure)
            {
                Answer.WriteError(json, failure);
            }
            else
            {
                WriteDone(json, new("", "", []), [], reply, clock);
            }
        });
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

    private void WriteOpen(Utf8JsonWriter json, Part part, IReadOnlyList<string> tokens, TimeProvider clock)
    {
        WriteStart(json, part, done: false, clock);
        WriteLogprobs(json, tokens);
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
        json.WriteString("model", model);
        json.WriteString("created_at", WireJson.Time(clock.GetUtcNow()));
        WriteText(json, part);
        json.WriteBoolean("done", done);
    }

    /// <summary>What one line says, or the whole answer.</summary>
    protected readonly record struct Part(string Content, string Thinking, IReadOnlyList<(CalledTool Tool, string Id)> Calls);
}
