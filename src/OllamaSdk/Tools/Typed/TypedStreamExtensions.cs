using System.Runtime.CompilerServices;
using System.Text;
using OllamaSdk.Loop;
using OllamaSdk.Streaming;

namespace OllamaSdk;

/// <summary>Values that grow while their answer is streamed.</summary>
/// <example><code>
/// await foreach (var book in client.ChatStreamAsync&lt;Book&gt;("Name a book by Jules Verne, as JSON.").ValuesAsync())
/// {
///     Console.WriteLine(book.Title);
/// }
///
/// [LlmSchema]
/// public sealed partial record Book(string Title = "", int? Year = null);
/// </code></example>
public static class TypedStreamExtensions
{
    /// <summary>
    /// The value as far as it has come, again and again, and at the end the whole one. Texts and lists grow; a number is there when it is whole.
    /// What the type does not take yet is passed over, so that a type whose members are required gives its first value late. Where the answer
    /// begins anew (<see cref="TypedUpdate{T}.IsRestart"/>), so does the value.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="updates">The stream. It is read once, as it is by itself; leaving the loop closes it.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>The values. Only the last one is the model's whole answer; each is an object of its own, read from the beginning.</returns>
    /// <exception cref="LlmException">What the stream itself throws, after the values that had come.</exception>
    public static IAsyncEnumerable<T> ValuesAsync<T>(this IAsyncEnumerable<TypedUpdate<T>> updates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        return ReadAsync(updates, cancellationToken).WithOwnTokens(cancellationToken);
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(IAsyncEnumerable<TypedUpdate<T>> updates, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (text, last) = (new StringBuilder(), Array.Empty<byte>());
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update.IsLast)
            {
                yield return update.Value!;
                continue;
            }

            if (update.IsRestart)
            {
                text.Clear();
                last = [];
            }

            text.Append(update.Text);
            if (update is { Text.Length: > 0, Type: { } type } && PartialJson.Complete(text.ToString()) is { } json && !json.AsSpan().SequenceEqual(last))
            {
                last = json;
                if (type.TryReadPart(json, out var value))
                {
                    yield return value;
                }
            }
        }
    }
}
