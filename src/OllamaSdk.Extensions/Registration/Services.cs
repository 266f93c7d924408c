using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OllamaSdk.Extensions.Registration;

/// <summary>Singletons with a key or without, told alike.</summary>
internal static class Services
{
    /// <summary>For clients that are made to see what is wrong with their options, and that send nothing.</summary>
    public static HttpClient Unused { get; } = new();

    public static string Checked(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key;
    }

    public static void TryAdd<T>(IServiceCollection services, string? key, Func<IServiceProvider, T> create)
        where T : class
    {
        if (key is null)
        {
            services.TryAddSingleton(create);
        }
        else
        {
            services.TryAddKeyedSingleton(key, (provider, _) => create(provider));
        }
    }

    public static T Get<T>(IServiceProvider provider, string? key)
        where T : class => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}
