using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

/// <summary>
/// How long a model stays in memory after a request: for a time, for ever, or not at all. Sent as a number of seconds, which every
/// server version reads the same way.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class KeepAlive : IEquatable<KeepAlive>
{
    private readonly double _seconds;
    private readonly string? _text;

    private KeepAlive(double seconds) => _seconds = seconds;

    private KeepAlive(string text) => _text = text;

    /// <summary>Until the server stops or the model is unloaded.</summary>
    public static KeepAlive Forever { get; } = new(-1);

    /// <summary>Out of memory as soon as the request is done.</summary>
    public static KeepAlive Unload { get; } = new(0);

    /// <summary>For a time after the request.</summary>
    /// <param name="time">How long, counted from the last request.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative; <see cref="Forever"/> says for ever.</exception>
    public static KeepAlive For(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new(time.TotalSeconds);
    }

    /// <summary>Reads what people write: <c>5m</c>, <c>1h30m</c>, <c>300</c> (seconds), <c>0</c> (out of memory at once), <c>-1</c> (for ever).</summary>
    /// <param name="text">Seconds, or numbers with <c>s</c>, <c>m</c>, <c>h</c> or a smaller unit of Go's durations; below zero means for ever.</param>
    /// <returns>The time.</returns>
    /// <exception cref="ArgumentException">The text has another form; the message names the right ones.</exception>
    public static KeepAlive Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seconds = GoDuration.Seconds(text) ?? throw new ArgumentException(
            $"'{text}' is no time to keep a model: write \"5m\", \"1h30m\", \"300\" (seconds), \"0\" (unload at once) or \"-1\" (for ever).", nameof(text));
        return seconds < 0 ? Forever : new(seconds);
    }

    /// <summary>For a time after the request.</summary>
    /// <param name="time">How long; not negative.</param>
    public static implicit operator KeepAlive(TimeSpan time) => For(time);

    /// <summary>The same as <see cref="Parse"/>.</summary>
    /// <param name="text">Such as <c>5m</c>; nothing is set where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The text has another form; the message names the right ones.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator KeepAlive?(string? text) => text is null ? null : Parse(text);

    /// <summary>Whether both mean the same time.</summary>
    public static bool operator ==(KeepAlive? left, KeepAlive? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the times differ.</summary>
    public static bool operator !=(KeepAlive? left, KeepAlive? right) => !(left == right);

    /// <inheritdoc />
    public bool Equals(KeepAlive? other) => other is not null && _seconds.Equals(other._seconds) && _text == other._text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is KeepAlive other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_seconds, _text);

    /// <summary>The value as it is sent.</summary>
    public override string ToString() => _text ?? _seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads and writes the number of seconds; a text (a Go duration) that came from elsewhere is kept as it is. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<KeepAlive>
    {
        /// <inheritdoc />
        public override KeepAlive Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => new(reader.GetDouble()),
            JsonTokenType.String => new(reader.GetString()!),
            _ => throw new JsonException($"keep_alive must be a number or a duration text, not {reader.TokenType}."),
        };

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, KeepAlive value, JsonSerializerOptions options)
        {
            if (value._text is not null)
            {
                writer.WriteStringValue(value._text);
            }
            else if (value._seconds == Math.Truncate(value._seconds))
            {
                writer.WriteNumberValue((long)value._seconds);
            }
            else
            {
                writer.WriteNumberValue(value._seconds);
            }
        }
    }
}
