using System.Globalization;
using Microsoft.Extensions.Logging;
using OllamaSdk.Models;
using OllamaSdk.Transport;

namespace OllamaSdk.Recovery;

/// <summary>One call's way out of a full memory: first without the other models, then with half the context as well, then no further.</summary>
/// <param name="client">Does what is to be done.</param>
/// <param name="model">The model that does not fit in.</param>
/// <param name="given">The options of the request.</param>
/// <param name="call">The settings of the call; its listener is for the call's own answer only.</param>
/// <param name="logger">Told of each step.</param>
internal sealed class MemoryRescue(OllamaClient client, string model, ModelOptions? given, CallOptions? call, ILogger logger)
{
    // What servers use where nobody says otherwise and the graphics card is small; larger cards get more.
    private const int LeastDefaultContext = 4096;

    private readonly CallOptions? _quiet = Quiet(call);
    private readonly List<string> _unloaded = [];
    private LlmException? _first;
    private int? _contextLength;
    private int _steps;

    /// <summary>What the request is to be sent with now.</summary>
    public ModelOptions? Options => _contextLength is null ? given : (given ?? new ModelOptions()) with { NumCtx = _contextLength };

    /// <summary>What was done so far.</summary>
    public MemoryRecovery? Done => _first is null ? null : new(_unloaded, _contextLength, _first);

    /// <summary>Makes room. Where there is nothing left to be done, the failure is told what was.</summary>
    /// <returns>Whether the request is worth sending again.</returns>
    public async Task<bool> TryMakeRoomAsync(LlmException failure, CancellationToken cancellationToken)
    {
        if (IsOutOfMemory(failure))
        {
            _first ??= failure;
            if (++_steps == 1)
            {
                await UnloadOthersAsync(cancellationToken).ConfigureAwait(false);
                Log.Unloaded(logger, client.Endpoint, model, string.Join(", ", _unloaded));
                return true;
            }

            if (_steps == 2 && await HalfContextAsync(cancellationToken).ConfigureAwait(false) is > 0 and { } half)
            {
                _contextLength = half;
                Log.HalvedContext(logger, client.Endpoint, model, half);
                return true;
            }
        }

        failure.MemoryRecovery = Done;
        return false;
    }

    private static bool IsOutOfMemory(LlmException failure) =>
        (failure as LlmApiException ?? (failure as LlmStreamException)?.ServerError)?.Kind == ApiErrorKind.OutOfMemory;

    private static CallOptions? Quiet(CallOptions? call)
    {
        var quiet = call?.Clone();
        if (quiet is not null)
        {
            quiet.OnResponse = null;
        }

        return quiet;
    }

    private async Task UnloadOthersAsync(CancellationToken cancellationToken)
    {
        var running = await OrNullAsync(client.ListRunningModelsAsync(_quiet, cancellationToken)).ConfigureAwait(false);
        foreach (var other in (running?.Models ?? []).Select(entry => entry.Model ?? entry.Name).OfType<string>().Where(name => !ModelNames.Same(name, model)))
        {
            // Another program may have been quicker.
            if (await OrNullAsync(UnloadAsync(other)).ConfigureAwait(false) is not null)
            {
                _unloaded.Add(other);
            }
        }

        async Task<string> UnloadAsync(string name)
        {
            await client.UnloadModelAsync(name, _quiet, cancellationToken).ConfigureAwait(false);
            return name;
        }
    }

    private async Task<int> HalfContextAsync(CancellationToken cancellationToken)
    {
        if (given?.NumCtx is > 0 and { } asked)
        {
            return asked / 2;
        }

        var about = await OrNullAsync(client.ShowModelAsync(model, _quiet, cancellationToken)).ConfigureAwait(false);
        return about?.ParameterValues.GetValueOrDefault("num_ctx") is [.., var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            ? own / 2
            : LeastDefaultContext / 2;
    }

    // A step that fails leaves the others worth trying; the failure that counts is the call's own.
    private static async Task<T?> OrNullAsync<T>(Task<T> step)
        where T : class
    {
        try
        {
            return await step.ConfigureAwait(false);
        }
        catch (LlmException)
        {
            return null;
        }
    }
}
