using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk.Streaming;

/// <summary>Bytes to one typed answer, and each way that can fail to its exception; shared by every reader.</summary>
internal sealed class AnswerParser(string? contentType, CallContext? call, HttpResponseMessage? response = null, Action<string>? onOdd = null)
{
    private const int MaxExcerptLength = 256;

    private readonly QuickItems _quick = new();

    // Made anew where it is needed: what was sent is known now, and most answers need none.
    private SafeText Safe => call?.Safe ?? SafeText.Nothing;

    /// <summary>Gets what was read although it has not the form that is due.</summary>
    public OddForm Odd { get; } = new(onOdd);

    /// <summary>
    /// Gets the text of items as it is in the answer, where somebody wants nothing else of them: what is parsed is then mostly one and the same item, whose
    /// text is empty. The text of an unusual item is in it as always.
    /// </summary>
    public IBufferWriter<byte>? TextTarget { get; set; }

    /// <summary>The item of a form that came before and begins what has arrived; <see langword="null"/> where there is none, or it is to be looked at.</summary>
    /// <param name="arrived">What has arrived, from the beginning of an item on.</param>
    /// <param name="end">What must follow the item.</param>
    /// <param name="limit">The longest item.</param>
    /// <param name="partial">Gets its text where that was written.</param>
    /// <param name="length">The length of the item, without its end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T? ParseKnown<T>(ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, PartialAnswer partial, out int length)
        where T : class, IStreamItem
    {
        length = 0;
        try
        {
            return TextTarget is { } target
                ? _quick.TryWriteKnown<T>(arrived, end, limit, target, partial, ref length)
                : _quick.TryReadKnown<T>(arrived, end, limit, ref length);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException) when (TextTarget is null)
        {
            return null;
        }
    }

    /// <summary>One item of a stream. The serializer is only made ready where an item is unusual: it costs a young program more than many items.</summary>
    public T Parse<T>(ReadOnlySpan<byte> json, Func<JsonTypeInfo<T>> typeInfo, PartialAnswer partial)
        where T : class, IStreamItem
    {
        if (_quick.TryRead<T>(json) is { } quick)
        {
            return quick.TellsError ? throw ServerError(json, partial) : quick;
        }

        var item = Deserialize(json, typeInfo(), partial);
        return HasError(item) ? throw ServerError(json, partial) : item;
    }

    /// <summary>The items that the stream of an answer would have had which came whole where one of them is due; none where the JSON reads as an item.</summary>
    public IReadOnlyList<IStreamItem> ParseAsWhole<T>(ReadOnlySpan<byte> json, PartialAnswer partial)
        where T : class, IStreamItem
    {
        try
        {
            var items = (Utf8.IsValid(json) ? T.FromWhole(json) : null) ?? [];
            return items is [.., { TellsError: true }] ? throw ServerError(json, partial) : items;
        }
        catch (JsonException)
        {
            // What is wrong is said when it is read as an item.
            return [];
        }
    }

    /// <summary>The last line of a stream, which lacks its line end: if it does not parse it was cut off.</summary>
    public T ParseLast<T>(ReadOnlySpan<byte> json, Func<JsonTypeInfo<T>> typeInfo, PartialAnswer partial)
        where T : class, IStreamItem
    {
        try
        {
            return Parse(json, typeInfo, partial);
        }
        catch (LlmProtocolException e) when ((partial.ItemsReceived > 0 || json[0] == '{') && !BeginsWithDocument(json))
        {
            throw new LlmStreamException(StreamFailure.Incomplete, "The stream ended inside a line.", e) { Partial = partial };
        }
    }

