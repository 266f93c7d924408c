using System.Diagnostics;
using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Watching;

/// <summary>What was written in a request, for those who have switched it on. Secrets of the connection are taken out of it like anywhere else.</summary>
internal static class ContentTags
{
    public static void Set(Activity activity, object? request, SafeText safe)
    {
        switch (request)
        {
            case OllamaChatRequest chat:
                SetMessages(activity, safe, writer => MessageJson.Write(writer, chat.Messages));
                SetTools(activity, safe, chat.Tools?.Select(tool => (tool.Function?.Name, tool.Function?.Description, tool.Function?.Parameters)));
                break;
            case GenerateRequest generate:
                SetSystem(activity, safe, generate.System);
                SetMessages(activity, safe, writer => MessageJson.WriteUser(writer, generate.Prompt, generate.Images?.Count ?? 0));
                break;
            case ChatCompletionRequest chat:
                SetMessages(activity, safe, writer => MessageJson.Write(writer, chat.Messages));
                SetTools(activity, safe, chat.Tools?.Select(tool => (tool.Function?.Name, tool.Function?.Description, tool.Function?.Parameters)));
                break;
            case CompletionRequest completion:
                SetMessages(activity, safe, writer => MessageJson.WriteUser(writer, completion.Prompt is { Texts.Count: > 0 } prompt ? string.Join('\n', prompt.Texts) : null, 0));
                break;
            case ResponseRequest response:
                SetSystem(activity, safe, response.Instructions);
                SetMessages(activity, safe, writer => MessageJson.Write(writer, response.Input));
                break;
        }
    }

    private static void SetMessages(Activity activity, SafeText safe, Action<Utf8JsonWriter> write) =>
        activity.Tell(Names.InputMessages, safe.Clean(MessageJson.Array(write), int.MaxValue));

    private static void SetSystem(Activity activity, SafeText safe, string? system)
    {
        if (!string.IsNullOrEmpty(system))
        {
            activity.Tell(Names.SystemInstructions, safe.Clean(MessageJson.Array(writer => MessageJson.WriteText(writer, "text", system)), int.MaxValue));
        }
    }

    private static void SetTools(Activity activity, SafeText safe, IEnumerable<(string? Name, string? Description, JsonElement? Parameters)>? tools)
    {
        if (tools is null)
        {
            return;
        }

        activity.Tell(Names.ToolDefinitions, safe.Clean(MessageJson.Array(writer =>
        {
            foreach (var (name, description, parameters) in tools)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "function");
                writer.WriteString("name", name);
                writer.WriteString("description", description);
                if (parameters is { } schema)
                {
                    writer.WritePropertyName("parameters");
                    schema.WriteTo(writer);
                }

                writer.WriteEndObject();
            }
        }), int.MaxValue));
    }
}
