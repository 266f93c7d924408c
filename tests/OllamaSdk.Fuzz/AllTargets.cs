using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Fuzz.Targets;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Fuzz;

/// <summary>Everything that is fuzzed. A new target is added here, and is in CI, in the figures and in the docs.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> Create() =>
    [
        new LinesTarget(), new EventsTarget(),
        new ItemTarget<OllamaChatResponse>("items-chat"), new ItemTarget<GenerateResponse>("items-generate"), new ItemTarget<ModelProgress>("items-progress"),
        new ItemTarget<ChatCompletionChunk>("items-chunk"), new ItemTarget<CompletionChunk>("items-completion"), new ItemTarget<ResponseStreamEvent>("items-event"),
        new WholeTarget(), new ErrorTarget(), new AddressTarget(), new SumTarget(), new ToolTarget(), new TypedTarget(), new ConfigTarget(), new EmulatorTarget(),
    ];
}
