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
    public void Nobody_can_change_it_for_all() => Assert.Throws<InvalidOperationException>(() => LlmJson.Options.WriteIndented = true);
}
