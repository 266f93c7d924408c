using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using OllamaSdk.Streaming;

namespace OllamaSdk;

/// <summary>The text of a stream of answers, whichever client or conversation it came from.</summary>
/// <example><code>
/// await foreach (var text in client.ChatStreamAsync("Why is the sky blue?").TextAsync())
/// {
///     Console.Write(text);
/// }
/// </code></example>
public static class StreamTextExtensions
{
    /// <summary>The text of the answer as it is made. Thinking is left out; parts without text are passed over.</summary>
    /// <param name="stream">The stream. It is read once, as it is by itself; leaving the loop closes it.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>Pieces of text, none of them empty. In a tool loop those of all turns, in their order.</returns>
    /// <exception cref="LlmException">What the stream itself throws, after the text that had come.</exception>
    /// <exception cref="LlmStreamException">
    /// The same, or the answer began anew (<c>RestartAfterItems</c>, <c>MaxRepairs</c>) although text of it was given already: that cannot be
    /// taken back. Read the stream's own parts where it should be.
    /// </exception>
    public static IAsyncEnumerable<string> TextAsync(this IAsyncEnumerable<ILlmTextPart> stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAsync(stream, null, cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <summary>The text of the answer as it is made, and what the model thinks beside it.</summary>
    /// <param name="stream">The stream. It is read once, as it is by itself; leaving the loop closes it.</param>
    /// <param name="onThinking">Gets each new piece of thinking, in its place between the pieces of text.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="TextAsync(IAsyncEnumerable{ILlmTextPart}, CancellationToken)" path="/returns|/exception"/>
    public static IAsyncEnumerable<string> TextAsync(this IAsyncEnumerable<ILlmTextPart> stream, Action<string> onThinking, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(onThinking);
        return ReadAsync(stream, onThinking, cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <summary>Writes the text of the answer as UTF-8 and flushes when what has arrived of it is written, so that a browser sees it at once.</summary>
    /// <param name="stream">The stream. It is read once, as it is by itself.</param>
    /// <param name="destination">Where the text goes, such as the body of an HTTP answer; it stays open.</param>
    /// <param name="cancellationToken">Ends the call, the server's work on it, and the writing.</param>
    /// <returns>A task that ends when the whole text is written.</returns>
    /// <inheritdoc cref="TextAsync(IAsyncEnumerable{ILlmTextPart}, CancellationToken)" path="/exception"/>
    public static async Task CopyTextToAsync(this IAsyncEnumerable<ILlmTextPart> stream, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(destination);
        using var buffer = new PooledBytes();
        await new TextCopy(stream, buffer, FlushAsync).RunAsync(cancellationToken).ConfigureAwait(false);

        async ValueTask<bool> FlushAsync()
        {
            await destination.WriteAsync(buffer.Written, cancellationToken).ConfigureAwait(false);
            buffer.Clear();
            await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Writes the text of the answer as UTF-8. A <see cref="PipeWriter"/> is flushed when what has arrived is written, and the stream left once nobody reads from it.</summary>
    /// <param name="stream">The stream. It is read once, as it is by itself.</param>
    /// <param name="destination">Where the text goes; it is not completed.</param>
    /// <param name="cancellationToken">Ends the call, the server's work on it, and the writing.</param>
    /// <returns>A task that ends when the whole text is written.</returns>
    /// <inheritdoc cref="TextAsync(IAsyncEnumerable{ILlmTextPart}, CancellationToken)" path="/exception"/>
    public static Task CopyTextToAsync(this IAsyncEnumerable<ILlmTextPart> stream, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(destination);
        return new TextCopy(stream, destination, FlushAsync).RunAsync(cancellationToken);

        async ValueTask<bool> FlushAsync() =>
            destination is not PipeWriter pipe || !(await pipe.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted;
    }

    /// <summary>The whole text of the answer, once it is complete.</summary>
    /// <param name="stream">The stream. It is read once, as it is by itself.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>The text, without thinking; in a tool loop that of all turns, one after the other.</returns>
    /// <inheritdoc cref="TextAsync(IAsyncEnumerable{ILlmTextPart}, CancellationToken)" path="/exception"/>
    public static async Task<string> ReadTextAsync(this IAsyncEnumerable<ILlmTextPart> stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var text = new PooledBytes();
        await new TextCopy(stream, text, static () => new(true)).RunAsync(cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(text.Written.Span);
    }

    private static async IAsyncEnumerable<string> ReadAsync(
        IAsyncEnumerable<ILlmTextPart> stream, Action<string>? onThinking, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = default(GivenText);
        await foreach (var part in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            given.Check(part);
            if (!string.IsNullOrEmpty(part.Thinking))
            {
                onThinking?.Invoke(part.Thinking);
            }

            if (part.Text is { Length: > 0 } text)
            {
                given.Note(part);
                yield return text;
            }
        }
    }
}
