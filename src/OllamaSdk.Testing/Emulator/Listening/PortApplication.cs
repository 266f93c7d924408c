using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OllamaSdk.Testing.Emulator.Listening;

/// <summary>Carries requests from Kestrel to the emulator, and its answers back, piece by piece.</summary>
internal sealed class PortApplication(OllamaEmulator emulator) : IHttpApplication<HttpContext>
{
    private const int PieceSize = 16 * 1024;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!LocalHost.Allows(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var gone = context.RequestAborted;
        try
        {
            using var request = PortRequest.Read(context.Request);
            using var response = await emulator.AnswerAsync(request, gone).ConfigureAwait(false);
            await SendAsync(response, context.Response, gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client has left: nobody is there to be told.
        }
        catch (Exception e) when ((e is IOException or HttpRequestException) && !context.Response.HasStarted)
        {
            // A fault that a client in memory meets as this exception. Later than here Kestrel lets out what there is, and closes the connection in the middle.
            context.Abort();
        }
    }

    private static async Task SendAsync(HttpResponseMessage from, HttpResponse to, CancellationToken gone)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            to.Headers[name] = values.ToArray();
        }

        using var body = await from.Content.ReadAsStreamAsync(gone).ConfigureAwait(false);
        if (from.Content.Headers.ContentLength is null)
        {
            // A stream's headers do not wait for its first line.
            await to.BodyWriter.FlushAsync(gone).ConfigureAwait(false);
        }

        for (; ; )
        {
            var count = await body.ReadAsync(to.BodyWriter.GetMemory(PieceSize), gone).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            to.BodyWriter.Advance(count);
            await to.BodyWriter.FlushAsync(gone).ConfigureAwait(false);
        }
    }
}
