namespace OllamaSdk.Streaming;

/// <summary>Bytes that are kept until more of them have come, in one array that grows no further than they may.</summary>
/// <param name="limit">How many there are at most, as their owner sees to.</param>
internal sealed class HeldBytes(int limit)
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var length = Length + bytes.Length;
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, BodyReader.Larger(_bytes.Length, limit)));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length = length;
    }

    public void Set(ReadOnlySpan<byte> bytes)
    {
        Clear();
        Append(bytes);
    }

    public void Clear() => Length = 0;
}
