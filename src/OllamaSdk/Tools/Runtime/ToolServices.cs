using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.CompilerServices;

/// <summary>Finds what is passed to a tool's method without the model knowing of it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolServices
{
    /// <summary>The object a method is called on, where the tool set was given none.</summary>
    /// <exception cref="LlmConfigurationException">There is no service provider, or it does not know the type.</exception>
    public static T Instance<T>(ToolCallContext context)
        where T : notnull => context.Services?.GetService(typeof(T)) is T found
            ? found
            : throw new LlmConfigurationException(
                $"The tool '{context.ToolName}' needs an object of type {typeof(T)}. Give one to ToolSet.Add, or register the type in "
                + $"{nameof(ToolCallContext)}.{nameof(ToolCallContext.Services)}.");

    /// <summary>The service provider itself.</summary>
    /// <exception cref="LlmConfigurationException">There is none.</exception>
    public static IServiceProvider Provider(ToolCallContext context) =>
        context.Services ?? throw new LlmConfigurationException(
            $"The tool '{context.ToolName}' needs a service provider, and {nameof(ToolCallContext)}.{nameof(ToolCallContext.Services)} is not set.");

    /// <summary>A service; <see langword="null"/> where it is not registered.</summary>
    public static T? Optional<T>(ToolCallContext context) => context.Services?.GetService(typeof(T)) is T found ? found : default;

    /// <summary>A service.</summary>
    /// <exception cref="LlmConfigurationException">It is not registered.</exception>
    public static T Required<T>(ToolCallContext context)
        where T : notnull => Provider(context).GetService(typeof(T)) is T found ? found : throw NotRegistered(context, typeof(T), null);

    /// <summary>A service with a key; <see langword="null"/> where it is not registered.</summary>
    public static T? OptionalKeyed<T>(ToolCallContext context, object? key) =>
        (context.Services as IKeyedServiceProvider)?.GetKeyedService(typeof(T), key) is T found ? found : default;

    /// <summary>A service with a key.</summary>
    /// <exception cref="LlmConfigurationException">It is not registered, or the provider knows no keys.</exception>
    public static T RequiredKeyed<T>(ToolCallContext context, object? key)
        where T : notnull =>
        (Provider(context) as IKeyedServiceProvider)?.GetKeyedService(typeof(T), key) is T found
            ? found
            : throw NotRegistered(context, typeof(T), key);

    /// <summary>Something to report progress to, also when nobody listens.</summary>
    public static IProgress<T> Progress<T>(ToolCallContext context) => new ProgressTo<T>(context.Progress);

    private static LlmConfigurationException NotRegistered(ToolCallContext context, Type type, object? key) =>
        new($"The tool '{context.ToolName}' needs the service {type}{(key is null ? "" : $" with the key '{key}'")}, which is not registered.");

    private sealed class ProgressTo<T>(IProgress<object>? listener) : IProgress<T>
    {
        public void Report(T value)
        {
            if (value is not null)
            {
                listener?.Report(value);
            }
        }
    }
}
