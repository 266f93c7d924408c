using System.Buffers;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>Takes bytes, counts them, and writes over them with the next ones.</summary>
internal sealed class ByteCount : IBufferWriter<byte>
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public long Count { get; private set; }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => sizeHint <= _buffer.Length ? _buffer : throw new ArgumentOutOfRangeException(nameof(sizeHint));

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
