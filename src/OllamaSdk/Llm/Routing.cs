using OllamaSdk.Models;

namespace OllamaSdk.Llm;

/// <summary>Which targets a request may go to.</summary>
internal sealed class Routing(IReadOnlyList<LlmRoute> routes)
{
    private readonly bool _hasPools = routes.Any(route => route.Pool is not null);

    // Most requests name no model.
    private (LlmRoute, string)[]? _own;

    /// <exception cref="ArgumentException">No model is named, neither by the request nor by a target.</exception>
    public (LlmRoute Route, string Model)[] For(string? model)
    {
        if (string.IsNullOrEmpty(model))
        {
            _own ??= [.. routes.Select(route => (route, ModelOf(route, model)))];
            // In a pool each call has an order of its own.
            return _hasPools ? [.. _own] : _own;
        }

        RequestChecks.Model(model);
        // A target with another model was not meant to see this prompt.
        var fitting = routes.Where(route => route.Target.Given.Model is not { Length: > 0 } own || IsSame(route.Target.Provider, own, model)).ToArray();
        return [.. (fitting.Length > 0 ? fitting : routes.Where(route => route == routes[0] || (route.Pool is not null && route.Pool == routes[0].Pool))).Select(route => (route, model))];
    }

    /// <summary>The model where all servers are to be asked for the same one: the first target's, unless one is named.</summary>
    /// <inheritdoc cref="For" path="/exception"/>
    public string ModelOfFirst(string? model) => ModelOf(routes[0], model);

    /// <summary>Whether two names mean the same model; Ollama fills in its defaults.</summary>
    public static bool IsSame(LlmProvider provider, string left, string right) =>
        provider.KeyIsForOllamaCom ? ModelNames.Same(left, right) : string.Equals(left, right, StringComparison.Ordinal);

    private static string ModelOf(LlmRoute route, string? model) => !string.IsNullOrEmpty(model) ? model : route.Target.Model ?? throw new ArgumentException(
        $"No model is given: name one in the request, in {route.Target.Name} or in DefaultModel.", nameof(model));
}
