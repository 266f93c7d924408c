using OllamaSdk.Models;

namespace OllamaSdk.Llm;

/// <summary>Asks servers how they are, in little time and without trying twice.</summary>
internal sealed class HealthChecks(TimeProvider clock)
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);
    // A first answer of one token comes after the model has loaded.
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    public Task<LlmServerHealth> CheckAsync(LlmServer server, CancellationToken cancellationToken) =>
        MeasureAsync(server, () => server.Backend.CheckAsync(Once(CheckLimit), cancellationToken), cancellationToken);

    public Task<LlmServerHealth> CheckReadyAsync(LlmRoute route, bool byAnswer, TimeSpan rest, CancellationToken cancellationToken)
    {
        var limit = byAnswer && route.Target.Provider.Probe.SaysReadyTooSoon ? ReadyLimit : CheckLimit;
        limit = rest != Timeout.InfiniteTimeSpan && rest < limit ? rest : limit;
        var backend = route.Server.Backend;
        return MeasureAsync(route.Server, () => byAnswer
            ? backend.CheckReadyAsync(route.Target.Model, Once(limit), cancellationToken)
            : backend.CheckAsync(Once(limit), cancellationToken), cancellationToken);
    }

    public async Task<LlmTargetPreflight> PreflightAsync(LlmRoute route, string model, PreflightRequest? request, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        try
        {
            var health = await CheckAsync(route.Server, cancellationToken).ConfigureAwait(false);
            if (health.Problem is not null)
            {
                problems.Add($"{health.Problem} {health.Advice}");
            }
            else
            {
                problems.AddRange(await ModelProblemsAsync(route, model, request, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (IsFinding(e, cancellationToken))
        {
            problems.Add(e.Message);
        }

        return new LlmTargetPreflight(route.Target.Provider.Name, route.Target.Address, model, problems);
    }

    private static CallOptions Once(TimeSpan limit) => new() { TotalTimeout = limit, FirstByteTimeout = limit, MaxRetries = 0 };

    private async Task<LlmServerHealth> MeasureAsync(LlmServer server, Func<Task> check, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await check().ConfigureAwait(false);
            return new LlmServerHealth(server.Provider.Name, server.Address, ServerState.Ready, clock.GetElapsedTime(started));
        }
        catch (LlmException e)
        {
            return HealthAdvice.Describe(server, e, clock.GetElapsedTime(started));
        }
        catch (Exception e) when (IsFinding(e, cancellationToken))
        {
            return new LlmServerHealth(server.Provider.Name, server.Address, ServerState.Failing, clock.GetElapsedTime(started))
            {
                Problem = e.Message,
                Advice = $"Look into the handler of yours that threw this {e.GetType().Name}.",
            };
        }
    }

    // What the SDK does not throw comes from a handler of the user's.
    private static bool IsFinding(Exception e, CancellationToken cancellationToken) =>
        e is LlmException || (e is not ObjectDisposedException && !cancellationToken.IsCancellationRequested);

    private static async Task<List<string>> ModelProblemsAsync(LlmRoute route, string model, PreflightRequest? request, CancellationToken cancellationToken)
    {
        var provider = route.Target.Provider;
        var problems = new List<string>();
        var shown = SecretParts.ShownModel(model);
        var models = await route.Server.Models.GetAsync(useCache: false, cancellationToken).ConfigureAwait(false);
        var entry = models.FirstOrDefault(m => Routing.IsSame(provider, m.Id, model));
        // Servers with a default model take any name for the one they have, or fetch what they lack.
        if (entry is null && provider.DefaultModel is null)
        {
            problems.Add($"The model '{shown}' is not there. {(provider.IsNative ? $"Pull it with 'ollama pull {shown}'" : "Load or download it at the server")}, or use one of: {Some(models)}.");
            return problems;
        }

        if (request is null)
        {
            return problems;
        }

        if (request.Format is not null && !provider.SupportsResponseFormat)
        {
            problems.Add($"{provider.DisplayName} cannot be told the form of its answer; the request's Format would not be sent.");
        }

        if (request.HasImages && !provider.SupportsImages)
        {
            problems.Add($"{provider.DisplayName} takes no pictures.");
        }

        // Several rows of one name are several forms of the model, and which of them will run is not known.
        var rows = models.Where(m => Routing.IsSame(provider, m.Id, model));
        // Ollama's list does not name what a template in the GGUF file can; the model itself does. Other servers' lists say all there is to know.
        var known = entry is null || request.NeedsOf(provider).All(c => rows.All(row => row.Capabilities.Contains(c))) ? []
            : provider.IsNative ? await route.Server.Backend.GetCapabilitiesAsync(model, Once(CheckLimit), cancellationToken).ConfigureAwait(false)
            : entry.Capabilities;
        if (known.Count > 0)
        {
            problems.AddRange(request.NeedsOf(provider).Where(c => !known.Contains(c)).Select(c => $"The model '{shown}' does not support {c}; it has: {string.Join(", ", known)}."));
        }

        // Whether it can think at all is a capability.
        if (request.Think is { } think && think != Think.On
            && await route.Server.Backend.GetThinkingAsync(model, Once(CheckLimit), cancellationToken).ConfigureAwait(false) is { } levels
            && !ThinkingCheck.IsKnown(think, levels))
        {
            problems.Add($"The model '{shown}' does not think by '{think}', and would by its default; it knows: {string.Join(", ", levels.Values)}.");
        }

        return problems;
    }

    private static string Some(IReadOnlyList<LlmModelInfo> models) =>
        models.Count == 0 ? "none" : string.Join(", ", models.Take(5).Select(m => m.Id)) + (models.Count > 5 ? ", …" : "");
}
