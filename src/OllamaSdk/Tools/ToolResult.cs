using System.Text;

namespace OllamaSdk;

/// <summary>What a tool gives back to the model. A method may return it itself, or any other type: see <see cref="LlmTool"/>.</summary>
public sealed class ToolResult
{
    private ToolResult(string content, ToolFailure? failure, IReadOnlyList<LlmImage>? images = null) => (Content, Failure, Images) = (content, failure, images ?? []);

    /// <summary>The result of a method without one.</summary>
    public static ToolResult Done { get; } = new("ok", null);

    /// <summary>The text the model reads.</summary>
    public string Content { get; }

    /// <summary>The pictures the model sees beside the text, if it can see; they are not cut by a limit.</summary>
    public IReadOnlyList<LlmImage> Images { get; }

    /// <summary>Why the call failed; <see langword="null"/> when it did not.</summary>
    public ToolFailure? Failure { get; }

    /// <summary>Whether the content tells of a failure.</summary>
    public bool IsError => Failure is not null;

    /// <summary>A result in words; <see langword="null"/> is sent as <c>null</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The result, as the model will read it.</returns>
    public static ToolResult Text(string? text) => new(text ?? "null", null);

    /// <summary>
    /// A result with pictures. Ollama's servers and most others show them to a model that can see; OpenAI's own takes no picture in a tool's
    /// result, and refuses the request.
    /// </summary>
    /// <param name="text">The text; <see langword="null"/> for none.</param>
    /// <param name="images">The pictures.</param>
    /// <returns>The result, as the model will read it.</returns>
    public static ToolResult WithImages(string? text, params LlmImage[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new(text ?? "", null, [.. images]);
    }

    /// <summary>What a message may tell of a failure: words of the SDK's own, with nothing of what was written. Absent where the words are a tool's.</summary>
    internal string? Told { get; private init; }

    /// <summary>The same with another text.</summary>
    internal ToolResult With(string content) => new(content, Failure, Images) { Told = Told };

    /// <summary>A failure that a message may tell of.</summary>
    internal static ToolResult Failed(string message, ToolFailure failure, string told) => new(message, failure) { Told = told };

    /// <summary>A result in JSON, sent as it is.</summary>
    /// <param name="utf8">JSON text as UTF-8; it is not checked.</param>
    /// <returns>The result, as the model will read it.</returns>
    public static ToolResult Json(ReadOnlyMemory<byte> utf8) => new(Encoding.UTF8.GetString(utf8.Span), null);

    /// <summary>A failure, in words that help the model to do better.</summary>
    /// <param name="message">Words for the model; they hold no secrets and no stack trace.</param>
    /// <param name="failure">What kind of failure it is.</param>
    /// <returns>The result, as the model will read it.</returns>
    public static ToolResult Error(string message, ToolFailure failure = ToolFailure.Reported)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return new(message, failure);
    }

    /// <summary>Makes a <see cref="Text"/> result.</summary>
    public static implicit operator ToolResult(string? text) => Text(text);

    /// <summary>The content.</summary>
    public override string ToString() => Content;
}