    /// <summary>A whole unstreamed answer. One that says it is not done, or holds nothing that could be one, was cut off.</summary>
    public T ParseWhole<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo)
    {
        json = BodyLooks.WithoutMark(json).Trim(" \t\r\n"u8);
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
            throw ApiErrors.Create(200, json, Safe, response);
        }

        if (answer is IStreamItem { IsUnfinished: true } unfinished)
        {
            var partial = new PartialAnswer { ItemsReceived = 1 };
            unfinished.AppendTo(partial);
            throw new LlmStreamException(StreamFailure.Incomplete, "The server's answer is not complete: it does not say that it is done.") { Partial = partial };
        }

        if (answer is IStreamItem { IsLast: false, MayBeLast: false })
        {
            Odd.Note("an answer that does not say whether it is done");
        }

        return answer;
    }

    /// <summary>An answer that was put together: what its last part said of an error is known only now.</summary>
    public void ThrowIfError(IWireModel whole)
    {
        if (HasError(whole))
        {
            var words = whole.AdditionalProperties is { } extra && extra.TryGetValue("error", out var error) ? error.GetRawText() : "\"\"";
            throw ApiErrors.Create(200, System.Text.Encoding.UTF8.GetBytes($"{{\"error\":{words}}}"), Safe, response);
        }
    }

    /// <summary>The body of a call that needs none: whatever it is, an object with an error is one.</summary>
    public void ThrowIfError(ReadOnlySpan<byte> body)
    {
        var json = BodyLooks.WithoutMark(body).Trim(" \t\r\n"u8);
        // A captive portal or another program has answered. An answer to HEAD shows that by its type only.
        if (IsHtml(json) || (response?.RequestMessage?.Method == HttpMethod.Head && contentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true))
        {
            throw Malformed("it is a web page, which no server of this API sends", json, null, null);
        }

        if (TellsOfError(json))
        {
            throw ApiErrors.Create(200, json, Safe, response);
        }
    }

    /// <summary>Whether the answer says of itself that it is JSON, a web page or other text.</summary>
    public bool IsText => contentType is { } type && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a text where bytes are due is no answer: it tells of an error, or it is another program's.</summary>
    public LlmException TextForBytes(ReadOnlySpan<byte> body)
    {
        try
        {
            ThrowIfError(body);
        }
        catch (LlmException e)
        {
            return e;
        }

        return body.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? NoBytes() : Malformed("it is text, where sound or other bytes are due", body, null, null);
    }

    /// <summary>An answer without a byte, where bytes are due.</summary>
    public LlmProtocolException NoBytes() => new($"The answer is empty{OfType()} where sound or other bytes are due.");

    public LlmStreamException Empty(PartialAnswer partial) =>
        new(StreamFailure.Incomplete, $"The answer is empty{OfType()} where a stream is due.") { Partial = partial };

    public LlmStreamException NoItems(PartialAnswer partial) =>
        new(StreamFailure.Incomplete, $"The stream holds nothing but the mark of its end{OfType()}; there is no answer.") { Partial = partial };

    public LlmStreamException Incomplete(PartialAnswer partial) => new(StreamFailure.Incomplete,
        $"The stream ended after {Plural.Of(partial.ItemsReceived, "item")} without the mark of its end{OfType()}; the answer is not complete.")
    { Partial = partial };

    public LlmStreamException LineTooLong(int limit, PartialAnswer partial) => new(StreamFailure.LimitExceeded,
        $"A line of the stream is longer than {Plural.Of(limit, "byte")} (MaxLineBytes in the client's options).")
    { Partial = partial };

    public static LlmStreamException AnswerTooLong(int limit) => new(StreamFailure.LimitExceeded,
        $"The answer is longer than {Plural.Of(limit, "byte")} (MaxAnswerBytes in the client's options).");

    public LlmProtocolException NoEvents(ReadOnlySpan<byte> line, PartialAnswer partial) => Malformed("it is no stream of events", line, partial, null);

    public LlmStreamException ServerError(ReadOnlySpan<byte> json, PartialAnswer partial)
    {
        var safe = Safe;
        var cause = ApiErrors.Create(200, json, safe.With(safe.Written.And(partial)), response);
        return new LlmStreamException(StreamFailure.ServerError,
            $"The server reported an error after {Plural.Of(partial.ItemsReceived, "item")}: {cause.Words}{ApiErrors.CutHint(cause.ServerMessage)}", cause)
        { Partial = partial };
    }

    private static bool TellsOfError(ReadOnlySpan<byte> json)
    {
        if (json.Length > ApiErrors.MaxBodyBytes || !json.StartsWith("{"u8) || !Utf8.IsValid(json))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return HasError(new RawItem(JsonElement.ParseValue(ref reader)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON is no error.
            return false;
        }
    }

    private static bool IsHtml(ReadOnlySpan<byte> body) =>
        body.StartsWith("<"u8) && ErrorBody.LooksLikeHtml(System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, "<!doctype".Length)]));

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
            var answer = ReadValue(json, typeInfo) ?? throw Malformed("it is null", json, partial, null);
            if (OddForms.Take() is { } form)
            {
                Odd.Note(form);
            }

            return answer is IStreamItem item ? (T)item.InUsualForm(Odd) : answer;
        }
        catch (JsonException e) when (e.Path is null or "$")
        {
            throw Malformed("it is not the JSON object that is due", json, partial, WithoutWords(e, json, null));
        }
        catch (JsonException) when (TellsOfError(json))
        {
            // What stands beside the error is not of the answer that was due.
            throw partial is null ? ApiErrors.Create(200, json, Safe, response) : ServerError(json, partial);
        }
        catch (JsonException e)
        {
            var path = KnownPath.Of(e.Path!, typeInfo);
            throw new LlmProtocolException($"The answer{OfType()} does not fit the API at {path}.", WithoutWords(e, json, path))
            {
                Partial = partial,
                Excerpt = Safe.Clean(json, MaxExcerptLength),
                WithoutAnswer = $"It does not fit the API at byte {e.BytePositionInLine}.",
            };
        }
    }

    private static T? ReadValue<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo)
    {
        if (typeof(IHoldsVectors).IsAssignableFrom(typeof(T)))
        {
            if (CutVectors.TryRead(json, typeInfo, out var answer))
            {
                return answer;
            }

            OddForms.Take();
        }

        return JsonSerializer.Deserialize(json, typeInfo);
    }

    // .NET's words quote what they are about, and it may be anybody's: a person's, a model's.
    private static JsonException WithoutWords(JsonException e, ReadOnlySpan<byte> json, string? path) =>
        new(JsonFault.Of(json) ?? "a value is not what the API says", path, e.LineNumber, e.BytePositionInLine);

    private LlmProtocolException Malformed(string why, ReadOnlySpan<byte> json, PartialAnswer? partial, Exception? inner) =>
        new($"The answer{OfType()} cannot be read: {why}.", inner)
        {
            Partial = partial,
            Excerpt = Safe.Clean(json, MaxExcerptLength),
            WithoutAnswer = $"It cannot be read: {why}.",
        };

    private string OfType() => (contentType, ContentEncoding) switch
    {
        (null, null) => "",
        (_, null) => $" (Content-Type {Safe.Clean(contentType!, 100)})",
        _ => $" (Content-Type {Safe.Clean(contentType ?? "unknown", 100)}, compressed although that was not asked for: Content-Encoding {Safe.Clean(ContentEncoding!, 100)})",
    };

    private string? ContentEncoding =>
        response?.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encoding) == true && !encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? encoding.ToString() : null;

    // What follows a document on its line is too much, not too little.
    private static bool BeginsWithDocument(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HasError(IWireModel model) => model.TellsError || (model.AdditionalProperties is { } extra
        && ((extra.TryGetValue("error", out var error)
                && !(error.ValueKind == JsonValueKind.Null || (error.ValueKind == JsonValueKind.String && IsBlank(error))))
            // The Responses API's own form, as other routes send it too.
            || (extra.ContainsKey("message") && (SaysError(extra, "type") || SaysError(extra, "object")))));

    private static bool SaysError(Dictionary<string, JsonElement> extra, string member) =>
        extra.TryGetValue(member, out var type) && type.ValueKind == JsonValueKind.String && TextOf(type) == "error";

    // A lone surrogate cannot be made a string, and is an error's words all the same.
    private static bool IsBlank(JsonElement text) => TextOf(text) is { } words && string.IsNullOrWhiteSpace(words);

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
