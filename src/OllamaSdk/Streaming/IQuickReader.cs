namespace OllamaSdk.Streaming;

/// <summary>Reads the usual form of an answer without the serializer.</summary>
internal interface IQuickReader<T>
{
    /// <returns>The answer; <see langword="null"/> where anything is unusual, and the serializer decides.</returns>
    T? TryRead(ReadOnlySpan<byte> json);
}
