using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace OllamaSdk;

/// <summary>A text that comes in pieces, in memory that is used again.</summary>
internal sealed class GatheredText
{
    private const int InitialLength = 256;

    // A pool keeps what is given back, for good.
    private const int MaxPooledLength = 512 * 1024;

    private char[] _text = [];
    private int _length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<char> text)
    {
        if (!text.TryCopyTo(_text.AsSpan(_length)))
        {
            Grow(text.Length);
            text.CopyTo(_text.AsSpan(_length));
        }

        _length += text.Length;
    }

    /// <param name="utf8">Valid UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<byte> utf8)
    {
        // No character takes fewer bytes than it has units of UTF-16.
        if (_text.Length - _length < utf8.Length)
        {
            Grow(utf8.Length);
        }

        _length += Encoding.UTF8.GetChars(utf8, _text.AsSpan(_length));
    }

    public void Clear()
    {
        GiveBack(_text);
        (_text, _length) = ([], 0);
    }

    public override string ToString() => new(_text, 0, _length);

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(checked(_length + more), Math.Max(InitialLength, (int)Math.Min(2L * _text.Length, Array.MaxLength))));
        _text.AsSpan(0, _length).CopyTo(larger);
        GiveBack(_text);
        _text = larger;
    }

    private static void GiveBack(char[] text)
    {
        if (text.Length is > 0 and <= MaxPooledLength)
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }
}
