using Microsoft.Extensions.Logging;
using OllamaSdk.Models;
using OllamaSdk.Transport;

namespace OllamaSdk.Recovery;

/// <summary>One call's way out of a full memory: first without the other models, then with half the context as well, then no further.</summary>
/// <param name="client">Does what is to be done.</param>
/// <param name="model">The model that does not fit in.</param>
/// <param name="given">The options of the request.</param>
/// <param name="call">The settings of the call; its listener is for the call's own answer only.</param>
/// <param name="clock">For the wait until the others are gone.</param>
/// <param name="logger">Told of each step.</param>
internal sealed class MemoryRescue(OllamaClient client, string model, ModelOptions? given, CallOptions call, TimeProvider clock, ILogger logger)
{
    // What servers use where nobody says otherwise and the graphics card is small; larger cards get more.
    private const int LeastDefaultContext = 4096;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly CallOptions _quiet = Quiet(call);
    private readonly List<string> _unloaded = [];
    private LlmException? _first;
    private int? _contextLength;
    private int _steps;

    /// <summary>Whether the request can say how much context the model is to have.</summary>
    public bool HasContext { get; init; } = true;

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
                Log.Unloaded(logger, client.Endpoint, SecretParts.ShownModel(model), string.Join(", ", _unloaded));
                return true;
            }

            if (_steps == 2 && HasContext && await HalfContextAsync(cancellationToken).ConfigureAwait(false) is > 0 and { } half)
            {
                _contextLength = half;
                Log.HalvedContext(logger, client.Endpoint, SecretParts.ShownModel(model), half);
                return true;
            }
        }

        failure.Complete(Done);
        return false;
    }

    private static bool IsOutOfMemory(LlmException failure) =>
        (failure as LlmApiException ?? (failure as LlmStreamException)?.ServerError)?.Kind == ApiErrorKind.OutOfMemory;

    private static CallOptions Quiet(CallOptions call)
    {
        var quiet = call.Clone();
        quiet.OnResponse = null;
        return quiet;
    }

    private async Task UnloadOthersAsync(CancellationToken cancellationToken)
    {
        List<string> going = [];
        foreach (var other in (await RunningAsync(cancellationToken).ConfigureAwait(false) ?? []).Where(name => !ModelNames.Same(name, model)))
        {
            // Another program may have been quicker.
            if (await OrNullAsync(UnloadAsync(other)).ConfigureAwait(false) is not null)
            {
                going.Add(other);
            }
        }

        // The server says yes at once, and unloads a model when its last answer is done.
        var askedAt = clock.GetTimestamp();
        while (going.Count > 0 && await RunningAsync(cancellationToken).ConfigureAwait(false) is { } running)
        {
            _unloaded.AddRange(going.Except(running));
            going.RemoveAll(_unloaded.Contains);
            if (going.Count == 0 || clock.GetElapsedTime(askedAt) >= LongestWait)
            {
                break;
            }

            await Task.Delay(PollInterval, clock, cancellationToken).ConfigureAwait(false);
        }

        async Task<string> UnloadAsync(string name)
        {
            await client.UnloadModelAsync(name, _quiet, cancellationToken).ConfigureAwait(false);
            return name;
        }
    }

    // Two forms of one model may run at once; a name unloads what it stands for, and is gone when both are.
    private async Task<IReadOnlyList<string>?> RunningAsync(CancellationToken cancellationToken)
    {
        var list = await OrNullAsync(client.ListRunningModelsAsync(_quiet, cancellationToken)).ConfigureAwait(false);
        return list is null ? null : [.. list.Models.Select(entry => entry.ModelOnWire ?? entry.NameOnWire).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private async Task<int> HalfContextAsync(CancellationToken cancellationToken)
    {
        var about = await OrNullAsync(client.ShowModelAsync(model, _quiet, cancellationToken)).ConfigureAwait(false);
        var wanted = given?.NumCtx is > 0 and { } asked ? asked : ContextFacts.Own(about) ?? LeastDefaultContext;
        return (int)Math.Min(wanted, ContextFacts.Longest(about) ?? wanted) / 2;
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
