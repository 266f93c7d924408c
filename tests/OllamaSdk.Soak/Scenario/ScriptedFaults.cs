using Emulated = OllamaSdk.Testing.Fault;

namespace OllamaSdk.Soak.Scenario;

/// <summary>Questions that the emulators answer wrongly: the client knows beforehand what must come out.</summary>
internal static class ScriptedFaults
{
    public static IReadOnlyDictionary<Fault, string> Prompts { get; } = new Dictionary<Fault, string>
    {
        [Fault.ErrorLine] = "Fail by an error line;",
        [Fault.Garbage] = "Fail by garbage;",
        [Fault.NoEndMark] = "Fail by no end mark;",
        [Fault.Break] = "Fail by a break;",
        [Fault.TokenRepeat] = "Fail by repeating;",
    };

    public static IEnumerable<(Emulated Fault, string Prompt)> All =>
    [
        (Emulated.ErrorLine.AfterLines(3), Prompts[Fault.ErrorLine]),
        (Emulated.Garbage.AfterLines(4), Prompts[Fault.Garbage]),
        (Emulated.Cut.AfterLines(5), Prompts[Fault.NoEndMark]),
        (Emulated.Break.AfterLines(2), Prompts[Fault.Break]),
        (Emulated.TokenRepeat.AfterLines(6), Prompts[Fault.TokenRepeat]),
    ];
}
