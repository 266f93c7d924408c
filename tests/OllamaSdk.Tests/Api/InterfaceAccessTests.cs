using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.TestKit;
using Refit;

namespace OllamaSdk.Tests.Api;

/// <summary>How one gets an interface over a client's own pipeline without a container.</summary>
public sealed class InterfaceAccessTests
{
    /// <summary>Not of this package, so that none of our adapters reads its answers.</summary>
    public interface IForeignApi : IOllamaApi
    {
        [Get("/api/version")]
        Task<string> GetAsync();
    }

    [Fact]
    public async Task By_one_line()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(TestClient.Version));
        using var client = server.Create();

        var version = await client.Api<IOllamaServerApi>().GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("1.2.3", version.Version);
    }

    [Fact]
    public async Task By_Refit_itself_with_the_client_s_settings()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"busy"}""", 503), c => c.RespondJsonAsync(TestClient.Version));
        using var client = server.Create();
        var api = RestService.ForGenerated<IOllamaServerApi>(client.Endpoint.ToString(), client.CreateRefitSettings());

        var version = await api.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("1.2.3", version.Version);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void A_foreign_interface_is_refused_in_words()
    {
        using StubHandler handler = new("{}");
        using var client = handler.Create();

        var refused = Assert.Throws<ArgumentException>(client.Api<IForeignApi>);

        Assert.Contains("IForeignApi", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SendAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_method_has_a_return_type_that_an_adapter_reads()
    {
        var methods = typeof(IOllamaApi).Assembly.GetExportedTypes()
            .Where(t => t.IsInterface && t.GetInterfaces().Any(i => i == typeof(IOllamaApi) || i == typeof(IOpenAIApi)))
            .SelectMany(t => t.GetMethods()).ToList();

        Assert.True(methods.Count >= 38, $"{methods.Count} methods");
        Assert.All(methods, m => Assert.True(
            m.ReturnType == typeof(Task) || m.ReturnType.GetGenericTypeDefinition() is { } form
            && (form == typeof(Task<>) || (form == typeof(IAsyncEnumerable<>) && m.ReturnType.GetGenericArguments()[0].IsAssignableTo(typeof(IStreamItem)))),
            $"{m.DeclaringType}.{m.Name} gives {m.ReturnType}"));
    }
}
