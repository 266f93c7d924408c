using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OllamaSdk.CompilerServices;
using OllamaSdk.Json;

namespace OllamaSdk.Loop;

/// <summary>The type an answer must have: its schema for the server, and the reader of what comes back.</summary>
internal abstract class AnswerType<T>
{
    private const int MaxProblemLength = 200;

    private static readonly SafeText Safe = new();

    // Of references nobody can tell whether they may be null; of int? everybody.
    private static readonly bool IsNullable = default(T) is null && typeof(T).IsValueType;

    /// <summary>The schema; of an object.</summary>
    public abstract JsonElement Schema { get; }

    /// <exception cref="LlmSchemaException">The text is not that type's JSON.</exception>
    public T Parse(AnswerText answer, Uri endpoint, string? model)
    {
        var utf8 = Encoding.UTF8.GetBytes(answer.Text ?? "");
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var value = Read(ref reader);

            // Throws where something follows the value.
            return !reader.Read() && (value is not null || IsNullable) ? value! : throw new JsonException("it has no value");
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e) || e is FormatException)
        {
            var path = PathOf(e, utf8);
            throw new LlmSchemaException(Describe(e, path, answer, utf8), e)
            {
                RawText = answer.Text ?? "",
                Thinking = answer.Thinking,
                Path = path,
                IsCut = answer.IsCut,
                Endpoint = endpoint,
                Model = model,
            };
        }
    }

    /// <summary>Delivers the pieces of an answer as they come, and after the last one the value.</summary>
    public async IAsyncEnumerable<TypedUpdate<T>> StreamAsync<TChunk>(
        IAsyncEnumerable<TChunk> chunks, Func<TChunk, AnswerText> textOf, Uri endpoint, string? model, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (text, thinking, cut, calls) = (new StringBuilder(), new StringBuilder(), false, false);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var piece = textOf(chunk);
            text.Append(piece.Text);
            thinking.Append(piece.Thinking);
            cut |= piece.IsCut;
            calls |= piece.HasCalls;
            if (!string.IsNullOrEmpty(piece.Text) || !string.IsNullOrEmpty(piece.Thinking))
            {
                yield return new() { Text = piece.Text ?? "", Thinking = piece.Thinking ?? "" };
            }
        }

        var whole = new AnswerText(text.ToString(), thinking.Length > 0 ? thinking.ToString() : null, cut, calls);
        yield return new() { IsLast = true, Value = Parse(whole, endpoint, model) };
    }

    /// <summary>Reads one value with a reader that has not begun, and stops at its last token.</summary>
    protected abstract T? Read(ref Utf8JsonReader reader);

    private static string? PathOf(Exception exception, ReadOnlySpan<byte> utf8)
    {
        if (exception is not SchemaBreachException breach)
        {
            return (exception as JsonException)?.Path;
        }

        var path = SchemaBreach.Path(breach, utf8);
        return path.Length == 0 ? "$" : path[0] == '[' ? "$" + path : "$." + path;
    }

    private static string Describe(Exception exception, string? path, AnswerText answer, ReadOnlySpan<byte> utf8)
    {
        var problem = utf8.Trim(" \t\r\n"u8).IsEmpty ? Emptiness(answer)
            : exception is SchemaBreachException or not JsonException ? Safe.Clean(exception.Message, MaxProblemLength)
            : JsonFault.Of(utf8) ?? Safe.Clean(JsonFault.WordsOf((JsonException)exception), MaxProblemLength);
        var cut = answer.IsCut ? " It ended at the limit of tokens: allow more of them." : "";
        return $"The model's answer is not the JSON that was asked for{(path is null ? "" : $", at {path}")}: {problem}.{cut}".Replace("..", ".", StringComparison.Ordinal);
    }

    private static string Emptiness(AnswerText answer) => answer.HasCalls ? "it is empty, since the model asked for a tool"
        : string.IsNullOrWhiteSpace(answer.Thinking) ? "it is empty"
        : "it is empty, and all that the model wrote is in its thinking; switch thinking off for answers that must be JSON (Think.Off, on /v1 ReasoningEffort.None)";
}
