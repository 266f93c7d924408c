using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The object of the Responses API, which repeats most of the request. Fields come in the server's order.</summary>
internal sealed class ResponseShape
{
    private readonly TimeProvider _clock;
    private readonly long _createdAt;
    private readonly string _model;
    private readonly string _truncation;
    private readonly bool _background;
    private readonly IReadOnlyList<JsonElement> _tools;
    // Outlives the request, whose memory is given back.
    private readonly Dictionary<string, JsonElement> _echo = new(StringComparer.Ordinal);

    /// <param name="request">What is repeated.</param>
    /// <param name="number">What stands in the ids.</param>
    /// <param name="clock">Tells when it was begun and completed.</param>
    /// <exception cref="RefusalException">A field has the wrong type.</exception>
    public ResponseShape(RequestBody request, int number, TimeProvider clock)
    {
        (Number, _clock, _createdAt, _model) = (number, clock, clock.GetUtcNow().ToUnixTimeSeconds(), request.Text("model"));
        _truncation = request.Text("truncation") is { Length: > 0 } truncation ? truncation : "disabled";
        _background = request.Flag("background") ?? false;
        _tools = [.. Functions(request).Select(tool => tool.Clone())];
        foreach (var name in (string[])["instructions", "max_output_tokens", "temperature", "top_p", "text", "reasoning"])
        {
            if (request.Find(name) is { } value)
            {
                _echo[name] = value.Clone();
            }
        }
    }

    public int Number { get; }

    /// <summary>The tools that the request brings itself; those that the real server would run are not here.</summary>
    public static IEnumerable<JsonElement> Functions(RequestBody request) => request.List("tools", "[]openai.ResponsesTool")
        .Where(tool => tool.ValueKind == JsonValueKind.Object && RequestBody.Find(tool, "type")?.ToString() == "function");

    /// <param name="json">Gets the object.</param>
    /// <param name="output">What has been made.</param>
    /// <param name="answer">The end of the answer; <see langword="null"/> while it is under way.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<OutputItem> output, NativeAnswer? answer)
    {
        json.WriteStartObject();
        json.WriteString("id", $"resp_{Number}");
        json.WriteString("object", "response");
        json.WriteNumber("created_at", _createdAt);
        WriteNumberOrNull(json, "completed_at", answer is null ? null : _clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("status", answer is null ? "in_progress" : "completed");
        json.WriteNull("incomplete_details");
        json.WriteString("model", _model);
        json.WriteNull("previous_response_id");
        WriteEcho(json, "instructions");
        json.WriteStartArray("output");
        foreach (var item in output)
        {
            item.Write(json);
        }

        json.WriteEndArray();
        json.WriteNull("error");
        WriteTools(json);
        json.WriteString("tool_choice", "auto");
        json.WriteString("truncation", _truncation);
        json.WriteBoolean("parallel_tool_calls", true);
        WriteText(json);
        WriteEcho(json, "top_p", orElse: 1);
        json.WriteNumber("presence_penalty", 0);
        json.WriteNumber("frequency_penalty", 0);
        json.WriteNumber("top_logprobs", 0);
        WriteEcho(json, "temperature", orElse: 1);
        WriteEcho(json, "reasoning");
        WriteUsage(json, answer);
        WriteEcho(json, "max_output_tokens");
        json.WriteNull("max_tool_calls");
        json.WriteBoolean("store", false);
        json.WriteBoolean("background", _background);
        json.WriteString("service_tier", "default");
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        json.WriteNull("safety_identifier");
        json.WriteNull("prompt_cache_key");
        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        json.WriteStartArray("tools");
        foreach (var tool in _tools)
        {
            json.WriteStartObject();
            foreach (var name in (string[])["type", "name", "description", "strict", "parameters"])
            {
                WriteOrNull(json, name, RequestBody.Find(tool, name));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteText(Utf8JsonWriter json)
    {
        json.WriteStartObject("text");
        if (_echo.TryGetValue("text", out var text) && text.ValueKind == JsonValueKind.Object && RequestBody.Find(text, "format") is { } format)
        {
            GenerationBody.Copy(json, "format", format);
        }
        else
        {
            json.WriteStartObject("format");
            json.WriteString("type", "text");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, NativeAnswer? answer)
    {
        if (answer is not { } end)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", end.PromptTokens);
        json.WriteNumber("output_tokens", end.AnswerTokens);
        json.WriteNumber("total_tokens", end.PromptTokens + end.AnswerTokens);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", end.CachedTokens ?? 0);
        json.WriteEndObject();
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteEcho(Utf8JsonWriter json, string name, int? orElse = null)
    {
        if (_echo.TryGetValue(name, out var value))
        {
            WriteOrNull(json, name, value);
        }
        else
        {
            WriteNumberOrNull(json, name, orElse);
        }
    }

    private static void WriteOrNull(Utf8JsonWriter json, string name, JsonElement? value)
    {
        json.WritePropertyName(name);
        if (value is { } present)
        {
            present.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
