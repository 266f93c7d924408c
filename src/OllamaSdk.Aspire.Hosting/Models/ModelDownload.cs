using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OllamaSdk.Aspire.Hosting.Models;

/// <summary>Sees to it that a server has a model, and tells the dashboard how far that is.</summary>
internal sealed partial class ModelDownload(OllamaModelResource model, IServiceProvider services)
{
    private readonly ResourceNotificationService _notifications = services.GetRequiredService<ResourceNotificationService>();
    private readonly ILogger _logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(model);

    /// <summary>Ends without an exception: what failed is the state of the resource, and in its log.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new OllamaClient(model.Parent.PrimaryEndpoint.Url);
            if (!await HasModelAsync(client, cancellationToken).ConfigureAwait(false))
            {
                await PullAsync(client, cancellationToken).ConfigureAwait(false);
            }

            await TellAsync(KnownResourceStates.Running, KnownResourceStateStyles.Success).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The app host stops.
        }
        catch (LlmException e)
        {
            LogFailure(e, model.Model);
            await TellAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error).ConfigureAwait(false);
        }
    }

    // The server is asked, not its list compared: it knows what a name without a tag means.
    private async Task<bool> HasModelAsync(OllamaClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ShowModelAsync(model.Model, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LlmModelNotFoundException)
        {
            return false;
        }
    }

    private Task PullAsync(OllamaClient client, CancellationToken cancellationToken)
    {
        var (status, shown) = ("", "");
        return client.PullModelAsync(
            model.Model,
            step =>
            {
                if (step.Status != status)
                {
                    LogStep(status = step.Status);
                }

                // Of thousands of steps a hundred differ.
                var state = step.Fraction is { } part ? string.Create(CultureInfo.InvariantCulture, $"Downloading {Math.Floor(100 * part)} %") : "Downloading";
                if (state != shown)
                {
                    _ = TellAsync(shown = state, KnownResourceStateStyles.Info);
                }
            },
            cancellationToken: cancellationToken);
    }

    private Task TellAsync(string state, string style) =>
        _notifications.PublishUpdateAsync(model, snapshot => snapshot with { State = new ResourceStateSnapshot(state, style) });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Status}")]
    private partial void LogStep(string status);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Model} could not be downloaded.")]
    private partial void LogFailure(Exception exception, string model);
}
