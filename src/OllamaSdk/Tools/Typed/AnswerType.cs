using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
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

    /// <summary>Whether the schema is an object around that of the value.</summary>
    protected virtual bool IsWrapped => false;

    /// <summary>Reads the whole text; where that is not the value, what is meant by it.</summary>
    /// <exception cref="LlmSchemaException">The text is not that type's JSON.</exception>
    public T Parse(AnswerText answer, Uri? endpoint, string? model, bool isStrict, int repairs, out IReadOnlyList<string> mendings)
    {
        mendings = [];
        var utf8 = Encoding.UTF8.GetBytes(answer.Text ?? "");
        var (json, values) = (utf8, 1);
        var fault = TryRead(json, out var value);

        // What was cut may have more to it than what is there.
        if (fault is not null && !isStrict && !answer.HitTokenLimit && AnswerJson.Only(utf8, out values) is { IsEmpty: false } only && only.Length != utf8.Length | IsBare(only))
        {
            json = IsBare(only) ? [.. WrappedSchema.Before, .. only, .. WrappedSchema.After] : only.ToArray();
            fault = TryRead(json, out value);
        }

        if (fault is not null && !isStrict && ArgumentMender.Mend(json, JsonMarshal.GetRawUtf8Value(Schema), [], out var mended) is { } meant)
        {
            (json, fault) = (meant, TryRead(meant, out value));
            mendings = fault is null ? mended : [];
        }

        return fault is null ? value! : throw Breach(fault, json, values, answer, endpoint, model, repairs);
    }

    /// <summary>Reads a value that may not be whole yet.</summary>
    public bool TryReadPart(byte[] json, [MaybeNullWhen(false)] out T value) => TryRead(json, out value) is null;

    /// <summary>What the model reads of its answer.</summary>
    public string WordsFor(LlmSchemaException breach) =>
        $"{breach.WordsForModel ?? breach.Message}\nAnswer again, with nothing but JSON that fits this schema:\n{Schema.GetRawText()}";

    private bool IsBare(ReadOnlySpan<byte> json) => IsWrapped && json[0] != '{';

    private Exception? TryRead(byte[] json, out T? value)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            value = Read(ref reader);

            // Throws where something follows the value.
            return !reader.Read() && (value is not null || IsNullable) ? null : new JsonException("it has no value");
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e) || e is FormatException)
        {
            value = default;
            return e;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException or NotSupportedException))
        {
            // What a constructor or a setter refuses; the words are its own.
            value = default;
            return new SchemaBreachException(SchemaBreach.WordsOf(e), reader.TokenStartIndex, e);
        }
    }

    private static LlmSchemaException Breach(Exception fault, byte[] json, int values, AnswerText answer, Uri? endpoint, string? model, int repairs)
    {
        var path = PathOf(fault, json);
        var hint = Hint(answer, values);
        return new LlmSchemaException(Describe(fault.Message, fault, path, answer, json) + hint, WithoutWords(fault, json))
        {
            WordsForModel = Describe((fault as SchemaBreachException)?.Words ?? fault.Message, fault, path, answer, json) + hint,
            RawText = answer.Text ?? "",
            Thinking = answer.Thinking,
            Path = path,
            HitTokenLimit = answer.HitTokenLimit,
            Repairs = repairs,
            Endpoint = endpoint,
            Model = model,
        };
    }

    private static string Hint(AnswerText answer, int values) =>
        values > 1 ? $" It holds {values} JSON values, and one was asked for."
        : string.IsNullOrWhiteSpace(answer.Text) || AnswerJson.BeginsWithJson(Encoding.UTF8.GetBytes(answer.Text)) ? ""
        : " It does not begin with JSON: the server seems to have ignored the schema (`format`, on /v1 `response_format`).";

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

    // .NET's words quote what they are about, which is the model's answer here.
    private static Exception WithoutWords(Exception fault, ReadOnlySpan<byte> json) => fault is SchemaBreachException or not JsonException
        ? fault
        : new JsonException(JsonFault.Of(json) ?? "a value is not what the type says", null, (fault as JsonException)!.LineNumber, (fault as JsonException)!.BytePositionInLine);

    private static string Describe(string words, Exception exception, string? path, AnswerText answer, ReadOnlySpan<byte> utf8)
    {
        var problem = utf8.Trim(" \t\r\n"u8).IsEmpty ? Emptiness(answer)
            : exception is SchemaBreachException or not JsonException ? Safe.Clean(words, MaxProblemLength)
            : JsonFault.Of(utf8) ?? Safe.Clean(JsonFault.WordsOf((JsonException)exception), MaxProblemLength);
        var cut = answer.HitTokenLimit ? " It ended at the limit of tokens: allow more of them." : "";
        return $"The model's answer is not the JSON that was asked for{(path is null ? "" : $", at {path}")}: {problem}.{cut}".Replace("..", ".", StringComparison.Ordinal);
    }

    private static string Emptiness(AnswerText answer) => answer.HasCalls ? "it is empty, since the model asked for a tool"
        : string.IsNullOrWhiteSpace(answer.Thinking) ? "it is empty"
        : "it is empty, and all that the model wrote is in its thinking; switch thinking off for answers that must be JSON (Think.Off, on /v1 ReasoningEffort.None)";
}
