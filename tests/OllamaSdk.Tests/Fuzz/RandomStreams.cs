using System.Text.Json.Nodes;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>Makes the items of streams as a server could send them: parts of an answer, of several, and what may be left out left out.</summary>
internal static class RandomStreams
{
    private static readonly string[] s_pieces = ["a", " ", "", "é", "😀", "\n", "<b>", "\"x\"", "one two"];

    /// <summary>Of the native API.</summary>
    public static List<JsonObject> MakeNative(Random random, bool chat)
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

    /// <summary>Of <c>/v1</c>.</summary>
    public static List<JsonObject> MakeChunks(Random random)
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
}
