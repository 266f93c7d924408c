using System.Text.Json;

namespace OllamaSdk.Tests.Api;

/// <summary>The SDK's JSON in other hands.</summary>
public sealed class LlmJsonTests
{
    [Fact]
    public void A_model_comes_back_as_it_was_with_what_is_unknown()
    {
        const string Json = """{"model":"m","message":{"role":"assistant","content":"<é>"},"done":true,"new":[1]}""";
        var info = LlmJson.Options.GetTypeInfo(typeof(OllamaChatResponse));

        Assert.Equal(Json, JsonSerializer.Serialize(JsonSerializer.Deserialize(Json, info), info));
    }

    [Fact]
    public void What_only_informs_costs_nothing_in_other_hands_either()
    {
        const string Json = """{"model":"m","message":{"role":"assistant","content":"a"},"done":true,"eval_count":7,"created_at":""}""";
        var info = new JsonSerializerOptions { TypeInfoResolver = LlmJson.Options.TypeInfoResolver }.GetTypeInfo(typeof(OllamaChatResponse));

        var answer = (OllamaChatResponse)JsonSerializer.Deserialize(Json, info)!;

        Assert.Equal((7L, null), (answer.EvalCount, answer.CreatedAt));
        using var expected = JsonDocument.Parse(Json);
        // This one writes what is absent as null.
        Assert.All(JsonSerializer.SerializeToElement(answer, info).EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null), member =>
            Assert.True(JsonElement.DeepEquals(expected.RootElement.GetProperty(member.Name), member.Value) || member.Value.ValueKind == JsonValueKind.Object));
    }

    [Fact]
    public void Nobody_can_change_it_for_all() => Assert.Throws<InvalidOperationException>(() => LlmJson.Options.WriteIndented = true);
}
