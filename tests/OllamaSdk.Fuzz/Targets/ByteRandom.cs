namespace OllamaSdk.Fuzz.Targets;

/// <summary>Choices that an input makes, byte by byte, so that what is made of random numbers follows the branches too; the first of all once it has ended.</summary>
internal sealed class ByteRandom(ReadOnlyMemory<byte> input) : Random(0)
{
    private ReadOnlyMemory<byte> _rest = input;

    public override int Next() => Take() | (Take() << 8);

    public override int Next(int maxValue) => maxValue <= 1 ? 0 : Take() % maxValue;

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    public override long NextInt64() => Next();

    private int Take()
    {
        if (_rest.Length == 0)
        {
            return 0;
        }

        var value = _rest.Span[0];
        _rest = _rest[1..];
        return value;
    }
}
