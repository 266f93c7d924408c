namespace OllamaSdk.Transport;

/// <summary>Below a client that was made to be stubbed: what was not stubbed says so, in place of asking whatever server is there.</summary>
internal sealed class NoServerHandler : HttpMessageHandler
{
    /// <summary>The model of such a client, so that members that want one work.</summary>
    public const string Model = "stub-model";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(
            $"This client was made by its protected constructor and has no server, so {request.Method} {request.RequestUri?.AbsolutePath} cannot be sent: stub the member that sends it.");
}
