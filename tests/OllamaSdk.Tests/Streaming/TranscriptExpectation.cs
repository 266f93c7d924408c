using System.Text.Json;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Compares an outcome with everything a case expects of it.</summary>
internal static class TranscriptExpectation
{
    public static void Check(Transcript transcript, TranscriptOutcome outcome, string how)
    {
        try
        {
            CheckItems(transcript.Expected, outcome);
            CheckError(transcript, outcome);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{how}: {e.Message} (the call's own exception: {outcome.Error?.Message ?? "none"})", e);
        }
    }

    private static void CheckItems(JsonElement expected, TranscriptOutcome outcome)
    {
        Assert.Equal(expected.GetProperty("items").GetInt32(), outcome.Items);
        if (expected.TryGetProperty("content", out var text) || expected.TryGetProperty("response", out text))
        {
            // Not Assert.Equal on the text: one case has 9 MiB of it.
            Assert.True(outcome.Content.Equals(Transcript.Repeated(text)), "the text differs");
        }

        if (expected.TryGetProperty("thinking", out var thinking))
        {
            Assert.Equal(thinking.GetString(), outcome.Thinking.ToString());
        }

        if (expected.TryGetProperty("statuses", out var statuses))
        {
            Assert.Equal(statuses.EnumerateArray().Select(s => s.GetString()), outcome.Statuses);
        }

        if (expected.TryGetProperty("tool_calls", out var calls))
        {
            Assert.Equal(calls.GetArrayLength(), outcome.ToolCalls.Count);
            Assert.All(calls.EnumerateArray().Zip(outcome.ToolCalls), pair => CheckToolCall(pair.First, pair.Second));
        }

        if (expected.TryGetProperty("logprobs", out var logprobs))
        {
            Assert.Equal(logprobs.GetArrayLength(), outcome.Logprobs.Count);
            Assert.All(logprobs.EnumerateArray().Zip(outcome.Logprobs), pair => CheckLogprob(pair.First, pair.Second));
        }

        if (expected.TryGetProperty("final", out var final))
        {
            Assert.All(final.EnumerateObject(), member => Assert.Equal(Value(member.Value), outcome.Last[member.Name]));
        }
    }

    private static void CheckError(Transcript transcript, TranscriptOutcome outcome)
    {
        var error = transcript.Expected.GetProperty("error");
        Assert.Equal(error.ValueKind == JsonValueKind.Null, transcript.Expected.GetProperty("complete").GetBoolean());
        if (error.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(outcome.Error);
            return;
        }

        var kind = error.GetProperty("kind").GetString();
        Assert.Equal(kind, KindOf(outcome.Error));
        var refusal = outcome.Error as LlmApiException ?? (outcome.Error as LlmStreamException)?.ServerError;
        if (error.TryGetProperty("message", out var message))
        {
            Assert.Equal(message.GetString(), refusal?.ServerMessage);
        }

        if (error.TryGetProperty("status", out var status))
        {
            Assert.Equal(status.ValueKind == JsonValueKind.Null ? 200 : status.GetInt32(), refusal?.Status);
        }

        if (transcript.IsStreamed && kind != "http")
        {
            var partial = Assert.IsType<LlmException>(outcome.Error, exactMatch: false).Partial;
            Assert.NotNull(partial);
            Assert.Equal(outcome.Items, partial.ItemsReceived);
            Assert.Equal(outcome.Content.ToString(), partial.Content);
            Assert.Equal(outcome.Thinking.ToString(), partial.Thinking);
            Assert.Equal(outcome.Statuses.LastOrDefault(), partial.Status);
        }
    }

    private static string KindOf(Exception? error) => error switch
    {
        LlmApiException => "http",
        LlmProtocolException => "invalid-json",
        LlmStreamException { Reason: StreamFailure.ServerError } => "server",
        LlmStreamException { Reason: StreamFailure.Incomplete } => "incomplete",
        LlmStreamException { Reason: StreamFailure.Interrupted } => "transport",
        _ => $"{error?.GetType().Name ?? "no error"}: {error?.Message}",
    };

    private static void CheckToolCall(JsonElement expected, OllamaToolCall call)
    {
        Assert.Equal(expected.GetProperty("id").GetString(), call.Id);
        Assert.Equal(expected.GetProperty("index").GetInt32(), call.Function?.Index);
        Assert.Equal(expected.GetProperty("name").GetString(), call.Function?.Name);
        Assert.True(JsonElement.DeepEquals(expected.GetProperty("arguments"), call.Function!.Arguments!.Value));
    }

    private static void CheckLogprob(JsonElement expected, TokenLogprob logprob)
    {
        Assert.Equal(expected.GetProperty("token").GetString(), logprob.Token);
        Assert.Equal(expected.GetProperty("logprob").GetDouble(), logprob.Logprob);
        Assert.Equal(Bytes(expected), logprob.BytesOnWire);
        var top = expected.TryGetProperty("top_logprobs", out var list) ? list.EnumerateArray().ToArray() : [];
        Assert.Equal(top.Length, logprob.TopLogprobs?.Count ?? 0);
        Assert.All(top.Zip(logprob.TopLogprobs ?? []), pair =>
        {
            Assert.Equal(pair.First.GetProperty("token").GetString(), pair.Second.Token);
            Assert.Equal(pair.First.GetProperty("logprob").GetDouble(), pair.Second.Logprob);
            Assert.Equal(Bytes(pair.First), pair.Second.BytesOnWire);
        });
    }

    private static int[]? Bytes(JsonElement token) =>
        token.TryGetProperty("bytes", out var bytes) ? [.. bytes.EnumerateArray().Select(b => b.GetInt32())] : null;

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        _ => value.GetString(),
    };
}
