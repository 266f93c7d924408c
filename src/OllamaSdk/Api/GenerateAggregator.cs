using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>Adds the chunks of a streamed completion up to the answer that an unstreamed call would have given.</summary>
public sealed class GenerateAggregator
{
    private readonly StringBuilder _response = new();
    private readonly StringBuilder _thinking = new();
    private readonly List<OllamaToolCall> _toolCalls = [];
    private readonly List<TokenLogprob> _logprobs = [];
    private GenerateResponse? _last;
    private Dictionary<string, JsonElement>? _unknown;

    /// <summary>Adds the next chunk; the chunk itself is not changed.</summary>
    /// <param name="chunk">The next chunk, in the order in which they came.</param>
    public void Add(GenerateResponse chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        _last = chunk;
        _response.Append(chunk.Response);
        _thinking.Append(chunk.Thinking);
        _logprobs.AddRange(chunk.Logprobs);
        UnknownMembers.KeepLast(ref _unknown, chunk.AdditionalProperties);
        foreach (var call in chunk.ToolCalls)
        {
            ToolCalls.Add(_toolCalls, call);
        }
    }

    /// <summary>The answer so far; whole once <see cref="GenerateResponse.Done"/> is set.</summary>
    /// <returns>The whole answer, put together.</returns>
    /// <exception cref="InvalidOperationException">No chunk was added.</exception>
    public GenerateResponse ToResponse()
    {
        var last = _last ?? throw new InvalidOperationException("No chunk was added.");
        return last with
        {
            Response = _response.ToString(),
            Thinking = _thinking.Length > 0 ? _thinking.ToString() : null,
            ToolCalls = _toolCalls.Count > 0 ? [.. _toolCalls] : null,
            Logprobs = _logprobs.Count > 0 ? [.. _logprobs] : null,
            AdditionalProperties = _unknown is null ? null : new(_unknown),
        };
    }
}
