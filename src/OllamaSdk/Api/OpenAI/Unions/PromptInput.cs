using System.Collections;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>What is completed or embedded: one text or several, or for some servers the numbers of tokens.</summary>
[JsonConverter(typeof(Converter))]
[CollectionBuilder(typeof(PromptInput), nameof(Create))]
public sealed class PromptInput : IEnumerable<string>, IEquatable<PromptInput>
{
    private readonly bool _single;

    /// <summary>One text, which every server takes.</summary>
    /// <param name="text">The text.</param>
    public PromptInput(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_single, Texts, Tokens) = (true, [text], []);
    }

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public PromptInput(IEnumerable<string> texts) => (Texts, Tokens) = (TextUnion.Copy(texts), []);

    private PromptInput(bool single, IReadOnlyList<IReadOnlyList<int>> tokens) => (_single, Texts, Tokens) = (single, [], tokens);

    /// <summary>The texts; empty where the input is tokens.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The lists of tokens; empty where the input is text.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Tokens { get; }

    /// <summary>How many texts or lists of tokens there are; an embedding answer has as many vectors.</summary>
    public int Count => Texts.Count + Tokens.Count;

    /// <summary>One list of tokens, as the model's own tokenizer numbers them. Ollama refuses it.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <returns>The value.</returns>
    public static PromptInput FromTokens(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new(true, [[.. tokens]]);
    }

    /// <summary>Several lists of tokens. Ollama refuses them.</summary>
    /// <param name="lists">A list of tokens for each text.</param>
    /// <returns>The value.</returns>
    public static PromptInput FromTokens(IEnumerable<IEnumerable<int>> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return new(false, [.. lists.Select(list => (IReadOnlyList<int>)[.. list])]);
    }

    /// <summary>Several texts: what <c>["a", "b"]</c> makes.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static PromptInput Create(ReadOnlySpan<string> texts) => new(texts.ToArray());

    /// <summary>One text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator PromptInput(string text) => new(text);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts.</param>
    public static implicit operator PromptInput(string[] texts) => new(texts);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts.</param>
    public static implicit operator PromptInput(List<string> texts) => new(texts);

    /// <summary>The texts; none where the input is tokens.</summary>
    /// <returns>One after the other.</returns>
    public IEnumerator<string> GetEnumerator() => Texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(PromptInput? other) => other is not null && _single == other._single && SameContent.Lists(Texts, other.Texts)
        && Tokens.Count == other.Tokens.Count && Tokens.Zip(other.Tokens).All(pair => SameContent.Lists(pair.First, pair.Second));

    /// <summary>Whether the other is the same input.</summary>
    public override bool Equals(object? obj) => Equals(obj as PromptInput);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SameContent.Hash(Texts), Tokens.Count);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<PromptInput>
    {
        /// <inheritdoc />
        public override PromptInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return TextUnion.Read(ref reader, "input", out _)!;
            }

            var first = reader;
            first.Read();
            return first.TokenType switch
            {
                JsonTokenType.Number => new PromptInput(true, [ReadTokens(ref reader)]),
                JsonTokenType.StartArray => new PromptInput(false, ReadLists(ref reader)),
                _ => ReadTexts(ref reader),
            };
        }

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, PromptInput value, JsonSerializerOptions options)
        {
            if (value.Tokens.Count == 0)
            {
                TextUnion.Write(writer, value._single, value.Texts);
            }
            else if (value._single)
            {
                Write(writer, value.Tokens[0]);
            }
            else
            {
                writer.WriteStartArray();
                foreach (var list in value.Tokens)
                {
                    Write(writer, list);
                }

                writer.WriteEndArray();
            }
        }

        private static List<string> ReadTexts(ref Utf8JsonReader reader)
        {
            TextUnion.Read(ref reader, "input", out var texts);
            return texts;
        }

        private static List<IReadOnlyList<int>> ReadLists(ref Utf8JsonReader reader)
        {
            var lists = new List<IReadOnlyList<int>>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                lists.Add(reader.TokenType == JsonTokenType.StartArray
                    ? ReadTokens(ref reader)
                    : throw new JsonException($"input holds {reader.TokenType} among lists of tokens."));
            }

            return lists;
        }

        private static List<int> ReadTokens(ref Utf8JsonReader reader)
        {
            var tokens = new List<int>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                tokens.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var token)
                    ? token
                    : throw new JsonException($"input holds {reader.TokenType} where the number of a token is due."));
            }

            return tokens;
        }

        private static void Write(Utf8JsonWriter writer, IReadOnlyList<int> tokens)
        {
            writer.WriteStartArray();
            foreach (var token in tokens)
            {
                writer.WriteNumberValue(token);
            }

            writer.WriteEndArray();
        }
    }
}
