using System.Text;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>Makes inputs of inputs: bytes changed, words put in, parts of others, values of JSON exchanged.</summary>
internal sealed class ByteMutator(Random random, FuzzTarget target, IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[] s_bytes = [0, 1, 9, 10, 13, 32, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)':', (byte)',', (byte)'0', (byte)'-', 0x7F, 0x80, 0xC3, 0xED, 0xEF, 0xFF];

    private readonly byte[][] _words = [.. target.Words.Concat(Tokens.Any).Concat(target.IsJson ? Tokens.Json : []).Distinct().Select(Encoding.UTF8.GetBytes), [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xC0, 0x80]];
    private readonly JsonPlaces _places = new();
    private byte[] _buffer = new byte[(2 * target.MaxLength) + 16];
    private int _length;

    public ReadOnlyMemory<byte> Next()
    {
        Load(Any());
        for (var changes = 1 << random.Next(5); changes > 0; changes--)
        {
            if (target.IsJson && random.Next(3) == 0)
            {
                ChangeJson();
            }
            else
            {
                Change();
            }
        }

        // A copy of its own: what reads past the end must not find an older input there.
        return _buffer.AsSpan(0, Math.Min(_length, target.MaxLength)).ToArray();
    }

    // The newest more often: they are where something was found last.
    private byte[] Any() => corpus[random.Next(3) == 0 ? corpus.Count - 1 - random.Next(Math.Min(corpus.Count, 24)) : random.Next(corpus.Count)];

    private void Load(ReadOnlySpan<byte> input)
    {
        _length = Math.Min(input.Length, target.MaxLength);
        input[.._length].CopyTo(_buffer);
    }

    private void Change()
    {
        var at = random.Next(_length + 1);
        var rest = _length - at;
        switch (random.Next(11))
        {
            case 0 when rest > 0:
                _buffer[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                _buffer[at] = (byte)random.Next(256);
                break;
            case 2 when rest > 0:
                _buffer[at] = s_bytes[random.Next(s_bytes.Length)];
                break;
            case 3 when rest > 0:
                Replace(at, Length(rest), default);
                break;
            case 4 when rest > 0:
                Replace(random.Next(_length + 1), 0, _buffer.AsSpan(at, Length(rest)).ToArray());
                break;
            case 5 or 6:
                Replace(at, 0, _words[random.Next(_words.Length)]);
                break;
            case 7:
                var word = _words[random.Next(_words.Length)];
                Replace(at, Math.Min(rest, word.Length), word);
                break;
            case 8:
                var other = Any();
                var from = random.Next(other.Length + 1);
                Replace(at, random.Next(2) == 0 ? rest : Length(rest), other.AsSpan(from, random.Next(other.Length - from + 1)));
                break;
            case 9 when rest > 0 && _buffer[at] is >= (byte)'0' and <= (byte)'9':
                _buffer[at] = (byte)('0' + random.Next(10));
                break;
            default:
                Replace(at, 0, [s_bytes[random.Next(s_bytes.Length)]]);
                break;
        }
    }

    // A value or a member goes, comes twice, or becomes another one, of this input or of the next.
    private void ChangeJson()
    {
        if (!_places.Find(_buffer.AsSpan(0, _length), random))
        {
            Change();
            return;
        }

        var value = _places.Any(random);
        switch (random.Next(5))
        {
            case 0:
                Replace(value.Start, value.Length, _words[random.Next(_words.Length)]);
                break;
            case 1:
                var own = _places.Any(random);
                Replace(value.Start, value.Length, _buffer.AsSpan(own.Start, own.Length).ToArray());
                break;
            case 2:
                var other = Any();
                if (_places.Find(other, random))
                {
                    var its = _places.Any(random);
                    Replace(value.Start, value.Length, other.AsSpan(its.Start, its.Length));
                }

                break;
            case 3:
                Replace(value.WholeStart, value.Start + value.Length - value.WholeStart, default);
                break;
            default:
                var whole = _buffer.AsSpan(value.WholeStart, value.Start + value.Length - value.WholeStart).ToArray();
                Replace(value.WholeStart, 0, [.. whole, (byte)',']);
                break;
        }
    }

    private void Replace(int at, int length, ReadOnlySpan<byte> with)
    {
        var added = with.Length - length;
        if (_length + added > _buffer.Length || at + length > _length)
        {
            return;
        }

        _buffer.AsSpan(at + length, _length - at - length).CopyTo(_buffer.AsSpan(at + with.Length));
        with.CopyTo(_buffer.AsSpan(at));
        _length += added;
    }

    // Short ones mostly.
    private int Length(int most) => most == 0 ? 0 : Math.Min(most, 1 + random.Next(1 << random.Next(1, 8)));
}
