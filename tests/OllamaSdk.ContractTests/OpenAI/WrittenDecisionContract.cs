using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>Decisions, by both clients: these stubs were written from the example of the reference and from source, not recorded.</summary>
public sealed class WrittenDecisionContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("written_systemone", "nimble", false)]
    [InlineData("written_systemone", "nimble", true)]
    [InlineData("written_llama_systemone", "tiny", true)]
    public async Task Answers_are_read_in_full_and_in_their_order(string name, string model, bool v1)
    {
        SystemOneRequest request = SystemOneRequest.About("The parcel came two weeks late and the box was wet.",
            ("angry", SystemOneQuestion.YesNo("Is the writer angry?")),
            ("topic", SystemOneQuestion.Choice("What is it about?", new Dictionary<string, string?> { ["delivery"] = "Transport", ["price"] = null })),
            ("tone", SystemOneQuestion.Score("How hard is the tone?", "mild", "firm", "harsh"))) with { Model = model, KeepAlive = "5m" };

        SystemOneResponse answer = await (v1 ? V1.DecideAsync(request, Replay(name), Ct) : Client.DecideAsync(request, Replay(name), Ct));

        JsonElement written = Recording.Load(name).Json;
        Assert.Equal(written.Text("model"), answer.Model);
        Assert.Equal(["angry", "topic", "tone"], answer.Answers.Keys);
        Assert.All(answer.Answers, pair =>
        {
            JsonElement one = written.GetProperty("answers").GetProperty(pair.Key);
            Assert.Equal((one.Text("type"), one.Text("choice")), (pair.Value.Type?.Value, pair.Value.ChoiceOnWire));
            Assert.Equal((Number(one, "noul"), Number(one, "score"), Number(one, "confidence")), (pair.Value.Noul, pair.Value.Score, pair.Value.Confidence));
            Assert.Equal(one.At("probabilities")?.EnumerateObject().Select(p => (p.Name, p.Value.GetDouble())), pair.Value.ProbabilitiesOnWire?.Select(p => (p.Key, p.Value)));
            Assert.Null(pair.Value.AdditionalProperties);
        });
        Assert.Equal(["mild", "firm", "harsh"], answer.Answers["tone"].Levels);
        Assert.Equal((written.Number("usage", "input_tokens"), written.Number("usage", "output_tokens")), (answer.Usage.InputTokens, answer.Usage.OutputTokens));
        Assert.Null(answer.AdditionalProperties ?? answer.Usage.AdditionalProperties);
    }

    [Theory]
    [InlineData("written_systemone_cannot", "tiny", 400, ApiErrorKind.ModelDoesNotSupport)]
    [InlineData("written_systemone_404", "nope", 404, ApiErrorKind.ModelNotFound)]
    [InlineData("written_systemone_413", "nimble", 413, ApiErrorKind.BadRequest)]
    [InlineData("written_llama_systemone_400", "nimble", 400, ApiErrorKind.ContextLength)]
    public async Task Refusals_are_told_apart(string name, string model, int status, ApiErrorKind kind)
    {
        SystemOneRequest request = SystemOneRequest.About("s", ("answer", SystemOneQuestion.YesNo("q"))) with { Model = model };

        LlmApiException native = await Assert.ThrowsAnyAsync<LlmApiException>(() => Client.DecideAsync(request, Replay(name), Ct));
        LlmApiException other = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.DecideAsync(request, Replay(name), Ct));

        Assert.Equal((status, kind), (native.Status, native.Kind));
        Assert.Equal((status, kind), (other.Status, other.Kind));
    }

    private static double? Number(JsonElement owner, string name) => owner.At(name)?.GetDouble();
}
