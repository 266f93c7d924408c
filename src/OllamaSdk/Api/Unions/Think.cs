using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

/// <summary>Whether and how hard a model thinks before it answers: <c>true</c>, <c>false</c> or a level.</summary>
[JsonConverter(typeof(Converter))]
public sealed class Think : IEquatable<Think>
{
    private static readonly SearchValues<char> LevelCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private readonly bool _on;
    private readonly string? _level;

    private Think(bool on) => _on = on;

    private Think(string level) => _level = level;

    /// <summary>Think, as hard as the model does by itself.</summary>
    public static Think On { get; } = new(true);

    /// <summary>Do not think. gpt-oss models cannot be switched off.</summary>
    public static Think Off { get; } = new(false);

    /// <summary>Think a little.</summary>
    public static Think Low { get; } = new("low");

    /// <summary>Think a fair amount.</summary>
    public static Think Medium { get; } = new("medium");

    /// <summary>Think hard.</summary>
    public static Think High { get; } = new("high");

    /// <summary>Think as hard as the model can (server 0.22 and later).</summary>
    public static Think Max { get; } = new("max");

    /// <summary>A level by its name, for levels this version does not know.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    public static Think Level(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name);
    }

    /// <summary><see cref="On"/> or <see cref="Off"/>.</summary>
    /// <param name="on">Whether to think.</param>
    public static implicit operator Think(bool on) => new(on);

    /// <summary>A level by its name, such as <c>high</c>; <c>true</c> and <c>false</c> are <see cref="On"/> and <see cref="Off"/>.</summary>
    /// <param name="text">One word; nothing is set where <see langword="null"/>. Which levels there are is the model's matter.</param>
    /// <exception cref="ArgumentException">The text is no single word.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Think?(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(LevelCharacters))
        {
            throw new ArgumentException($"'{text}' is no level of thinking: write \"low\", \"medium\", \"high\", \"max\", \"true\" or \"false\".", nameof(text));
        }

        return text switch { "true" => On, "false" => Off, _ => new(text) };
    }

    /// <summary>Whether both mean the same.</summary>
    public static bool operator ==(Think? left, Think? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Think? left, Think? right) => !(left == right);

    /// <inheritdoc />
    public bool Equals(Think? other) => other is not null && _on == other._on && _level == other._level;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Think other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_on, _level);

    /// <summary>The value as it is sent.</summary>
    public override string ToString() => _level ?? (_on ? "true" : "false");

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<Think>
    {
        /// <inheritdoc />
        public override Think Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => On,
            JsonTokenType.False => Off,
            JsonTokenType.String => new(reader.GetString()!),
            _ => throw new JsonException($"think must be true, false or a level, not {reader.TokenType}."),
        };

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, Think value, JsonSerializerOptions options)
        {
            if (value._level is not null)
            {
                writer.WriteStringValue(value._level);
            }
            else
            {
                writer.WriteBooleanValue(value._on);
            }
        }
    }
}
