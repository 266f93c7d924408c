using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The JSON of an answer: as a whole, as lines, or as the mark that something was loaded. Fields come in the server's order.</summary>
internal abstract class AnswerShape(string model)
{
    /// <summary>One line per token and one for the end, each made and dated when it is called.</summary>
    public IEnumerable<Func<byte[]>> Lines(Reply reply, TimeProvider clock)
    {
        foreach (var token in reply.Thinking)
        {
            yield return () => WireJson.Line(json => WriteOpen(json, "", token, clock));
        }

        foreach (var token in reply.Content)
        {
            yield return () => WireJson.Line(json => WriteOpen(json, token, "", clock));
        }

        yield return () => WireJson.Line(json => WriteDone(json, "", "", reply, clock));
    }

    public void WriteWhole(Utf8JsonWriter json, Reply reply, TimeProvider clock) =>
        WriteDone(json, string.Concat(reply.Content), string.Concat(reply.Thinking), reply, clock);

    public void WriteMark(Utf8JsonWriter json, string doneReason, TimeProvider clock)
    {
        WriteStart(json, "", "", done: true, clock);
        json.WriteString("done_reason", doneReason);
        json.WriteEndObject();
    }

    /// <summary>The text, between <c>created_at</c> and <c>done</c>.</summary>
    protected abstract void WriteText(Utf8JsonWriter json, string content, string thinking);

    /// <summary>What stands between <c>done_reason</c> and the metrics.</summary>
    protected virtual void WriteContext(Utf8JsonWriter json, Reply reply)
    {
    }

    private void WriteOpen(Utf8JsonWriter json, string content, string thinking, TimeProvider clock)
    {
        WriteStart(json, content, thinking, done: false, clock);
        json.WriteEndObject();
    }

    private void WriteDone(Utf8JsonWriter json, string content, string thinking, Reply reply, TimeProvider clock)
    {
        WriteStart(json, content, thinking, done: true, clock);
        json.WriteString("done_reason", reply.DoneReason);
        WriteContext(json, reply);
        json.WriteNumber("total_duration", reply.TotalDuration);
        json.WriteNumber("load_duration", Reply.LoadDuration);
        json.WriteUnlessZero("prompt_eval_count", reply.PromptTokens);
        json.WriteUnlessZero("prompt_eval_duration", reply.PromptDuration);
        json.WriteUnlessZero("eval_count", reply.EvalTokens);
        json.WriteUnlessZero("eval_duration", reply.EvalDuration);
        json.WriteEndObject();
    }

    private void WriteStart(Utf8JsonWriter json, string content, string thinking, bool done, TimeProvider clock)
    {
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteString("created_at", WireJson.Time(clock.GetUtcNow()));
        WriteText(json, content, thinking);
        json.WriteBoolean("done", done);
    }
}
