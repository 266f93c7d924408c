using System.Reflection;
using System.Runtime.ExceptionServices;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>One public method that does its work asynchronously, found by reflection, and how it is run.</summary>
internal sealed record CanaryOperation(Type Owner, MethodInfo Method)
{
    /// <summary>Endless streams are read no further, and long ones give nothing new.</summary>
    private const int MaxItems = 40;

    /// <summary>Where what it is called on comes from, if the host does not know.</summary>
    public Func<CanaryHost, object>? From { get; init; }

    /// <summary>What tells it from the same method of another object.</summary>
    public string Origin { get; init; } = "";

    public string Name => $"{Origin}{Short(Owner)}.{Method.Name}({string.Join(", ", Method.GetParameters().Select(parameter => $"{Short(parameter.ParameterType)} {parameter.Name}"))})";

    /// <summary>All of them, of the types that an assembly exports. A type that hands another one out is found as well as one that is made by hand.</summary>
    public static IReadOnlyList<CanaryOperation> Of(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Where(type => !type.IsSubclassOf(typeof(Delegate)) && !(type.IsAbstract && !type.IsSealed && !type.IsInterface && type.ContainsGenericParameters))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                .Where(method => method.DeclaringType!.Assembly == assembly && IsAsync(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
                .Select(method => new CanaryOperation(type, method)))
            .OrderBy(operation => operation.Name, StringComparer.Ordinal),
    ];

    /// <summary>Calls it, and reads its answer to the end.</summary>
    /// <param name="host">Where.</param>
    /// <param name="given">Gets the arguments.</param>
    /// <returns>What it gave.</returns>
    public async Task<IReadOnlyList<object?>> RunAsync(CanaryHost host, List<object?> given)
    {
        var method = Method.IsGenericMethodDefinition ? Method.MakeGenericMethod([.. Method.GetGenericArguments().Select(Argument)]) : Method;
        host.PrepareFor(Owner, Method);
        var target = method.IsStatic ? null : From?.Invoke(host) ?? host.Target(Owner);
        object?[] arguments = [.. method.GetParameters().Select(parameter => CanaryArguments.Make(parameter.ParameterType, parameter.Name!, host))];
        given.AddRange(arguments);
        object? result;
        try
        {
            result = method.Invoke(target, arguments);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }

        return await ReadAsync(result!, method.ReturnType);
    }

    public override string ToString() => Name;

    public static bool IsAsync(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    // By what the parameter must be.
    private Type Argument(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints().Where(one => one.IsGenericType).Select(one => one.GetGenericTypeDefinition()).ToArray();
        return constraints.Contains(typeof(ILlmSchema<>)) ? typeof(CanaryAnswer)
            : constraints.Contains(typeof(ILlmDecision<>)) ? typeof(CanaryDecision)
            : Method.GetParameters().Any(one => Mentions(one.ParameterType, parameter)) ? typeof(CanaryAnswer)
            : Method.Name.StartsWith("Decide", StringComparison.Ordinal) ? typeof(Choice<CanaryChoice>)
            : typeof(List<string>);
    }

    private static bool Mentions(Type type, Type parameter) => type == parameter || (type.IsGenericType && type.GetGenericArguments().Any(one => Mentions(one, parameter)));

    private static async Task<IReadOnlyList<object?>> ReadAsync(object result, Type type)
    {
        if (result is Task task)
        {
            await task;
            return type == typeof(Task) ? [] : [await ContentOfAsync(type.GetProperty(nameof(Task<int>.Result))!.GetValue(task))];
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            return await ReadAsync(type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(result, null)!, typeof(Task<>).MakeGenericType(type.GetGenericArguments()));
        }

        if (type == typeof(ValueTask))
        {
            await (ValueTask)result;
            return [];
        }

        return await (Task<IReadOnlyList<object?>>)typeof(CanaryOperation).GetMethod(nameof(ItemsAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [result])!;
    }

    private static async Task<object?> ContentOfAsync(object? value)
    {
        if (value is Stream stream)
        {
            await using (stream)
            {
                await stream.CopyToAsync(Stream.Null);
            }
        }

        if (value is OllamaServer server)
        {
            await server.DisposeAsync();
        }

        return value;
    }

    private static async Task<IReadOnlyList<object?>> ItemsAsync<T>(IAsyncEnumerable<T> items)
    {
        List<object?> found = [items.ToString()];
        // What watches goes on for ever.
        var most = typeof(T) == typeof(LlmHealthReport) ? 1 : MaxItems;
        await foreach (var item in items)
        {
            found.Add(item);
            if (found.Count > most)
            {
                break;
            }
        }

        return found;
    }

    private static string Short(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;
}
