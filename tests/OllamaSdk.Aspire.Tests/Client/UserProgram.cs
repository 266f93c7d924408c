using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OllamaSdk.Aspire.Tests.Client;

/// <summary>Programs of users, as these tests make them alike.</summary>
internal static class UserProgram
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A program without logging to the console, with these settings.</summary>
    public static IHost Build(Action<HostApplicationBuilder> add, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        add(builder);
        return builder.Build();
    }

    public static T Get<T>(this IHost program, string? key = null)
        where T : notnull => key is null ? program.Services.GetRequiredService<T>() : program.Services.GetRequiredKeyedService<T>(key);
}
