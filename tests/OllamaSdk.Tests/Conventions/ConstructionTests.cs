using System.Reflection;
using System.Runtime.CompilerServices;

namespace OllamaSdk.Tests.Conventions;

/// <summary>What the SDK throws and gives back can be made by anyone, so that the stand-in of a test can do what the real thing does.</summary>
public sealed class ConstructionTests
{
    // What does something rather than telling of it, and what there are only so many of.
    private static readonly Type[] s_notMade = [typeof(OllamaServer), typeof(Conversation<,>), typeof(LlmProvider)];

    // What is given, not got: its lists and parts are there from the start, and are filled.
    private static readonly Type[] s_given = [typeof(LlmTarget), typeof(FallbackPolicy)];

    // Said by the type itself, or by its factories under another name.
    private static readonly string[] s_saidOtherwise =
    [
        "LlmModelNotFoundException.Kind", "LlmUnauthorizedException.Kind", "LlmRateLimitedException.Kind", "ResponseFormat.Value", "ToolResult.Content",
    ];

    public static TheoryData<string> Names => [.. Types().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_a_public_constructor_and_all_it_carries_can_be_said(string name)
    {
        var type = typeof(OllamaClient).Assembly.GetType(name, throwOnError: true)!;
        var constructors = type.GetConstructors();

        Assert.True(constructors.Length > 0 || type.IsValueType || Factories(type).Any(), "it can only be made by the SDK");
        var said = constructors.Cast<MethodBase>().Concat(Factories(type)).SelectMany(one => one.GetParameters()).Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lost = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.DeclaringType!.Assembly == type.Assembly && property.GetIndexParameters().Length == 0)
            .Where(property => property.SetMethod is null || !property.SetMethod.IsPublic)
            .Where(property => !said.Contains(property.Name) && IsStored(property) && !s_saidOtherwise.Contains($"{type.Name}.{property.Name}"));
        Assert.Equal([], lost.Select(property => property.Name));
    }

    private static IEnumerable<Type> Types() => typeof(OllamaClient).Assembly.GetExportedTypes().Where(type =>
        (type.IsClass || (type.IsValueType && !type.IsEnum)) && !type.IsAbstract && !type.IsSubclassOf(typeof(Delegate)) && !type.IsNested
        && type.Namespace != "OllamaSdk.CompilerServices" && !s_notMade.Contains(type)
        && !s_given.Contains(type) && !type.Name.EndsWith("Options", StringComparison.Ordinal));

    private static IEnumerable<MethodInfo> Factories(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == type);

    private static bool IsStored(PropertyInfo property) => property.DeclaringType!
        .GetFields(BindingFlags.NonPublic | BindingFlags.Instance)
        .Any(field => field.Name == $"<{property.Name}>k__BackingField" && field.IsDefined(typeof(CompilerGeneratedAttribute)));
}
