using OllamaSdk.Testing.Emulator.Page;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator;

/// <summary>Where requests arrive, from memory and from ports: they are written down, meet the faults of the script, and go on to their routes.</summary>
internal sealed class Reception(EmulatedServer server)
{
    private const string UploadPath = "/api/blobs/";
    private readonly Router _router = new(server);

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(request.RequestUri?.AbsolutePath ?? "/");
        var body = await ReadAsync(request, exchange.Path, cancellationToken).ConfigureAwait(false);
        var received = new ReceivedRequest(request, body);
        server.Requests.Add(received);
        Visit.Of(request)?.Receive(received, body, exchange);
        exchange.Step = server.Script.TakeArrival(exchange.Path);
        if (exchange.Step is { } step)
        {
            await Task.Delay(step.After, server.Clock, cancellationToken).ConfigureAwait(false);
            if (step.Fault?.Instead is { } instead)
            {
                return await instead(exchange.Path, cancellationToken).ConfigureAwait(false);
            }
        }

        Exchange.Current = exchange;
        var response = await _router.AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (exchange.Step?.Fault is not { } fault)
        {
            return response;
        }

        if (fault.Instead is { } late)
        {
            response.Dispose();
            return await late(exchange.Path, cancellationToken).ConfigureAwait(false);
        }

        return fault.Body is null or BodyFault.TokenRepeat ? response : FaultAnswer.Spoil(response, exchange.Path, fault);
    }

    private static async Task<byte[]> ReadAsync(HttpRequestMessage request, string path, CancellationToken cancellationToken)
    {
        // Uploads may be larger than memory; everything else is small, and stays readable for its route.
        if (request.Content is not { } content || path.StartsWith(UploadPath, StringComparison.Ordinal))
        {
            return [];
        }

        await content.LoadIntoBufferAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }
}
