using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>A decision record of five members, natively compiled: sent, answered by the emulator over HTTP, read.</summary>
internal static class DecisionScenarios
{
    public static async Task RecordAsync()
    {
        using var emulator = Emulator();
        emulator.When("wet").Decide(("about", "delivery", 0.8), ("angry", "true", 0.75), ("tone", "harsh", 0.9), ("stars", "1", 1), ("escalate", "false", 0.9));
        await using var listener = await emulator.ListenAsync();
        using var native = new OllamaClient(listener.Endpoint);
        using var v1 = new OpenAICompatibleClient($"{listener.Endpoint}/v1");
        using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget { Provider = "ollama", Endpoint = listener.Endpoint, Model = "nimble" } } });

        Check(await native.DecideAsync<Letter>("The box was wet.", "nimble"));
        Check(await v1.DecideAsync<Letter>("The box was wet.", "nimble"));
        Check(await llm.DecideAsync<Letter>("The box was wet."));
        Checks.Same(
            """{"type":"choice","instructions":"What is it about?","criteria":{"delivery":"The parcel, and its way.","price":null}}""",
            emulator.Requests[0].Json.GetProperty("questions").GetProperty("about").GetRawText(),
            "the first question");
    }

    public static async Task SingleAsync()
    {
        using var emulator = Emulator();
        emulator.When("wet").Decide(("answer", "delivery", 0.8)).Decide(("answer", "true", 0.75)).Decide(("answer", "Today.", 0.9)).Decide(("answer", "price", 0.6));
        await using var listener = await emulator.ListenAsync();
        using var client = new OllamaClient(listener.Endpoint);

        var area = await client.DecideAsync<Area>("The box was wet.", "What is it about?", "nimble");
        var angry = await client.DecideAsync<bool>("The box was wet.", "Is the writer angry?", "nimble");
        var haste = await client.DecideAsync<Haste>("The box was wet.", "How urgent is it?", "nimble");
        var choice = await client.DecideAsync<Choice<Area>>("The box was wet.", "What is it about?", "nimble");

        Checks.Same("Delivery, True, High, Price by 0.6", string.Create(CultureInfo.InvariantCulture, $"{area.Value}, {angry.Value}, {haste.Value}, {choice.Value.Value} by {choice.Value.Probabilities[Area.Price]:0.#}"), "the answers");
    }

    private static void Check(Decision<Letter> decision)
    {
        var letter = decision.Value;
        Checks.Same((Area.Delivery, 0.8), (letter.About.Value, letter.About.Probabilities[Area.Delivery]), "what it is about");
        Checks.Same((0.75, true), (letter.Angry.Probability, letter.Angry.Value), "whether the writer is angry");
        Checks.Same((2, "harsh"), (letter.Tone.Level, letter.Tone.LevelText), "the tone");
        Checks.Same((1, false), (letter.Stars, letter.Escalate), "the stars, and what to do");
        Checks.Same("nimble", decision.Model, "the model");
    }

    private static OllamaEmulator Emulator() => new(new EmulatorOptions { Models = { new EmulatedModel("nimble") { Capabilities = [ModelCapability.Decision] } } });
}

/// <summary>What a customer wrote.</summary>
/// <param name="About">What is it about?</param>
/// <param name="Angry">Is the writer angry?</param>
[LlmDecision]
internal sealed partial record Letter(Choice<Area> About, YesNo Angry)
{
    /// <summary>How hard is the tone?</summary>
    [LlmLevels("mild", "firm", "harsh")]
    public required Score Tone { get; init; }

    /// <summary>How many stars?</summary>
    [Range(1, 5)]
    public int Stars { get; init; }

    /// <summary>Should a person read it?</summary>
    public bool Escalate { get; init; }
}

internal enum Area
{
    /// <summary>The parcel, and its way.</summary>
    Delivery,

    Price,
}

[LlmLevels]
internal enum Haste
{
    Low,

    /// <summary>Today.</summary>
    High,
}
