using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace OllamaSdk.Extensions.Registration;

/// <summary>The interfaces of an API by Refit.HttpClientFactory, over the pipeline of the client that is registered beside them.</summary>
/// <param name="services">Where they are added.</param>
/// <param name="key">The key of the client and of the interfaces.</param>
/// <param name="settings">Those of the client.</param>
/// <param name="endpoint">That of the client.</param>
internal sealed class ApiClients(
    IServiceCollection services, string? key, Func<IServiceProvider, RefitSettings> settings, Func<IServiceProvider, Uri> endpoint)
{
    public ApiClients Add<T>()
        where T : class
    {
        // Refit adds without asking; what was there first stays, such as a test's own implementation.
        if (services.Any(s => s.ServiceType == typeof(T) && Equals(s.ServiceKey, key)))
        {
            return this;
        }

        var name = key is null ? typeof(T).Name : $"{typeof(T).Name}:{key}";
        var builder = key is null
            ? services.AddRefitGeneratedClient<T>(settings, name)
            : services.AddKeyedRefitGeneratedClient<T>(key, settings, name);
        builder
            .ConfigureHttpClient((provider, http) => (http.BaseAddress, http.Timeout) = (endpoint(provider), Timeout.InfiniteTimeSpan))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The client logs its calls, and has the handlers that are meant for every HttpClient: inside its retry, where they belong.
            .RemoveAllLoggers()
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear());
        return this;
    }
}
