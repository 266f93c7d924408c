using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Calls of functions, between the model's words and <see cref="FunctionCallContent"/>.</summary>
internal static class CallContents
{
    // What could not be read goes back as the model wrote it: it is told of its slip, and should see it.
    private const string Unread = "unread_arguments";

    /// <summary>A call as the model made it. Arguments that are no object are an <see cref="FunctionCallContent.Exception"/>, which the model is told.</summary>
    public static FunctionCallContent From(LlmToolCall call, string api, AnswerShape shape, object? raw)
    {
        var content = FunctionCallContent.CreateFromParsedArguments(call.ArgumentsJson, call.Id, shape.NameOf(call.Name), Parse);
        content.RawRepresentation = raw ?? call;
        WireMembers.Keep(content, api, call.AdditionalProperties);
        if (content.Exception is not null)
        {
            (content.AdditionalProperties ??= [])[Unread] = call.ArgumentsJson;
        }

        return content;
    }

    /// <exception cref="ArgumentException">An argument has a type that nobody knows how to write.</exception>
    public static LlmToolCall To(FunctionCallContent content, string? api) => new(content.CallId, content.Name, Arguments(content))
    {
        AdditionalProperties = api is null ? null : WireMembers.Of(content.AdditionalProperties, api),
    };

    private static string Arguments(FunctionCallContent content) =>
        content.Arguments is { Count: > 0 } arguments ? Encoding.UTF8.GetString(ValueJson.ObjectUtf8(arguments))
        : content.Arguments is null && GivenProperties.Text(content.AdditionalProperties, Unread) is { } unread ? unread
        : "{}";

    private static Dictionary<string, object?>? Parse(string json)
    {
        var text = CallArguments.Unwrap(json);
        if (CallArguments.AreAbsent(text))
        {
            return [];
        }

        using var document = JsonDocument.Parse(text!);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"The arguments of a call must be a JSON object, not {document.RootElement.ValueKind}.");
        }

        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            arguments[member.Name] = member.Value.Clone();
        }

        return arguments;
    }
}
