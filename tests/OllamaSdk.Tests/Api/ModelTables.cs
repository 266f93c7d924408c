using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Api;

/// <summary>Every model of the library, and values for their properties, each unlike every other of its type.</summary>
internal static class ModelTables
{
    public const string Secret = "s3cret-words";

    // About words that people and models exchange.
    private static readonly Type[] s_conversation =
        [typeof(LlmRequest), typeof(LlmMessage), typeof(LlmToolCall), typeof(LlmResponse), typeof(LlmUpdate), typeof(LlmEmbeddings), typeof(LlmDecisions), typeof(PartialToolCall)];

    private static readonly Type[] s_others =
    [
        typeof(LlmModelInfo), typeof(LlmHealthReport), typeof(LlmServerHealth), typeof(LlmPreflightReport), typeof(LlmTargetPreflight), typeof(MemoryRecovery), typeof(PromptTruncation),
        typeof(TransferProgress), typeof(LayerProgress), typeof(LlmUsage), typeof(LlmFailure),
    ];

    // What has no content to compare: the same one for the same number.
    private static readonly ConcurrentDictionary<(Type, int), object> s_same = [];

    public static IEnumerable<Type> Generated => typeof(OllamaChatRequest).Assembly.GetExportedTypes().Where(type => typeof(IWireModel).IsAssignableFrom(type)).OrderBy(type => type.Name);

    public static IEnumerable<Type> Telling => [.. Generated, .. s_conversation];

    public static IEnumerable<Type> Compared => [.. Generated, .. s_conversation, .. s_others];

    /// <summary>What a user can set, and what is compared.</summary>
    public static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true }
            // What the SDK did for an answer is no part of it.
            && property.PropertyType != typeof(MemoryRecovery) && property.PropertyType != typeof(PromptTruncation));

    /// <summary>An instance with every property set, by values made of a number: the same number, the same content, and never the same object.</summary>
    public static object Filled(Type type, int seed)
    {
        var constructor = type.GetConstructors().MinBy(found => found.GetParameters().Length)!;
        var model = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, seed))]);
        foreach (var property in Settable(type))
        {
            property.SetValue(model, Value(property.PropertyType, seed));
        }

        return model;
    }

    public static object Value(Type type, int seed)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Secret} {seed}");
        return type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => seed % 2 == 0,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(double) => Convert.ChangeType(seed, type, CultureInfo.InvariantCulture),
            _ when type.IsEnum => Enum.ToObject(type, seed % 2),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(seed),
            _ when type == typeof(TimeSpan) => TimeSpan.FromDays(seed),
            _ when type == typeof(Uri) => new Uri($"http://host{seed}/"),
            _ when type == typeof(JsonElement) => JsonDocument.Parse($$"""{"a":"{{text}}"}""").RootElement,
            _ when type == typeof(LlmImage) => LlmImage.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)),
            _ when type == typeof(ResponseFormat) => ResponseFormat.Schema($$"""{"title":"{{text}}"}"""),
            _ when type == typeof(Think) => Think.Level(seed.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(KeepAlive) => KeepAlive.For(TimeSpan.FromSeconds(seed)),
            _ when type == typeof(ToolChoice) => ToolChoice.Function(text),
            _ when type == typeof(EmbeddingVector) => (EmbeddingVector)new float[] { seed },
            _ when type == typeof(ChatLogprobs) => new ChatLogprobs { Content = [(ChatTokenLogprob)Filled(typeof(ChatTokenLogprob), seed)] },
            _ when typeof(LlmException).IsAssignableFrom(type) || type == typeof(CallOptions) || type == typeof(ToolSet) => s_same.GetOrAdd((type, seed), Make),
            _ when type == typeof(float) => (float)seed,
            _ when type.IsArray => Items(type.GetElementType()!, seed),
            _ when type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()) => Items(item, seed),
            _ when type.IsGenericType && type.GetGenericArguments() is [_, var value] => Map(value, seed),
            _ when type.GetConstructor([typeof(string)]) is { } make && !typeof(IWireModel).IsAssignableFrom(type) && type != typeof(LlmRequest) => make.Invoke([text]),
            _ when type.Namespace!.StartsWith("OllamaSdk", StringComparison.Ordinal) => Filled(type, seed),
            _ => throw new NotSupportedException(type.ToString()),
        };
    }

    private static object Make((Type Type, int Seed) key) => key.Type == typeof(CallOptions) ? new CallOptions()
        : key.Type == typeof(ToolSet) ? new ToolSet()
        : new LlmConfigurationException(Secret);

    private static Array Items(Type type, int seed)
    {
        // One that holds its own kind would never end.
        if (type.GetProperties().Any(property => property.PropertyType.IsAssignableFrom(type.MakeArrayType()) && property.PropertyType != typeof(object)))
        {
            var empty = Array.CreateInstance(type, 1 + (seed % 3));
            Enumerable.Range(0, empty.Length).ToList().ForEach(i => empty.SetValue(Activator.CreateInstance(type), i));
            return empty;
        }

        var items = Array.CreateInstance(type, 2);
        items.SetValue(Value(type, seed), 0);
        items.SetValue(Value(type, seed + 1), 1);
        return items;
    }

    private static IDictionary Map(Type type, int seed)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type))!;
        map["key"] = Value(type, seed);
        return map;
    }
}
