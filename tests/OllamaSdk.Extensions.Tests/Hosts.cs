using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OllamaSdk.TestKit;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Host programs and answers that these tests make alike.</summary>
internal static class Hosts
{
    public const string Version = """{"version":"0.33.0"}""";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A host without logging to the console, with these settings.</summary>
    public static IHost Build(Action<IServiceCollection, IConfiguration> add, params (string Key, string? Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        add(builder.Services, builder.Configuration);
        return builder.Build();
    }

    public static Task RespondVersionAsync(this ScriptedConnection connection) => connection.RespondJsonAsync(Version);

    public static T Get<T>(this IHost host)
        where T : notnull => host.Services.GetRequiredService<T>();
}
