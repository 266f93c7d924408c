using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>
/// What pull, push and create have in common: work in steps, told line by line or only at the end. A step is done when its line is asked for, so
/// whoever leaves early stops the work.
/// </summary>
internal abstract class ProgressRoute(EmulatedServer server, string path) : BufferedRoute(path, HttpMethod.Post)
{
    // Not the type of other JSON answers: these come from the part of the server that streams.
    private const string ContentType = "application/json";

    protected EmulatedServer Server { get; } = server;

    /// <summary>The server's own name of the request, which its error texts quote.</summary>
    protected abstract string RequestType { get; }

    protected override async Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, RequestType);
        var stream = request.Flag("stream") ?? true;
        var steps = Plan(request).GetEnumerator();
        try
        {
            // What fails before the first line is out has a status of its own, also in a stream.
            steps.MoveNext();
            if (stream)
            {
                return Answer.Lines(new LineStream(Lines(steps), Server.TokenDelay, Server.Clock, isWork: true));
            }

            return Answer.Json(await LastAsync(steps, cancellationToken).ConfigureAwait(false), ContentType);
        }
        catch (RefusalException refusal)
        {
            return Answer.Error(refusal.Status, refusal.Message, ContentType);
        }
    }

    /// <summary>Reads the request at once, and returns the work it asks for, which is done step by step.</summary>
    protected abstract IEnumerable<ProgressLine> Plan(RequestBody request);

    /// <summary>The name that a request gives, in the field of today or in that of old.</summary>
    protected static string NameOf(RequestBody request) => request.Text("model") is { Length: > 0 } name ? name : request.Text("name");

    private async Task<Action<Utf8JsonWriter>> LastAsync(IEnumerator<ProgressLine> steps, CancellationToken cancellationToken)
    {
        ProgressLine last;
        do
        {
            last = steps.Current;
            if (Server.TokenDelay > TimeSpan.Zero)
            {
                await Task.Delay(Server.TokenDelay, Server.Clock, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        while (steps.MoveNext());
        return last.Write;
    }

    private static IEnumerable<Action<Utf8JsonWriter>> Lines(IEnumerator<ProgressLine> steps)
    {
        for (string? error = null; ;)
        {
            var line = steps.Current;
            yield return line.Write;
            try
            {
                if (!steps.MoveNext())
                {
                    yield break;
                }
            }
            catch (RefusalException refusal)
            {
                error = refusal.Message;
            }

            if (error is not null)
            {
                yield return json => Answer.WriteError(json, error);
                yield break;
            }
        }
    }
}
