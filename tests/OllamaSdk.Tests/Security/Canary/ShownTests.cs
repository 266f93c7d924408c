using System.Collections;
using System.Reflection;
using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Api;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>
/// What every public type prints, by itself and in a debugger: found by reflection, filled with secrets, prompts and answers, and looked at. The models of the API
/// are looked at in <see cref="ModelTextTests"/>.
/// </summary>
public sealed class ShownTests
{
    /// <summary>What names something rather than says it, and is shown.</summary>
    private static readonly HashSet<string> s_names = ["Name", "Id", "Provider", "Source", "DisplayName", "Value", "Origin", "Key"];

    /// <summary>Values that are a text, JSON or bytes themselves: what they print is what they are.</summary>
    private static readonly HashSet<Type> s_texts = [typeof(ChatContent), typeof(ResponseContent), typeof(ToolResult), typeof(ToolChoice)];

    /// <summary>What cannot be made here. The canary looks at those that calls give out: <see cref="CanaryOperationTests"/>.</summary>
    private static readonly HashSet<Type> s_elsewhere =
    [
        typeof(OllamaServer), typeof(LlmConversation), typeof(OllamaConversation), typeof(OpenAIConversation), typeof(LlmProvider), typeof(LlmServerInfo), typeof(ResponseInfo),
        typeof(ToolCallDecision), typeof(ToolCallFinishedEvent), typeof(ToolCallProgressEvent), typeof(ToolCallStartedEvent), typeof(ToolInvocation),
        // Values without a text of their own: a format's schema, a state, a picture and a vector are not printed.
        typeof(DecisionState), typeof(EmbeddingVector), typeof(KeepAlive), typeof(LlmImage), typeof(ResponseFormat), typeof(Think),
    ];

    public static TheoryData<Type> Types => [.. typeof(OllamaClient).Assembly.GetExportedTypes().Where(IsShown).Except(ModelTables.Compared).OrderBy(type => type.FullName)];

    [Theory]
    [MemberData(nameof(Types))]
    public void K05_what_it_prints(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (s_elsewhere.Contains(type) || s_texts.Contains(type))
        {
            return;
        }

        var look = new CanaryLook();
        look.Print(Make(type));

        Assert.Empty(look.Hits);
    }

    [Fact]
    public void K03_K05_clients_print_nothing_of_their_settings()
    {
        using var host = new CanaryHost("127.0.0.1:9", default);
        using var other = new CanaryHost("127.0.0.1:9", default) { HasKey = false };
        var look = new CanaryLook();
        foreach (var one in (CanaryHost[])[host, other])
        {
            object[] all =
            [
                one.Native, one.V1, one.Many, one.Native.Endpoint, one.V1.Endpoint, one.Call, one.OfMany(), one.OfMany().Targets[0], one.OfMany().ToOllamaOptions(), one.OfMany().ToOpenAICompatibleOptions(),
                .. one.OfMany().DescribeSettings(),
            ];
            foreach (var shown in all)
            {
                look.Print(shown);
                look.Through(shown is IEnumerable or Uri ? shown : null, "setting", named: false);
            }
        }

        Assert.Empty(look.Hits);
    }

    private static bool IsShown(Type type) =>
        type is { IsAbstract: false, IsInterface: false, IsEnum: false, ContainsGenericParameters: false, IsNested: false }
        && !typeof(Attribute).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type) && !type.Namespace!.EndsWith("CompilerServices", StringComparison.Ordinal)
        // A message is what it was given; those of the SDK are looked at in CanaryOperationTests.
        && !typeof(Exception).IsAssignableFrom(type) && !typeof(IDisposable).IsAssignableFrom(type);

    private static object Make(Type type)
    {
        var made = Filled(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.PropertyType == typeof(string) && property.SetMethod is { IsPublic: true })
            {
                property.SetValue(made, s_names.Contains(property.Name) || ModelTextTests.IsName(property.Name) ? "a-name" : SafeText.IsSecretName(property.Name) ? CanaryWords.Key : CanaryWords.Prompt);
            }
            else if (property.CanRead && typeof(IDictionary<string, string>).IsAssignableFrom(property.PropertyType) && property.GetValue(made) is IDictionary<string, string> { IsReadOnly: false } map)
            {
                map["X-Api-Key"] = CanaryWords.Key;
            }
            else if (property.CanRead && property.PropertyType == typeof(IList<string>) && property.GetValue(made) is IList<string> { IsReadOnly: false } list)
            {
                list.Add(CanaryWords.Prompt);
            }
        }

        return made;
    }

    private static object Filled(Type type)
    {
        try
        {
            return ModelTables.Filled(type, 7);
        }
        catch (Exception e) when (e is NotSupportedException or TargetInvocationException or ArgumentException or InvalidCastException or MissingMethodException or NullReferenceException or InvalidOperationException)
        {
            return type.GetConstructor(Type.EmptyTypes) is { } make
                ? make.Invoke(null)
                : throw new NotSupportedException($"The canary cannot make an object of type {type} to see what it prints: teach {nameof(ModelTables)} how, or say in {nameof(s_elsewhere)} where it is looked at.", e);
        }
    }
}
