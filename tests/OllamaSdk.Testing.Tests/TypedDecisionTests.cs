using System.ComponentModel.DataAnnotations;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests;

/// <summary>Typed decisions of the emulator, which refuses what the server refuses: the requests that the generator makes are taken.</summary>
public sealed partial class TypedDecisionTests : IAsyncLifetime
{
    private readonly OllamaEmulator _emulator = new(new EmulatorOptions { Models = { new EmulatedModel("nimble") { Capabilities = [ModelCapability.Decision] } } });
    private EmulatorListener _listener = null!;
    private OllamaClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = await _emulator.ListenAsync(cancellationToken: Cancellation);
        _client = new OllamaClient(new OllamaClientOptions { Endpoint = _listener.Endpoint, DefaultModel = "nimble", Retry = { MaxRetries = 0 } });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }

    [Fact]
    public async Task What_is_scripted_is_read()
    {
        _emulator.When("wet").Decide(("about", "delivery", 0.8), ("angry", "true", 0.75), ("Tone of it", "harsh", 0.9), ("stars", "1", 1), ("urgency", "Today.", 0.6));

        var decision = await _client.DecideAsync<Review>("The box was wet.", cancellationToken: Cancellation);

        var review = decision.Value;
        Assert.Equal((Area.Delivery, 0.8, 0.2), (review.About.Value, review.About.Probabilities[Area.Delivery], Math.Round(review.About.Probabilities[Area.Price], 9)));
        Assert.InRange(review.About.Confidence!.Value, 0.27, 0.28);
        Assert.Equal((0.75, true), (review.Angry.Probability, review.Angry.Value));
        Assert.Equal((2, "harsh", 1.85), (review.Tone.Level, review.Tone.LevelText, Math.Round(review.Tone.Value, 9)));
        Assert.Equal((1, Haste.High), (review.Stars, review.Urgency));
        Assert.Equal(["about", "angry", "Tone of it", "stars", "urgency"], decision.Answers.Keys);
        Assert.True(decision.Usage!.InputTokens > 0);
    }

    [Fact]
    public async Task The_words_of_the_options_reach_the_model()
    {
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{_listener.Endpoint}/v1", DefaultModel = "nimble" });
        using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget { Provider = "ollama", Endpoint = _listener.Endpoint, Model = "nimble" } } });

        Assert.Equal(Area.Delivery, (await _client.DecideAsync<Area>("The parcel was wet.", "What is it about?", cancellationToken: Cancellation)).Value);
        Assert.Equal(Area.Delivery, (await v1.DecideAsync<Review>("The parcel was wet.", cancellationToken: Cancellation)).Value.About.Value);
        Assert.Equal(Area.Price, (await llm.DecideAsync<Choice<Area>>("It costs too much money.", "What is it about?", cancellationToken: Cancellation)).Value.Value);
        Assert.Equal(Haste.High, (await _client.DecideAsync<Haste>("I need it today.", "How urgent is it?", cancellationToken: Cancellation)).Value);
        _emulator.When("wet").Decide(("answer", "true", 0.9));
        Assert.Equal(0.9, (await _client.DecideAsync<YesNo>("wet", "Is it?", cancellationToken: Cancellation)).Value.Probability);
    }

    [Fact]
    public async Task Many_texts_are_decided_about()
    {
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{_listener.Endpoint}/v1", DefaultModel = "nimble" });
        using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget { Provider = "ollama", Endpoint = _listener.Endpoint, Model = "nimble" } } });
        string[] texts = ["The parcel was wet.", "", "It costs too much money."];

        IAsyncEnumerable<BulkResult<string, Decision<Review>>>[] all =
            [_client.DecideManyAsync<Review>(texts, cancellationToken: Cancellation), v1.DecideManyAsync<Review>(texts, cancellationToken: Cancellation), llm.DecideManyAsync<Review>(texts, cancellationToken: Cancellation)];

        foreach (var some in all)
        {
            var results = new List<BulkResult<string, Decision<Review>>>();
            await foreach (var result in some)
            {
                results.Add(result);
            }

            Assert.Equal(texts, results.Select(result => result.Input));
            Assert.Equal([Area.Delivery, null, Area.Price], results.Select(result => result.Output?.Value.About.Value));
            Assert.IsType<ArgumentException>(results[1].Error);
        }
    }

    /// <summary>What a customer wrote.</summary>
    [LlmDecision]
    internal sealed partial record Review
    {
        /// <summary>What is it about?</summary>
        public required Choice<Area> About { get; init; }

        /// <summary>Is the writer angry?</summary>
        [LlmYesNo(Yes = "Insults.")]
        public required YesNo Angry { get; init; }

        /// <summary>How hard is the tone?</summary>
        [LlmLevels("mild", "firm", "harsh"), System.Text.Json.Serialization.JsonPropertyName("Tone of it")]
        public required Score Tone { get; init; }

        /// <summary>How many stars?</summary>
        [Range(1, 5)]
        public int Stars { get; init; }

        /// <summary>How urgent is it?</summary>
        public Haste Urgency { get; init; }
    }

    internal enum Area
    {
        /// <summary>A parcel, wet or late.</summary>
        Delivery,

        /// <summary>Money.</summary>
        Price,
    }

    [LlmLevels]
    internal enum Haste
    {
        Low,

        /// <summary>Today.</summary>
        High,
    }
}
