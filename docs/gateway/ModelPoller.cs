using System.Text.Json;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>Asks each server again and again which models it has. The first time is before the first request is taken.</summary>
internal sealed partial class ModelPoller(IProxyStateLookup proxy, ModelTable table, GatewayOptions options, ILogger<ModelPoller> logger) : BackgroundService
{
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await PollAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await table.WaitAsync(options.PollInterval, stoppingToken);
            await PollAsync(stoppingToken);
        }
    }

    private Task PollAsync(CancellationToken cancellationToken)
    {
        var servers = proxy.GetClusters().SelectMany(cluster => cluster.Destinations.Values).ToHashSet();
        foreach (var gone in table.Servers.Where(server => !servers.Contains(server)))
        {
            table.Forget(gone);
        }

        return Task.WhenAll(servers.Select(server => PollAsync(server, cancellationToken)));
    }

    private async Task PollAsync(DestinationState server, CancellationToken cancellationToken)
    {
        try
        {
            var address = server.Model.Config.Address.TrimEnd('/');
            var native = await ListAsync($"{address}/api/tags", "models", "name", cancellationToken);
            var openAI = await ListAsync($"{address}/v1/models", "data", "id", cancellationToken);
            table.Put(server, new ServerModels(native, openAI));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            table.Close(server);
            SayNoAnswer(server.DestinationId, e.Message);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string url, string list, string name, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(url, cancellationToken);
        if (response.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return [];
        }

        response.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        // What has no name cannot be asked for.
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String).Select(item => item.Clone())]
            : [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} does not tell its models, and gets no requests until it does: {Reason}")]
    private partial void SayNoAnswer(string server, string reason);
}
