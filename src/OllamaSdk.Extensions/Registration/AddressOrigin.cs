using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OllamaSdk.Extensions.Configuration;

namespace OllamaSdk.Extensions.Registration;

/// <summary>Where the address of a client of one server came from; kept under the name of the <see cref="HttpClient"/> behind it.</summary>
/// <param name="section">The configuration of the client.</param>
internal sealed class AddressOrigin(IConfiguration? section)
{
    /// <summary>The words, such as <c>was set in code</c>; <see langword="null"/> where the client was registered by other means than this package's.</summary>
    /// <param name="provider">The container.</param>
    /// <param name="key">The key of the client.</param>
    /// <param name="endpoint">The address in the options.</param>
    /// <param name="variable">The environment variable that names an address where the options do not; <see langword="null"/> where there is none.</param>
    public static string? Of<TClient, TOptions>(IServiceProvider provider, string? key, Func<TOptions, string?> endpoint, string? variable)
        where TClient : class
        where TOptions : LlmConnectionOptions, new()
    {
        var httpName = HttpName.Of(typeof(TClient), key);
        if (provider.GetKeyedService<AddressOrigin>(httpName) is not { } origin)
        {
            return null;
        }

        return endpoint(provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(key ?? Options.DefaultName)) is { } text
            ? origin.Of(text)
            : provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName).BaseAddress is not null ? "is the BaseAddress of the HttpClient"
            : variable is null ? "is the default"
            : string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)) ? $"is the default; the environment variable {variable} would name another"
            : $"comes from the environment variable {variable}";
    }

    private string Of(string endpoint) => section?.GetSection("Endpoint") is { } key && key.Value == endpoint
        ? $"comes from the configuration key {ConnectionString.KeyOf(key.Path)}"
        : "was set in code";
}
