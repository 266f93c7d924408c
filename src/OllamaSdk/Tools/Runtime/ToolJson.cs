using System.Buffers;
using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Turns a method's result into what the model reads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolJson
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    /// <summary>Writes a result as JSON; a text without its quotes. What cannot be written gives an error result.</summary>
    public static ToolResult Result<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new BoundedBuffer(MaxBytes);
        using var writer = new Utf8JsonWriter(buffer, _options);
        try
        {
            write(writer, value);
            writer.Flush();
            return buffer.Written.Span is [(byte)'"', ..] ? ToolResult.Text(Unquote(buffer.Written.Span)) : ToolResult.Json(buffer.Written);
        }
        catch (ResultTooLargeException)
        {
            return TooLarge();
        }
        catch (InvalidOperationException) when (writer.CurrentDepth >= MaxDepth)
        {
            return TooDeep();
        }
    }

    /// <summary>Collects a stream of items and writes them as a JSON array. A stream without end gives an error result once it is too long.</summary>
    /// <param name="items">The stream; <see langword="null"/> is written as null.</param>
    /// <param name="write">Writes one item.</param>
    /// <param name="cancellationToken">Handed to the stream.</param>
    public static async ValueTask<ToolResult> ResultAsync<T>(IAsyncEnumerable<T>? items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken = default)
    {
        using var buffer = new BoundedBuffer(MaxBytes);
        var writer = new Utf8JsonWriter(buffer, _options);
        await using var _ = writer.ConfigureAwait(false);
        try
        {
            if (items is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteStartArray();
                await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    write(writer, item);

                    // What the writer holds back would not be bounded.
                    writer.Flush();
                }

                writer.WriteEndArray();
            }

            writer.Flush();
            return ToolResult.Json(buffer.Written);
        }
        catch (ResultTooLargeException)
        {
            return TooLarge();
        }
        catch (InvalidOperationException) when (writer.CurrentDepth >= MaxDepth)
        {
            return TooDeep();
        }
    }

    private static ToolResult TooLarge() => ToolResult.Error($"the result is longer than {MaxBytes} bytes", ToolFailure.BadResult);

    private static ToolResult TooDeep() => ToolResult.Error($"the result is nested deeper than {MaxDepth} levels", ToolFailure.BadResult);

    private static string? Unquote(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.GetString();
    }

    /// <summary>A pooled buffer that ends a result without end.</summary>
    private sealed class BoundedBuffer(int limit) : IBufferWriter<byte>, IDisposable
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
        private int _count;

        public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

        public void Advance(int count) => _count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            var needed = _count + Math.Max(sizeHint, 256);
            if (needed > limit)
            {
                throw new ResultTooLargeException();
            }

            if (needed > _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
                Written.Span.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }

            return _bytes.AsMemory(_count);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
    }

    private sealed class ResultTooLargeException : Exception;
}
