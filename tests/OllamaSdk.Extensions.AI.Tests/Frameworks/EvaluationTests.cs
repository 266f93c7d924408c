using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Frameworks;

/// <summary>Evaluators whose judge is a model behind the adapters.</summary>
public sealed partial class EvaluationTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_judge_keeps_to_the_form_of_its_verdict(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("Answer: Light is scattered.").Answer("""{"relevant":true,"why":"It is about light."}""");
        adapters.Emulator.When("Answer: Buy our shoes!").Answer("""{"relevant":false,"why":"It is about shoes."}""");
        var judge = new ChatConfiguration(adapters.Chat(client));

        var good = await new Judge().EvaluateAsync("Why is the sky blue?", "Light is scattered.", judge, cancellationToken: Ct);
        var bad = await new Judge().EvaluateAsync("Why is the sky blue?", "Buy our shoes!", judge, cancellationToken: Ct);

        Assert.Equal((true, "It is about light.", false), Seen(good));
        Assert.Equal((false, "It is about shoes.", true), Seen(bad));
        Assert.True(adapters.Sent.TryGetProperty(client == Client.OpenAI ? "response_format" : "format", out _));
    }

    [Fact]
    public async Task A_judge_that_cannot_be_asked_is_told_of_and_the_others_judge()
    {
        using var adapters = new Adapters();
        var evaluator = new CompositeEvaluator(new Judge(), new Length());

        var result = await evaluator.EvaluateAsync("Why?", "Because.", new ChatConfiguration(adapters.Chat(Client.Ollama, "missing")), cancellationToken: Ct);

        Assert.Equal(1, result.Get<NumericMetric>("Length").Value);
        Assert.Contains(result.Get<BooleanMetric>("Relevance").Diagnostics!, one => one.Message.Contains("missing", StringComparison.Ordinal));
    }

    private static (bool? Value, string? Reason, bool? Failed) Seen(EvaluationResult result)
    {
        var metric = result.Get<BooleanMetric>("Relevance");
        return (metric.Value, metric.Reason, metric.Interpretation?.Failed);
    }

    internal sealed record Verdict(bool Relevant, string Why);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Verdict))]
    private sealed partial class Verdicts : JsonSerializerContext;

    private sealed class Judge : IEvaluator
    {
        public IReadOnlyCollection<string> EvaluationMetricNames => ["Relevance"];

        public async ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages,
            ChatResponse modelResponse,
            ChatConfiguration? chatConfiguration = null,
            IEnumerable<EvaluationContext>? additionalContext = null,
            CancellationToken cancellationToken = default)
        {
            var metric = new BooleanMetric("Relevance");
            try
            {
                var verdict = await chatConfiguration!.ChatClient.GetResponseAsync<Verdict>(
                    $"Question: {messages.Last().Text}\nAnswer: {modelResponse.Text}", Verdicts.Default.Options, new ChatOptions { Temperature = 0 }, cancellationToken: cancellationToken);
                (metric.Value, metric.Reason) = (verdict.Result.Relevant, verdict.Result.Why);
                metric.Interpretation = new(verdict.Result.Relevant ? EvaluationRating.Good : EvaluationRating.Unacceptable, failed: !verdict.Result.Relevant);
            }
            catch (LlmException e)
            {
                metric.AddDiagnostics(EvaluationDiagnostic.Error(e.Message));
            }

            return new(metric);
        }
    }

    private sealed class Length : IEvaluator
    {
        public IReadOnlyCollection<string> EvaluationMetricNames => ["Length"];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages,
            ChatResponse modelResponse,
            ChatConfiguration? chatConfiguration = null,
            IEnumerable<EvaluationContext>? additionalContext = null,
            CancellationToken cancellationToken = default) =>
            new(new EvaluationResult(new NumericMetric("Length", modelResponse.Text.Split(' ').Length)));
    }
}
