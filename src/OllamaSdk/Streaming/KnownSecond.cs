using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>Times of one stream: where one is in the same second as that before, only its fraction is read.</summary>
internal sealed class KnownSecond
{
    // "2026-11-29T11:12:13. with the quotation mark that begins it.
    private const int Length = 21;

    private readonly byte[] _beginning = new byte[Length];
    private long _ticks;
    private bool _isKnown;

    /// <param name="quoted">A text without escapes, in its quotation marks.</param>
    /// <param name="time">What it says.</param>
    public bool TryRead(ReadOnlySpan<byte> quoted, out DateTimeOffset? time)
    {
        if (_isKnown && quoted.StartsWith(_beginning) && TryFraction(quoted[Length..], out var fraction))
        {
            time = new DateTimeOffset(_ticks + fraction, TimeSpan.Zero);
            return true;
        }

        var reader = new Utf8JsonReader(quoted);
        var isRead = reader.Read() && ServerTimes.TryRead(ref reader, out var found) ? found : default(DateTimeOffset?);
        time = isRead;
        if (isRead is { } whole)
        {
            Learn(quoted, whole);
        }

        return isRead is not null;
    }

    private void Learn(ReadOnlySpan<byte> quoted, DateTimeOffset time)
    {
        _isKnown = quoted.Length > Length && quoted[Length - 1] == '.' && time.Offset == TimeSpan.Zero;
        if (_isKnown)
        {
            quoted[..Length].CopyTo(_beginning);
            _ticks = time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond);
        }
    }

    // Digits, Z and the quotation mark. A tick is the seventh digit; as .NET does, what is finer is dropped.
    private static bool TryFraction(ReadOnlySpan<byte> rest, out long ticks)
    {
        const int TickDigits = 7;
        const int MaxDigits = 9;
        ticks = 0;
        var digits = rest.Length - 2;
        if (digits is < 1 or > MaxDigits || rest[digits] != 'Z')
        {
            return false;
        }

        for (var i = 0; i < digits; i++)
        {
            var digit = (uint)(rest[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            ticks = i < TickDigits ? (10 * ticks) + digit : ticks;
        }

        for (; digits < TickDigits; digits++)
        {
            ticks *= 10;
        }

        return true;
    }
}
