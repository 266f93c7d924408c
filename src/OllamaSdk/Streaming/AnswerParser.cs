using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>Bytes to one typed answer, and each way that can fail to its exception; shared by every reader.</summary>
internal sealed class AnswerParser(string? contentType, SafeText safe, HttpResponseMessage? response = null)
{
    private const int MaxExcerptLength = 256;

    private readonly QuickItems _quick = new();
    private string? _oddForm;

    /// <summary>Is told of each odd form of the answer, once for those that come one after the other.</summary>
    public Action<string>? OddForm { get; init; }

    /// <summary>One item of a stream.</summary>
    public T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo, PartialAnswer partial)
        where T : class, IStreamItem
    {
        if (_quick.TryRead<T>(json) is { } quick)
        {
            return quick;
        }

        var item = Deserialize(json, typeInfo, partial);
        return HasError(item) ? throw ServerError(json, partial) : item;
    }

    /// <summary>The last line of a stream, which lacks its line end: if it does not parse it was cut off.</summary>
    public T ParseLast<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo, PartialAnswer partial)
        where T : class, IStreamItem
    {
        try
        {
            return Parse(json, typeInfo, partial);
        }
        catch (LlmProtocolException e) when (partial.ItemsReceived > 0 || json[0] == '{')
        {
            throw new LlmStreamException(StreamFailure.Incomplete, "The stream ended inside a line.", e) { Partial = partial };
        }
    }

    /// <summary>A whole unstreamed answer. One that says it is not done is an answer that was cut off.</summary>
    public T ParseWhole<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo)
    {
        json = json.Trim(" \t\r\n"u8);
        if (json.IsEmpty && typeof(T) == typeof(RawItem))
        {
            return (T)(object)new RawItem(default);
        }

        if (json.IsEmpty)
        {
            throw new LlmProtocolException($"The answer is empty{OfType()} where one is due.");
        }

        var answer = Deserialize(json, typeInfo, null);
        if (answer is IWireModel model && HasError(model))
        {
            throw ApiErrors.Create(200, json, safe, response);
        }

        if (answer is IStreamItem { IsLast: false, MayBeLast: false } cut)
        {
            var partial = new PartialAnswer { ItemsReceived = 1 };
            cut.AppendTo(partial);
            throw new LlmStreamException(StreamFailure.Incomplete, "The server's answer says that it is not complete.") { Partial = partial };
        }

        return answer;
    }

    /// <summary>The body of a call that needs none: whatever it is, an object with an error is one.</summary>
    public void ThrowIfError(ReadOnlySpan<byte> body)
    {
        var json = body.Trim(" \t\r\n"u8);
        if (json.Length > ApiErrors.MaxBodyBytes || !json.StartsWith("{"u8) || !Utf8.IsValid(json))
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            if (HasError(new RawItem(JsonElement.ParseValue(ref reader))))
            {
                throw ApiErrors.Create(200, json, safe, response);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Nobody has asked for it.
        }
    }

    public LlmStreamException Incomplete(PartialAnswer partial) => new(StreamFailure.Incomplete,
        $"The stream ended after {Plural.Of(partial.ItemsReceived, "item")} without the mark of its end{OfType()}; the answer is not complete.")
    { Partial = partial };

    public LlmStreamException LineTooLong(int limit, PartialAnswer partial) => new(StreamFailure.LimitExceeded,
        $"A line of the stream is longer than {Plural.Of(limit, "byte")} (MaxLineBytes in the client's options).")
    { Partial = partial };

    public LlmProtocolException NoEvents(ReadOnlySpan<byte> line, PartialAnswer partial) => Malformed("it is no stream of events", line, partial, null);

    public LlmStreamException ServerError(ReadOnlySpan<byte> json, PartialAnswer partial)
    {
        var cause = ApiErrors.Create(200, json, safe, response);
        return new LlmStreamException(StreamFailure.ServerError,
            $"The server reported an error after {Plural.Of(partial.ItemsReceived, "item")}: {cause.ServerMessage}", cause)
        { Partial = partial };
    }

    private T Deserialize<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo, PartialAnswer? partial)
    {
        // .NET finds invalid UTF-8 only when a string is read, which may be in the caller's code.
        if (!Utf8.IsValid(json))
        {
            throw Malformed("it is not valid UTF-8", json, partial, null);
        }

        try
        {
            // What a read that failed had left.
            OddForms.Take();
            var answer = JsonSerializer.Deserialize(json, typeInfo) ?? throw Malformed("it is null", json, partial, null);
            if (OddForms.Take() is { } form && form != _oddForm)
            {
                OddForm?.Invoke(_oddForm = form);
            }

            return answer;
        }
        catch (JsonException e) when (e.Path is null or "$")
        {
            throw Malformed("it is not the JSON object that is due", json, partial, e);
        }
        catch (JsonException e)
        {
            // No excerpt here: the path says where, and what is there may be anybody's words.
            throw new LlmProtocolException($"The answer{OfType()} does not fit the API at {safe.Clean(e.Path!, MaxExcerptLength)}.", e) { Partial = partial };
        }
    }

    private LlmProtocolException Malformed(string why, ReadOnlySpan<byte> json, PartialAnswer? partial, Exception? inner) =>
        new($"The answer{OfType()} cannot be read: {why}. It begins: {safe.Clean(json, MaxExcerptLength)}", inner) { Partial = partial };

    private string OfType() => contentType is null ? "" : $" (Content-Type {safe.Clean(contentType, 100)})";

    private static bool HasError(IWireModel model) =>
        model.AdditionalProperties is { } extra && extra.TryGetValue("error", out var error)
        && !(error.ValueKind == JsonValueKind.Null || (error.ValueKind == JsonValueKind.String && IsBlank(error)));

    // By the raw text: a lone surrogate cannot be made a string, and is an error's words all the same.
    private static bool IsBlank(JsonElement text) => text.GetRawText().AsSpan().Trim('"').IsWhiteSpace();
}
