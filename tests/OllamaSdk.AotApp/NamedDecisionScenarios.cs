using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>Questions to a decision model, over real HTTP to an emulated one.</summary>
internal static class NamedDecisionScenarios
{
    public static async Task DecideAsync()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("wet").Decide(("angry", "true", 0.75), ("topic", "delivery", 0.9), ("tone", "firm", 0.5));
        await using var listener = await emulator.ListenAsync();
        using var native = new OllamaClient(listener.Endpoint);
        using var v1 = new OpenAICompatibleClient(listener.Endpoint);
        using var both = new LlmClient(new LlmTarget(LlmProviders.Ollama, "demo-decide", listener.Endpoint));
        var request = SystemOneRequest.About("The box was wet.",
            ("angry", SystemOneQuestion.YesNo("Is the writer angry?")),
            ("topic", SystemOneQuestion.Choice("What is it about?", "price", "delivery")),
            ("tone", SystemOneQuestion.Score("How hard is the tone?", "mild", "firm", "harsh"))) with { Model = "demo-decide" };

        Check((await native.DecideAsync(request)).Answers);
        Check((await v1.DecideAsync(request)).Answers);
        Check((await both.DecideAsync(request)).Answers);
        await foreach (var result in native.DecideManyAsync(["wet", "very wet"], request))
        {
            Check(result.Output?.Answers ?? throw new InvalidOperationException("A text has no answers.", result.Error));
        }

        var refused = await Checks.ThrowsAsync<LlmApiException>(() => native.DecideAsync("s", SystemOneQuestion.YesNo("q"), "demo"));
        Checks.Same((ApiErrorKind.ModelDoesNotSupport, "decision"), (refused.Kind, refused.MissingCapability), "the refusal of a model that cannot decide");
        await Checks.ThrowsAsync<ArgumentException>(() => native.DecideAsync(" ", SystemOneQuestion.YesNo("q"), "demo-decide"));
    }

    private static void Check(IReadOnlyDictionary<string, SystemOneAnswer> answers)
    {
        Checks.Same("angry, topic, tone", string.Join(", ", answers.Keys), "the order of the answers");
        Checks.Same(0.75, answers["angry"].Noul, "the probability of yes");
        Checks.Same(("delivery", 0.9), (answers["topic"].Choice, answers["topic"].ProbabilityOf("delivery")), "the choice");
        Checks.Same((1.0, 1, "mild, firm, harsh"), (answers["tone"].Score, answers["tone"].Level, string.Join(", ", answers["tone"].Levels)), "the score");
    }
}
