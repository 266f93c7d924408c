using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>What both ways of making a conversation short have in common: the model is asked for a summary, which becomes an item to be sent back.</summary>
internal static class Compaction
{
    private const string Trigger = "compaction_trigger";

    /// <summary>Whether the input ends in the item that asks for it.</summary>
    public static bool IsAskedFor(RequestBody request) =>
        request.Find("input") is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0 && IsTrigger(items[items.GetArrayLength() - 1]);

    public static bool IsTrigger(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && RequestBody.Find(item, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() == Trigger;

    /// <summary>Asks the model for a summary, in the native form.</summary>
    /// <exception cref="RefusalException">There is nothing to make short, or something that cannot be.</exception>
    public static Action<Utf8JsonWriter> Question(RequestBody request, bool stream)
    {
        var model = request.Text("model") is { Length: > 0 } name ? name : throw RefusalException.BadRequest("model is required");
        if (request.Find("input") is null or { ValueKind: JsonValueKind.Null })
        {
            throw RefusalException.BadRequest("input is required");
        }

        var messages = ResponseMessages.Read(request);
        if (messages.All(message => message.Content.Length == 0))
        {
            throw RefusalException.BadRequest("compaction input is empty");
        }

        if (messages.Any(message => message.Images.Count > 0))
        {
            throw RefusalException.BadRequest("images are not supported in compaction");
        }

        return json =>
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartArray("messages");
            foreach (var message in messages.Append(new NativeMessage("user", "Summarize this conversation.")))
            {
                MessageWriter.Write(json, message);
            }

            json.WriteEndArray();
            json.WriteBoolean("stream", stream);
            json.WriteEndObject();
        };
    }
}

/// <summary>A conversation that was made short.</summary>
internal sealed record CompactionItem(string Id, string Summary, bool IsComplete) : OutputItem(Id, IsComplete)
{
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type", "compaction");
        if (IsComplete)
        {
            // Encrypted by name only.
            json.WriteString("encrypted_content", Encoding.UTF8.GetString(WireJson.Write(WriteContent)));
        }
    }

    private void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "summary");
        json.WriteNumber("version", 1);
        json.WriteString("summary", Summary);
        json.WriteEndObject();
    }
}
