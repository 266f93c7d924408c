using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>What happens to one request.</summary>
/// <param name="After">The wait before anything does.</param>
/// <param name="Speech">What the model says; <see langword="null"/> for what it says anyway.</param>
/// <param name="Fault">What goes wrong, if anything.</param>
internal sealed record ScriptStep(TimeSpan After, Speech? Speech = null, Fault? Fault = null)
{
    /// <summary>What a decision model thinks of some questions; <see langword="null"/> for what it thinks anyway.</summary>
    public IReadOnlyList<ScriptedDecision>? Decisions { get; init; }
}
