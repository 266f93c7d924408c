using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Which function each call of a conversation asked for: results tell only the id, and some servers match by the name.</summary>
internal sealed class CallNames
{
    private Dictionary<string, string>? _names;

    public void Note(FunctionCallContent call) => (_names ??= new(StringComparer.Ordinal))[call.CallId] = call.Name;

    public string? Of(string callId) => _names?.GetValueOrDefault(callId);
}
