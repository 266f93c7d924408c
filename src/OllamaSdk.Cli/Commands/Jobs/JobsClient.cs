using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>Asks the HTTP interface of a cluster.</summary>
internal sealed class JobsClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    /// <param name="address">Where the jobs are, with a slash at its end.</param>
    /// <param name="key">The key, if there is one.</param>
    public JobsClient(Uri address, string? key)
    {
        // Redirects are not followed: they would carry the key elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
        {
            // Unchecked: a message about a character that a header cannot have would show the key.
            _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }
    }

    public void Dispose() => _http.Dispose();

    public Task<JobsDocument> ListAsync(CancellationToken cancellationToken) => AskAsync(HttpMethod.Get, "", DocumentJson.Default.JobsDocument, cancellationToken);

    public Task<JobDocument> GetAsync(string id, CancellationToken cancellationToken) => AskAsync(HttpMethod.Get, Path(id), DocumentJson.Default.JobDocument, cancellationToken);

    /// <param name="id">The job's name.</param>
    /// <param name="change"><c>pause</c>, <c>resume</c> or <c>cancel</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<JobDocument> ChangeAsync(string id, string change, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, $"{Path(id)}/{change}", DocumentJson.Default.JobDocument, cancellationToken);

    /// <summary>The steps of a job, until the stream ends.</summary>
    public async IAsyncEnumerable<JobDocument> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Path(id)}/progress") { Headers = { Accept = { new("text/event-stream") } } }, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var step in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (step.EventType == "progress")
            {
                yield return Read(step.Data, DocumentJson.Default.JobDocument);
            }
        }
    }

    private static string Path(string id) => Uri.EscapeDataString(id);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            using var answer = await SendAsync(new HttpRequestMessage(method, path), limit.Token);
            return Read(await answer.Content.ReadAsStringAsync(limit.Token), type);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JobsException(ExitCode.TimedOut, FormattableString.Invariant($"no answer came within {s_patience.TotalSeconds:0} s"));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new JobsException(ExitCode.Unreachable, $"cannot reach {_http.BaseAddress!.GetLeftPart(UriPartial.Authority)}: {e.Message}");
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var code = answer.StatusCode switch
            {
                HttpStatusCode.NotFound => ExitCode.NotFound,
                >= HttpStatusCode.InternalServerError => ExitCode.Failed,
                _ => ExitCode.Refused,
            };
            throw new JobsException(code, await ReasonAsync(answer, cancellationToken));
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync(DocumentJson.Default.JobErrorDocument, cancellationToken))?.Error ?? Status(answer);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return Status(answer);
        }
    }

    private static string Status(HttpResponseMessage answer) => $"the address answered with {(int)answer.StatusCode}; does it have bulk jobs?";

    private static T Read<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new JobsException(ExitCode.Failed, "what came is no bulk job; does the address have bulk jobs?");
        }
    }
}
