using System.Net;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Bulk;

/// <summary>An embedding server in memory: a text that is a number becomes the vector of that number; whatever else is refused.</summary>
internal sealed class EmbedStub : HttpMessageHandler
{
    private readonly object _lock = new();
    private readonly List<string[]> _batches = [];
    private int _running;

    /// <summary>The texts of each request, in the order of arrival.</summary>
    public IReadOnlyList<string[]> Batches
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches];
            }
        }
    }

    /// <summary>Host and port of each request.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Hosts { get; } = [];

    public int MostAtOnce { get; private set; }

    /// <summary>How many requests have had their answer.</summary>
    public int Finished { get; private set; }

    /// <summary>Awaited before each answer, with the texts.</summary>
    public Func<string[], CancellationToken, Task> Before { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>In place of an answer, where it gives one.</summary>
    public Func<string[], (HttpStatusCode Status, string Body)?> Refuse { get; init; } =
        texts => Array.TrueForAll(texts, text => int.TryParse(text, out _)) ? null : (HttpStatusCode.BadRequest, """{"error":"the input is no number"}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Hosts.Add(request.RequestUri!.Authority);
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var texts = body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToArray();
        lock (_lock)
        {
            _batches.Add(texts);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        try
        {
            await Before(texts, cancellationToken);
            var (status, answer) = Refuse(texts) ?? (HttpStatusCode.OK, Vectors(request, texts));
            return StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(answer)), status, "application/json");
        }
        finally
        {
            lock (_lock)
            {
                _running--;
                Finished++;
            }
        }
    }

    // The vectors of the OpenAI-compatible API come with a place each, here from the last to the first.
    private static string Vectors(HttpRequestMessage request, string[] texts) => request.RequestUri!.AbsolutePath.StartsWith("/v1/", StringComparison.Ordinal)
        ? $$"""{"data":[{{string.Join(",", texts.Select((text, i) => $$"""{"index":{{i}},"embedding":[{{text}}]}""").Reverse())}}]}"""
        : $$"""{"model":"m","embeddings":[{{string.Join(",", texts.Select(text => $"[{text}]"))}}]}""";
}
