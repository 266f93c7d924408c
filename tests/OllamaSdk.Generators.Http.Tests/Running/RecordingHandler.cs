using System.Net;

namespace OllamaSdk.Generators.Http.Tests.Running;

/// <summary>Answers every request with one text and keeps what was asked.</summary>
internal sealed class RecordingHandler(string answer) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    /// <summary>The headers of the last request, the body's among them; several values are joined as they are sent.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? Body { get; private set; }

    /// <summary>Set to let a request wait until it is cancelled.</summary>
    public bool NeverAnswers { get; init; }

    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
        Headers.Clear();
        foreach (var header in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default))
        {
            Headers[header.Key] = header.Value.ToString();
        }

        Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.TrySetResult();
        if (NeverAnswers)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(answer) };
    }
}
