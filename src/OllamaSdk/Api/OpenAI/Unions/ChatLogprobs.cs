using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>Log probabilities of an answer's tokens, whether the server sent an object or (<c>mlx_lm.server</c>) a bare list.</summary>
[JsonConverter(typeof(Converter))]
public sealed class ChatLogprobs : IEquatable<ChatLogprobs>
{
    /// <summary>The tokens of the answer in order; <see langword="null"/> where the server sent none.</summary>
    public IReadOnlyList<ChatTokenLogprob>? Content { get; init; }

    /// <summary>The tokens of a refusal; <see langword="null"/> where there is none.</summary>
    public IReadOnlyList<ChatTokenLogprob>? Refusal { get; init; }

    /// <summary>Members this version of the SDK does not know, by wire name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalProperties { get; init; }

    /// <inheritdoc />
    public bool Equals(ChatLogprobs? other) => other is not null && SameContent.Lists(Content, other.Content)
        && SameContent.Lists(Refusal, other.Refusal) && SameContent.Maps(AdditionalProperties, other.AdditionalProperties);

    /// <summary>Whether the other is the same.</summary>
    public override bool Equals(object? obj) => Equals(obj as ChatLogprobs);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SameContent.Hash(Content), SameContent.Hash(Refusal));

    /// <summary>Reads both forms and writes the object. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ChatLogprobs>
    {
        /// <inheritdoc />
        public override ChatLogprobs Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.StartArray => new() { Content = ReadTokens(ref reader) },
            JsonTokenType.StartObject => ReadObject(ref reader),
            _ => throw new JsonException($"logprobs must be an object or a list, not {reader.TokenType}."),
        };

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ChatLogprobs value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            WriteTokens(writer, "content", value.Content);
            WriteTokens(writer, "refusal", value.Refusal);
            foreach (var (name, member) in value.AdditionalProperties ?? new Dictionary<string, JsonElement>())
            {
                writer.WritePropertyName(name);
                RawJson.Write(writer, member);
            }

            writer.WriteEndObject();
        }

        private static ChatLogprobs ReadObject(ref Utf8JsonReader reader)
        {
            IReadOnlyList<ChatTokenLogprob>? content = null, refusal = null;
            Dictionary<string, JsonElement>? others = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("content"u8))
                {
                    reader.Read();
                    content = ReadTokens(ref reader);
                }
                else if (reader.ValueTextEquals("refusal"u8))
                {
                    reader.Read();
                    refusal = ReadTokens(ref reader);
                }
                else
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    (others ??= [])[name] = JsonElement.ParseValue(ref reader);
                }
            }

            return new() { Content = content, Refusal = refusal, AdditionalProperties = others };
        }

        private static List<ChatTokenLogprob>? ReadTokens(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return null;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException($"The tokens of logprobs must be a list, not {reader.TokenType}.");
            }

            var tokens = new List<ChatTokenLogprob>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (JsonSerializer.Deserialize(ref reader, TypeInfo) is { } token)
                {
                    tokens.Add(token);
                }
            }

            return tokens;
        }

        private static void WriteTokens(Utf8JsonWriter writer, string name, IReadOnlyList<ChatTokenLogprob>? tokens)
        {
            if (tokens is null)
            {
                return;
            }

            writer.WriteStartArray(name);
            foreach (var token in tokens)
            {
                JsonSerializer.Serialize(writer, token, TypeInfo);
            }

            writer.WriteEndArray();
        }

        // Ours, whoever serializes: another JSON context does not look into what has a converter, and would not know the type.
        private static JsonTypeInfo<ChatTokenLogprob> TypeInfo => (JsonTypeInfo<ChatTokenLogprob>)LlmJson.Options.GetTypeInfo(typeof(ChatTokenLogprob));
    }
}
