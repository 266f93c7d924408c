using System.Reflection;
using System.Text.Json.Serialization;

namespace OllamaSdk.Tests.Conventions;

/// <summary>What all public methods and models have in common.</summary>
public sealed class PublicApiTests
{
    private static bool IsLongerForm(MethodInfo other, MethodInfo method) =>
        other.DeclaringType == method.DeclaringType && other.Name == method.Name && other.IsGenericMethod == method.IsGenericMethod
        && other.GetParameters() is var longer && longer.Length > method.GetParameters().Length && longer[^1].IsOptional
        && longer[0].ParameterType == method.GetParameters()[0].ParameterType;

    private static readonly Assembly s_library = typeof(OllamaClient).Assembly;

    [Fact]
    public void Asynchronous_methods_say_so_and_can_be_cancelled()
    {
        var methods = PublicMethods().Where(IsAsynchronous).ToArray();

        Assert.NotEmpty(methods);
        Assert.All(methods, method =>
        {
            // EmbedManyAsync has no twin that returns everything at once, so nothing tells a stream from it; nor have TextAsync and ValuesAsync, which are made of a stream.
            var isTold = method.Name.EndsWith("ManyAsync", StringComparison.Ordinal) || method.DeclaringType == typeof(StreamTextExtensions) || method.DeclaringType == typeof(TypedStreamExtensions);
            Assert.EndsWith(IsStream(method) && !isTold ? "StreamAsync" : "Async", method.Name, StringComparison.Ordinal);
            var last = method.GetParameters().LastOrDefault();
            Assert.True(last?.ParameterType == typeof(CancellationToken), $"{Name(method)} has no CancellationToken at its end");
            // Right behind what is asked it is not: who gives none means the longer form, for compilers before C# 13 as well.
            Assert.True(last.IsOptional || methods.Any(other => IsLongerForm(other, method)), $"{Name(method)}: the CancellationToken is not optional");
        });
    }

    [Fact]
    public void The_methods_of_the_interfaces_are_all_asynchronous()
    {
        var interfaces = s_library.GetExportedTypes().Where(type => type.IsInterface && type.Name.EndsWith("Api", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(interfaces);
        Assert.All(interfaces.SelectMany(type => type.GetMethods()), method => Assert.True(IsAsynchronous(method), Name(method)));
    }

    [Fact]
    public void Nothing_needs_a_newer_language_than_the_compiler_of_dotnet_8_has() => Assert.All(
        s_library.GetExportedTypes().SelectMany(type => type.GetMethods().Cast<MethodBase>().Concat(type.GetConstructors())).SelectMany(method => method.GetParameters()),
        parameter => Assert.False(
            parameter.CustomAttributes.Any(a => a.AttributeType.Name == "ParamCollectionAttribute"),
            $"{parameter.Member.DeclaringType}.{parameter.Member.Name}: for C# 12 '{parameter.Name}' is not params, and must be given"));

    [Fact]
    public void Every_model_is_in_a_JSON_context()
    {
        var contexts = s_library.GetTypes().Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .Select(type => (JsonSerializerContext)type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).ToArray();
        var models = s_library.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IWireModel))).ToArray();

        Assert.NotEmpty(contexts);
        Assert.True(models.Length > 10);
        Assert.All(models.Where(type => type.IsPublic), model => Assert.True(contexts.Any(context => context.GetTypeInfo(model) is not null), $"{model} is in no context"));
    }

    [Fact]
    public void Other_JSON_contexts_can_use_every_type_with_a_converter()
    {
        var converters = s_library.GetExportedTypes().Select(type => type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType).OfType<Type>().ToArray();

        Assert.True(converters.Length > 20);
        Assert.All(converters, converter => Assert.True(converter.IsVisible, $"{converter} is not public"));
    }

    [Fact]
    public void Models_are_sealed_records_that_can_be_set_and_keep_what_is_unknown()
    {
        var models = s_library.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IWireModel)));

        Assert.All(models, model =>
        {
            Assert.True(model.IsSealed, $"{model} is not sealed");
            Assert.NotNull(model.GetMethod("<Clone>$"));
            var onTheWire = model.GetProperties().Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null).ToArray();
            Assert.All(onTheWire, property =>
            {
                Assert.True(property.SetMethod is { IsPublic: true } setter
                    && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)), $"{model}.{property.Name} has no setter");
                Assert.False(property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null, $"{model}.{property.Name} cannot be absent");
            });
            Assert.Single(model.GetProperties(), property => property.GetCustomAttribute<JsonExtensionDataAttribute>() is not null);
        });
    }

    [Fact]
    public void What_holds_a_key_is_no_record()
    {
        var options = s_library.GetExportedTypes().Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAssignableTo(typeof(IWireModel))).ToArray();

        Assert.Contains(typeof(OllamaClientOptions), options);
        Assert.All(options, type => Assert.Null(type.GetMethod("<Clone>$")));
    }

    private static IEnumerable<MethodInfo> PublicMethods() => s_library.GetExportedTypes().Where(type => !type.IsSubclassOf(typeof(Delegate)))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName && method.Name != nameof(IAsyncDisposable.DisposeAsync));

    private static bool IsAsynchronous(MethodInfo method) => IsStream(method) || method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask)
        || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() is var generic && (generic == typeof(Task<>) || generic == typeof(ValueTask<>)));

    private static bool IsStream(MethodInfo method) =>
        method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    private static string Name(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";
}
