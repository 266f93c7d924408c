using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>The sum of a stream's items, against a plain sum of their JSON.</summary>
public sealed class AggregatorFuzzTests
{
    private const int Streams = 3000;

    private static readonly string[] s_pieces = ["a", " ", "", "é", "😀", "\n", "<b>", "\"x\"", "one two"];

    [Theory]
    [InlineData(21)]
    public void Chat(int seed) => Each<OllamaChatResponse>(seed, random => MakeNative(random, chat: true), chunks =>
    {
        var aggregator = new ChatAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToResponse());
    }, chunks =>
    {
        var whole = Clone(chunks[^1]);
        var messages = chunks.Select(chunk => chunk["message"] as JsonObject).OfType<JsonObject>().ToList();
        var message = Clone(whole["message"] as JsonObject);
        Set(message, "role", Last(messages, "role") ?? "assistant");
        Set(message, "content", Concat(messages, "content"));
        Set(message, "thinking", NotEmpty(Concat(messages, "thinking")));
        Set(message, "tool_calls", List(messages, "tool_calls"));
        Set(message, "x_own", Last(messages, "x_own"));
        Set(whole, "message", message);
        Set(whole, "logprobs", List(chunks, "logprobs"));
        return whole;
    });

    [Theory]
    [InlineData(22)]
    public void Generate(int seed) => Each<GenerateResponse>(seed, random => MakeNative(random, chat: false), chunks =>
    {
        var aggregator = new GenerateAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToResponse());
    }, chunks =>
    {
        var whole = Clone(chunks[^1]);
        Set(whole, "response", Concat(chunks, "response"));
        Set(whole, "thinking", NotEmpty(Concat(chunks, "thinking")));
        Set(whole, "tool_calls", List(chunks, "tool_calls"));
        Set(whole, "logprobs", List(chunks, "logprobs"));
        return whole;
    });

    [Theory]
    [InlineData(23)]
    public void Chunks(int seed) => Each<ChatCompletionChunk>(seed, MakeChunks, chunks =>
    {
        var aggregator = new ChatCompletionAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToCompletion());
    }, chunks =>
    {
        var whole = new JsonObject { ["object"] = "chat.completion" };
        foreach (var name in (string[])["id", "created", "model", "system_fingerprint"])
        {
            Set(whole, name, chunks[0][name]);
        }

        Set(whole, "service_tier", chunks[^1]["service_tier"] ?? chunks[0]["service_tier"]);
        Set(whole, "timings", chunks[^1]["timings"]);
        Set(whole, "usage", Last(chunks, "usage"));
        var choices = chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => choice!.AsObject());
        Set(whole, "choices", new JsonArray([.. choices.GroupBy(choice => choice["index"]?.GetValue<int>() ?? 0).OrderBy(group => group.Key).Select(group => Choice(group.Key, [.. group]))]));
        return whole;
    });

    private static JsonObject Choice(int index, IReadOnlyList<JsonObject> parts)
    {
        var deltas = parts.Select(part => part["delta"] as JsonObject).OfType<JsonObject>().ToList();
        var message = new JsonObject();
        Set(message, "role", Last(deltas, "role") ?? "assistant");
        Set(message, "content", Concat(deltas, "content"));
        Set(message, "reasoning", NotEmpty(Concat(deltas, "reasoning")));
        Set(message, "reasoning_content", NotEmpty(Concat(deltas, "reasoning_content")));
        Set(message, "refusal", NotEmpty(Concat(deltas, "refusal")));
        Set(message, "x_own", Last(deltas, "x_own"));
        var calls = (List(deltas, "tool_calls") ?? []).Select(call => call!.AsObject()).GroupBy(call => call["index"]!.GetValue<int>())
            .Select(call => new JsonObject
            {
                ["index"] = call.Key,
                ["id"] = call.First()["id"]!.DeepClone(),
                ["type"] = "function",
                ["function"] = new JsonObject
                {
                    ["name"] = call.First()["function"]!["name"]!.DeepClone(),
                    ["arguments"] = string.Concat(call.Select(part => part["function"]!["arguments"]!.GetValue<string>())),
                },
            });
        Set(message, "tool_calls", calls.Any() ? new JsonArray([.. calls]) : null);
        var choice = new JsonObject { ["index"] = index, ["message"] = message };
        Set(choice, "finish_reason", Last(parts, "finish_reason"));
        Set(choice, "stop_reason", parts[^1]["stop_reason"]);
        var logprobs = parts.SelectMany(part => part["logprobs"]?["content"] as JsonArray ?? []).Select(token => token!.DeepClone()).ToArray();
        Set(choice, "logprobs", logprobs.Length > 0 ? new JsonObject { ["content"] = new JsonArray(logprobs) } : null);
        return choice;
    }

    private static List<JsonObject> MakeNative(Random random, bool chat)
    {
        var (chunks, calls, own) = (new List<JsonObject>(), 0, random.Next(8));
        for (var left = random.Next(8); left >= 0; left--)
        {
            var part = new JsonObject();
            Maybe(random, part, chat ? "content" : "response", Text(random));
            Maybe(random, part, "thinking", Text(random));
            if (random.Next(4) == 0)
            {
                part["tool_calls"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => NativeCall(calls++))]);
            }

            var chunk = part;
            if (chat)
            {
                Maybe(random, part, "role", random.Next(5) == 0 ? "" : "assistant");
                Set(part, "x_own", left == own ? JsonNode.Parse("""{"a":[1,null]}""") : null);
                chunk = random.Next(6) == 0 ? [] : new JsonObject { ["message"] = random.Next(8) == 0 ? null : part };
            }

            Maybe(random, chunk, "model", "m");
            Maybe(random, chunk, "created_at", "2026-01-02T03:04:05.0000001+00:00");
            if (random.Next(4) == 0)
            {
                chunk["logprobs"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Logprob(random))]);
            }

            chunk["done"] = left == 0;
            if (left == 0)
            {
                Maybe(random, chunk, "done_reason", "stop");
                Maybe(random, chunk, "eval_count", random.Next());
                Maybe(random, chunk, "total_duration", random.NextInt64());
            }

            chunks.Add(chunk);
        }

        return chunks;
    }

    private static List<JsonObject> MakeChunks(Random random)
    {
        var (chunks, width, own) = (new List<JsonObject>(), random.Next(1, 4), random.Next(8));
        var begun = new int[width];
        for (var left = random.Next(8); left >= 0; left--)
        {
            var choices = new JsonArray();
            foreach (var index in Enumerable.Range(0, width).Where(_ => random.Next(3) > 0))
            {
                var (delta, isAbsent) = (new JsonObject(), random.Next(8) == 0);
                Maybe(random, delta, "role", random.Next(5) == 0 ? "" : "assistant");
                Array.ForEach(["content", "reasoning", "reasoning_content", "refusal"], name => Maybe(random, delta, name, Text(random)));
                Set(delta, "x_own", left == own ? JsonNode.Parse("""{"a":[1,null]}""") : null);
                if (!isAbsent && random.Next(3) == 0)
                {
                    delta["tool_calls"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Fragment(random, index, begun))]);
                }

                var choice = new JsonObject { ["index"] = index, ["delta"] = isAbsent ? null : delta };
                Maybe(random, choice, "finish_reason", left == 0 ? "stop" : null);
                Maybe(random, choice, "stop_reason", left == 0 ? random.Next(9) : null);
                Maybe(random, choice, "logprobs", random.Next(3) > 0 ? null : new JsonObject { ["content"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Logprob(random))]) });
                choices.Add(choice);
            }

            if (width == 1 && choices.Count == 1 && random.Next(4) == 0)
            {
                choices[0]!.AsObject().Remove("index");
            }

            var chunk = new JsonObject { ["choices"] = choices };
            Maybe(random, chunk, "id", $"c{random.Next(2)}");
            Maybe(random, chunk, "created", random.Next());
            Maybe(random, chunk, "model", "m");
            Maybe(random, chunk, "system_fingerprint", "f");
            Maybe(random, chunk, "service_tier", $"t{left}");
            Maybe(random, chunk, "timings", new JsonObject { ["predicted_n"] = left });
            Maybe(random, chunk, "usage", random.Next(2) == 0 ? null : new JsonObject { ["prompt_tokens"] = random.Next(), ["total_tokens"] = left });
            chunks.Add(chunk);
        }

        return chunks;
    }

    // The first part of each call tells id and name; all belong by index.
    private static JsonObject Fragment(Random random, int choice, int[] begun)
    {
        var isNew = begun[choice] == 0 || random.Next(3) == 0;
        var index = isNew ? begun[choice]++ : random.Next(begun[choice]);
        var function = new JsonObject { ["arguments"] = Text(random) };
        Set(function, "name", isNew ? $"tool{index}" : null);
        var call = new JsonObject { ["index"] = index, ["function"] = function };
        Set(call, "id", isNew ? $"call_{choice}_{index}" : null);
        return call;
    }

    private static JsonObject NativeCall(int number) => new()
    {
        ["id"] = $"call_{number}",
        ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = new JsonObject { ["n"] = number } },
    };

    private static JsonObject Logprob(Random random) => new() { ["token"] = Text(random), ["logprob"] = -random.Next(9), ["bytes"] = new JsonArray(97), ["top_logprobs"] = new JsonArray() };

    private static string Text(Random random) => s_pieces[random.Next(s_pieces.Length)];

    private static void Maybe(Random random, JsonObject target, string name, JsonNode? value)
    {
        if (random.Next(3) > 0)
        {
            target[name] = random.Next(6) == 0 ? null : value;
        }
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        target.Remove(name);
        if (value is not null)
        {
            target[name] = value.DeepClone();
        }
    }

    private static string Concat(IEnumerable<JsonObject> parts, string name) => string.Concat(parts.Select(part => part[name]?.GetValue<string>()));

    private static string? NotEmpty(string text) => text.Length > 0 ? text : null;

    private static JsonNode? Last(IEnumerable<JsonObject> parts, string name) =>
        parts.Select(part => part[name]).LastOrDefault(value => value is not null && !(value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0));

    private static JsonArray? List(IEnumerable<JsonObject> parts, string name) =>
        parts.SelectMany(part => part[name] as JsonArray ?? []).Select(item => item!.DeepClone()).ToArray() is { Length: > 0 } items ? new JsonArray(items) : null;

    // What is null is as good as absent.
    private static JsonObject Clone(JsonObject? value) => new((value ?? []).Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)));

    private static void Each<T>(int seed, Func<Random, List<JsonObject>> make, Func<List<T>, JsonElement> sum, Func<List<JsonObject>, JsonObject> plainly)
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        var random = new Random(seed);
        for (var i = 0; i < Streams; i++)
        {
            var chunks = make(random);
            var parser = new AnswerParser(null, null);

            var actual = sum([.. chunks.Select(chunk => parser.Parse(Encoding.UTF8.GetBytes(chunk.ToJsonString()), info, new PartialAnswer()))]);

            using var expected = JsonDocument.Parse(plainly(chunks).ToJsonString());
            Assert.True(
                JsonElement.DeepEquals(expected.RootElement, actual),
                $"Seed {seed}, stream {i}:\n{string.Join('\n', chunks.Select(chunk => chunk.ToJsonString()))}\ngave {actual.GetRawText()}\nin place of {expected.RootElement.GetRawText()}");
        }
    }
}
