using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The settings that requests for text share, put into the native form.</summary>
internal static class GenerationBody
{
    private const string Efforts = "\"minimal\", \"low\", \"medium\", \"high\", \"xhigh\", \"ultra\", \"max\", or \"none\"";

    /// <param name="json">Gets the members of <c>options</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="limit">What the request calls the limit of the answer's tokens.</param>
    public static void WriteOptions(Utf8JsonWriter json, RequestBody request, string limit)
    {
        json.WriteStartObject("options");
        if (request.Find(limit) is not null)
        {
            json.WriteNumber("num_predict", request.Number(limit));
        }

        WriteStop(json, request.Find("stop"));
        foreach (var name in (string[])["seed", "frequency_penalty", "presence_penalty"])
        {
            Copy(json, name, request.Find(name));
        }

        foreach (var name in (string[])["temperature", "top_p"])
        {
            // Left out it is 1, whatever the model's own setting.
            if (request.Find(name) is { } value)
            {
                Copy(json, name, value);
            }
            else
            {
                json.WriteNumber(name, 1.0);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>How much the model is to think, if the request says it.</summary>
    /// <param name="json">Gets the native form.</param>
    /// <param name="effort">How hard to think; empty leaves it to the model.</param>
    /// <param name="known">The model's own levels, if it names any: then other words than OpenAI's are taken too.</param>
    /// <exception cref="RefusalException">No known level.</exception>
    public static void WriteThink(Utf8JsonWriter json, string effort, ModelThinking? known)
    {
        switch (effort)
        {
            case "":
                break;
            case "none":
                json.WriteBoolean("think", false);
                break;
            case "minimal":
                json.WriteString("think", "low");
                break;
            case "low" or "medium" or "high" or "max":
                json.WriteString("think", effort);
                break;
            case "xhigh" or "ultra":
                json.WriteString("think", "max");
                break;
            default:
                if (known is not null)
                {
                    json.WriteString("think", effort);
                    break;
                }

                throw RefusalException.BadRequest($"invalid reasoning value: \"{effort}\" (must be {Efforts})");
        }
    }

    /// <summary>The effort inside <c>reasoning</c>; empty without one.</summary>
    public static string Effort(RequestBody request) =>
        request.Find("reasoning") is { ValueKind: JsonValueKind.Object } reasoning ? request.Text(reasoning, "effort", "reasoning.effort") : "";

    public static void Copy(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { } present)
        {
            json.WritePropertyName(name);
            present.WriteTo(json);
        }
    }

    private static void WriteStop(Utf8JsonWriter json, JsonElement? stop)
    {
        if (stop is { ValueKind: JsonValueKind.String } text)
        {
            json.WriteStartArray("stop");
            text.WriteTo(json);
            json.WriteEndArray();
        }
        else
        {
            Copy(json, "stop", stop);
        }
    }
}
