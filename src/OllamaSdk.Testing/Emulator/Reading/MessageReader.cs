using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Reading;

/// <summary>Messages in the native form: those of a request, and those that a model has of its own.</summary>
internal static class MessageReader
{
    /// <exception cref="RefusalException">A member has the wrong type.</exception>
    public static PromptMessage Read(RequestBody request, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw RefusalException.BadRequest("json: cannot unmarshal value into Go struct field ChatRequest.messages of type api.Message");
        }

        return new(request.Text(message, "role", "messages.role").ToLowerInvariant(), request.Text(message, "content", "messages.content"))
        {
            Thinking = request.Text(message, "thinking", "messages.thinking"),
            Images = [.. List(message, "images").Select(image => image.ToString())],
            Calls = [.. List(message, "tool_calls").Where(call => call.ValueKind == JsonValueKind.Object).Select(call => RequestBody.Find(call, "function"))
                .Where(function => function is { ValueKind: JsonValueKind.Object })
                .Select(function => new CalledTool(
                    request.Text(function!.Value, "name", "messages.tool_calls.function.name"), RequestBody.Find(function.Value, "arguments")?.GetRawText() ?? "{}"))],
        };
    }

    /// <summary>The words of the model's system, if it has any.</summary>
    public static IEnumerable<PromptMessage> System(EmulatedModel model) => model.Contents.System.Length > 0 ? [new("system", model.Contents.System)] : [];

    /// <summary>What every conversation with the model begins with.</summary>
    public static IEnumerable<PromptMessage> Own(EmulatedModel model)
    {
        if (model.Contents.Messages.Length == 0)
        {
            return [];
        }

        using var messages = JsonDocument.Parse(model.Contents.Messages);
        return [.. messages.RootElement.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object)
            .Select(message => new PromptMessage(Text(message, "role"), Text(message, "content")))];
    }

    private static IEnumerable<JsonElement> List(JsonElement owner, string name) =>
        RequestBody.Find(owner, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static string Text(JsonElement owner, string name) => RequestBody.Find(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
