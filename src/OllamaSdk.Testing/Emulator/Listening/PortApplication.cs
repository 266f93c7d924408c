using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OllamaSdk.Testing.Emulator.Page;

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

        if (emulator.Page is { } page && EmulatorPage.Owns(context.Request))
        {
            await ShowAsync(page, context).ConfigureAwait(false);
            return;
        }

        var gone = context.RequestAborted;
        var visit = emulator.Page?.Journal.Begin();
        var outcome = "the connection broke";
        try
        {
            using var request = PortRequest.Read(context.Request);
            visit?.Attach(request);
            using var response = await emulator.AnswerAsync(request, gone).ConfigureAwait(false);
            visit?.Begin(response);
            await SendAsync(response, context.Response, visit, gone).ConfigureAwait(false);
            outcome = "complete";
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client has left: nobody is there to be told.
            outcome = "the client left";
        }
        catch (Exception e) when ((e is IOException or HttpRequestException) && !context.Response.HasStarted)
        {
            // A fault that a client in memory meets as this exception. Later than here Kestrel lets out what there is, and closes the connection in the middle.
            context.Abort();
        }
        finally
        {
            visit?.End(outcome);
        }
    }

    private static async Task ShowAsync(EmulatorPage page, HttpContext context)
    {
        try
        {
            await page.AnswerAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private static async Task SendAsync(HttpResponseMessage from, HttpResponse to, Visit? visit, CancellationToken gone)
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
            var piece = to.BodyWriter.GetMemory(PieceSize);
            var count = await body.ReadAsync(piece, gone).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            // Before it is sent: whoever has it finds it on the page.
            visit?.Add(piece.Span[..count]);
            to.BodyWriter.Advance(count);
            await to.BodyWriter.FlushAsync(gone).ConfigureAwait(false);
        }
    }
}
